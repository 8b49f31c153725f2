package io.gatepass.core;

import java.time.Instant;

/**
 * The wall clock and the monotonic clock together, so that a test can move both at once.
 *
 * <p>Sessions measure every lifetime on the monotonic clock; the wall clock only converts what a platform or a stored
 * token says. Implementations are safe for use by many threads and must not block.
 */
public interface TimeSource {
    /** The wall clock. It may jump. */
    Instant now();

    /** Nanoseconds on a clock that never jumps; only differences mean anything, as with {@link System#nanoTime()}. */
    long nanoTime();

    /** The machine's own clocks. */
    static TimeSource system() {
        return SystemTime.INSTANCE;
    }
}
