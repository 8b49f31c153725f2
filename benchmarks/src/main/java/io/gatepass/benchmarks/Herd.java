package io.gatepass.benchmarks;

import io.gatepass.benchmarks.Results.Sheet;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Row 10, callers at an expiry: one of them to thousands ask for a token that is over, and the endpoint answers once all of
 * them have asked. Printed are the exchanges, how many callers were not served within 10 s, and how long after the first
 * answer the last caller had its token.
 */
final class Herd {
    private static final Duration CUT = Duration.ofSeconds(10);

    private final Subject.Maker maker;

    private Herd(Subject.Maker maker) {
        this.maker = maker;
    }

    /** {@code <subject> <most callers>}: one JVM for each, since some leave thousands of threads behind. */
    public static void main(String[] arguments) throws Exception {
        var herd = new Herd(Subjects.named(arguments[0]));
        for (int i = 0; i < 5; i++) {
            herd.expiry(100);
        }
        for (int count = 1; count <= Integer.parseInt(arguments[1]); count *= 10) {
            herd.expiry(count).report(new Sheet("growth", arguments[0], "callers " + count));
        }
        System.exit(0);
    }

    private record Expiry(long exchanges, long unserved, long nanos) {
        void report(Sheet sheet) {
            sheet.count("exchanges", exchanges).count("not served in 10 s", unserved);
            if (unserved == 0) {
                sheet.nanosAsMillis("last served", nanos);
            }
        }
    }

    private Expiry expiry(int callers) throws Exception {
        var asked = new CountDownLatch(callers);
        var answered = new AtomicLong(Long.MAX_VALUE);
        var lastServed = new AtomicLong(Long.MIN_VALUE);
        var served = new AtomicInteger();
        var endpoint = new TokenEndpoint(Duration.ofHours(1), exchange -> {
            await(asked);
            answered.accumulateAndGet(System.nanoTime(), Math::min);
        });
        try (Subject subject = maker.open(endpoint, Duration.ofMillis(-1))) {
            new Callers(false)
                    .run(
                            callers,
                            caller -> {
                                asked.countDown();
                                subject.read();
                                lastServed.accumulateAndGet(System.nanoTime(), Math::max);
                                served.incrementAndGet();
                            },
                            CUT);
            return new Expiry(endpoint.exchanges(), callers - served.get(), lastServed.get() - answered.get());
        }
    }

    private static void await(CountDownLatch asked) throws IOException {
        try {
            if (!asked.await(CUT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("not all have asked");
            }
            Thread.sleep(20); // from saying that it asks to waiting
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
