package io.gatepass.core;

import io.gatepass.core.AuthException.RateLimited;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Renewals that failed in a row without ending the session, and the gate they shut: until it opens, nobody tries again.
 *
 * @param failures how many
 * @param shutUntil when the gate opens, on the monotonic clock
 * @param last what the last attempt failed with
 */
record Outage(int failures, long shutUntil, AuthException last) {
    private static final long FIRST_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long MOST_NANOS = Duration.ofSeconds(30).toNanos();
    private static final Duration MOST_TOLD = Duration.ofDays(1);

    /** One more failure: pauses double from one second to thirty, less up to a quarter; {@code Retry-After} is obeyed. */
    static Outage after(@Nullable Outage before, AuthException failure, long now) {
        int failures = before == null ? 1 : before.failures + 1;
        long pause = Math.min(MOST_NANOS, FIRST_NANOS << Math.min(failures - 1, 5));
        long jittered = pause - ThreadLocalRandom.current().nextLong(pause / 4 + 1);
        return new Outage(failures, now + Math.max(jittered, told(failure)), failure);
    }

    /** A failure after which nothing is tried again anyway, so that no gate is needed. */
    static Outage inDoubt(AuthException failure, long now) {
        return new Outage(1, now, failure);
    }

    private static long told(AuthException failure) {
        Optional<Duration> inAnswer = failure.answer().flatMap(AuthException.Answer::retryAfter);
        Duration told =
                (failure instanceof RateLimited limited ? limited.retryAfter() : inAnswer).orElse(Duration.ZERO);
        return (told.compareTo(MOST_TOLD) < 0 ? told : MOST_TOLD).toNanos();
    }
}
