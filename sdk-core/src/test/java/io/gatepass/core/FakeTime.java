package io.gatepass.core;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Both clocks, moved by the test. The testkit has a published one; core's own tests cannot depend on the testkit. */
public final class FakeTime implements TimeSource {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L); // soon overflows, as it may
    private final AtomicLong wallOffset = new AtomicLong();
    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>();
    private final long start = nanos.get();

    @Override
    public Instant now() {
        return Instant.parse("2026-11-22T10:00:00Z")
                .plusNanos(nanos.get() - start)
                .plusNanos(wallOffset.get());
    }

    @Override
    public long nanoTime() {
        long read = nanos.get();
        Runnable interruption = meanwhile.getAndSet(null);
        if (interruption != null) {
            interruption.run();
        }
        return read;
    }

    /** Lets something happen while somebody is reading the monotonic clock the next time. */
    public void meanwhile(Runnable action) {
        meanwhile.set(action);
    }

    public void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }

    public void stepWallClock(Duration by) {
        wallOffset.addAndGet(by.toNanos());
    }
}
