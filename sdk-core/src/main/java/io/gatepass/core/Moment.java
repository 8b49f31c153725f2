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
        boolean far = duration.abs().compareTo(FAR) > 0;
        return nanos + (far ? Long.signum(duration.toSeconds()) * FAR.toNanos() : duration.toNanos());
    }

    long never() {
        return after(FAR);
    }

    Duration until(Instant end) {
        return Duration.between(wall, end);
    }
}
