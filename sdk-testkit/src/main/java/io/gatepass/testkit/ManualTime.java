package io.gatepass.testkit;

import io.gatepass.core.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Both clocks, standing still until the test moves them, or {@linkplain #running running} as well as being moved. Give the same one to a fake platform and to the engine of the
 * client under test. Safe for use by many threads.
 */
public final class ManualTime implements TimeSource {
    private final Instant start;
    private final AtomicLong elapsed = new AtomicLong();
    private final AtomicLong wallOffset = new AtomicLong();

    private final LongSupplier running;

    private ManualTime(Instant start, LongSupplier running) {
        this.start = start;
        this.running = running;
    }

    /** Time that begins at {@code start} on the wall clock. */
    public static ManualTime startingAt(Instant start) {
        return new ManualTime(start, () -> 0);
    }

    /** Time that begins at an arbitrary instant, always the same. */
    public static ManualTime create() {
        return startingAt(Instant.parse("2026-11-22T10:00:00Z"));
    }

    /** Time that begins now and goes on by itself, as a program needs that keeps its own time. */
    public static ManualTime running() {
        long origin = System.nanoTime();
        return new ManualTime(Instant.now(), () -> System.nanoTime() - origin);
    }

    /** Moves both clocks forward. */
    public void advance(Duration by) {
        elapsed.addAndGet(by.toNanos());
    }

    /** Moves the wall clock alone, forward or back, as an operator or a time server does. */
    public void stepWallClock(Duration by) {
        wallOffset.addAndGet(by.toNanos());
    }

    @Override
    public Instant now() {
        return start.plusNanos(nanoTime() + wallOffset.get());
    }

    @Override
    public long nanoTime() {
        return elapsed.get() + running.getAsLong();
    }
}
