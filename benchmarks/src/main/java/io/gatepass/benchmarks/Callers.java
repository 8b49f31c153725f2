package io.gatepass.benchmarks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Many threads that are let go at the same moment, platform threads or, where the JDK has them, virtual ones. */
final class Callers {
    private static final long SMALL_STACK = 256 * 1024;

    /** What one caller does. */
    @FunctionalInterface
    interface Work {
        void run(int caller) throws Exception;
    }

    private final boolean virtual;

    Callers(boolean virtual) {
        this.virtual = virtual;
    }

    /**
     * Runs {@code count} callers, let go once all of them stand ready. Waits for them at most so long. Whoever is done stays
     * until all are: a JVM with thousands of threads takes long to see one off, and the others would pay for it.
     */
    void run(int count, Work work, Duration atMost) throws InterruptedException {
        var ready = new CountDownLatch(count);
        var go = new CountDownLatch(1);
        var done = new CountDownLatch(count);
        var home = new CountDownLatch(1);
        for (int i = 0; i < count; i++) {
            int caller = i;
            start(() -> {
                ready.countDown();
                try {
                    go.await();
                    work.run(caller);
                } catch (Exception expected) {
                    // The work counts its own failures.
                } finally {
                    done.countDown();
                    awaitQuietly(home);
                }
            });
        }
        ready.await();
        go.countDown();
        var unused = done.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        home.countDown();
    }

    private static void awaitQuietly(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(Runnable work) {
        if (virtual) {
            startVirtual(work);
            return;
        }
        var thread = new Thread(null, work, "caller", SMALL_STACK);
        thread.setDaemon(true);
        thread.start();
    }

    /** The build is for 17, so that the method is looked up. */
    private static void startVirtual(Runnable work) {
        try {
            MethodHandles.publicLookup()
                    .findStatic(Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class))
                    .invoke(work);
        } catch (Throwable e) {
            throw new IllegalStateException("no virtual threads here", e);
        }
    }
}
