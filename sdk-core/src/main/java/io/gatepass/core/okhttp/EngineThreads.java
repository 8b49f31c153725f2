package io.gatepass.core.okhttp;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Named daemon threads without an upper bound: a renewal that waits for a call must never starve that call. */
final class EngineThreads implements ThreadFactory {
    private final AtomicInteger count = new AtomicInteger();

    private EngineThreads() {}

    static ExecutorService create() {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), new EngineThreads());
    }

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "gatepass-" + count.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
