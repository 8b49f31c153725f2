package io.gatepass.autoshares;

import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a question to the user holds until it is answered, abandoned or too old: then it is dropped. One answer at a
 * time may have it. Measured on the monotonic clock; nothing runs in the background. Safe for use by many threads.
 */
final class Pending<H> {
    private final AtomicReference<@Nullable H> held;
    private final TimeSource time;
    private final Duration life;
    private final long since;
    private final Instant lapsesAbout;
    private volatile boolean over;

    Pending(H held, TimeSource time, Duration life) {
        this.held = new AtomicReference<>(held);
        this.time = time;
        this.life = life;
        this.since = time.nanoTime();
        this.lapsesAbout = time.now().plus(life);
    }

    Instant lapsesAbout() {
        return lapsesAbout;
    }

    Duration age() {
        return Duration.ofNanos(time.nanoTime() - since);
    }

    boolean isOpen() {
        return held.get() != null;
    }

    /** Gives what is held to the one exchange that may have it; an exchange that nobody took in leaves it here. */
    <R> R use(Function<? super H, ? extends R> exchange) {
        H mine = take();
        try {
            return exchange.apply(mine);
        } catch (Unavailable | RateLimited notTakenIn) {
            giveBack(mine);
            throw notTakenIn;
        }
    }

    private H take() {
        boolean late = age().compareTo(life) >= 0;
        if (late) {
            drop();
        }
        H mine = held.getAndSet(null);
        if (mine == null) {
            throw new ReauthenticationRequired(late ? "the question has lapsed" : "answered or abandoned already");
        }
        return mine;
    }

    private void giveBack(H mine) {
        held.set(mine);
        if (over) {
            held.set(null);
        }
    }

    void drop() {
        over = true;
        held.set(null);
    }
}
