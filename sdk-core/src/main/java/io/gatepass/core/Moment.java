package io.gatepass.core;

import java.time.Duration;
import java.time.Instant;

/** One instant on both clocks, so that a wall-clock time can be found again on the monotonic one. */
record Moment(Instant wall, long nanos) {
    /** Far enough to mean never, near enough that differences do not overflow. */
    private static final Duration FAR = Duration.ofDays(36_500);

    static Moment now(TimeSource time) {
        return new Moment(time.now(), time.nanoTime());
    }

    long after(Duration duration) {
        return nanos + (duration.compareTo(FAR) < 0 ? duration.toNanos() : FAR.toNanos());
    }

    long never() {
        return after(FAR);
    }

    /** How long until {@code end}, from nothing to a century: some platforms say "never" with a year far away. */
    Duration until(Instant end) {
        Duration rest = Duration.between(wall, end);
        if (rest.isNegative()) {
            return Duration.ZERO;
        }
        return rest.compareTo(FAR) < 0 ? rest : FAR;
    }
}
