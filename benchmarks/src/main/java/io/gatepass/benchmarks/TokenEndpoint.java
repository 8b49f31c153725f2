package io.gatepass.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** An identity provider inside the process: counts what it is asked, and is slow or down when told to be. */
final class TokenEndpoint {
    /** What one exchange does. */
    @FunctionalInterface
    interface Behaviour {
        /** Takes as long as an exchange takes; throws if it fails. {@code exchange} counts from 1. */
        void exchange(long exchange) throws IOException;
    }

    /** A pair of tokens as issued. */
    record Issued(String access, String refresh, Instant end) {}

    private final Duration life;
    private final AtomicLong exchanges = new AtomicLong();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private volatile Behaviour behaviour;

    TokenEndpoint(Duration life, Behaviour behaviour) {
        this.life = life;
        this.behaviour = behaviour;
    }

    /** An endpoint that answers after {@code pause} with tokens of one hour. */
    static TokenEndpoint answering(Duration pause) {
        return new TokenEndpoint(Duration.ofHours(1), answer(pause));
    }

    static Behaviour answer(Duration pause) {
        return exchange -> sleep(pause);
    }

    static Behaviour failure(Duration pause) {
        return exchange -> {
            sleep(pause);
            throw new IOException("down");
        };
    }

    void become(Behaviour next) {
        behaviour = next;
    }

    /** One exchange. */
    Issued issue() throws IOException {
        long number = exchanges.incrementAndGet();
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        try {
            behaviour.exchange(number);
        } finally {
            inside.decrementAndGet();
        }
        return new Issued(access(number), "refresh-" + number, Instant.now().plus(life));
    }

    /** As {@link #issue}, for interfaces that let no checked exception through. */
    Issued issueUnchecked() {
        try {
            return issue();
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** A pair that was issued before the measurement and ends after {@code left}. */
    static Issued earlier(Duration left) {
        return new Issued(access(0), "refresh-0", Instant.now().plus(left));
    }

    private static String access(long number) {
        return "access-%033d".formatted(number);
    }

    long exchanges() {
        return exchanges.get();
    }

    int mostAtOnce() {
        return most.get();
    }

    private static void sleep(Duration pause) throws IOException {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
