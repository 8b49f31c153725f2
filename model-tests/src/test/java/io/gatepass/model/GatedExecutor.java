package io.gatepass.model;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Runs tasks at once, or, while its gate is shut, later; and can be waited for. */
final class GatedExecutor extends AbstractExecutorService {
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "model");
        thread.setDaemon(true);
        return thread;
    });
    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();
    /** One party for the driver, one for each task. */
    private final Phaser running = new Phaser(1);

    /** Runs {@code action} while no task can begin. */
    void whileShut(Runnable action) {
        gate.writeLock().lock();
        try {
            action.run();
        } finally {
            gate.writeLock().unlock();
        }
    }

    /** Waits until no task is left. */
    void awaitQuiet() {
        running.arriveAndAwaitAdvance();
    }

    @Override
    public void execute(Runnable task) {
        running.register();
        threads.execute(() -> {
            gate.readLock().lock();
            try {
                task.run();
            } finally {
                gate.readLock().unlock();
                running.arriveAndDeregister();
            }
        });
    }

    @Override
    public void shutdown() {
        threads.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return threads.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return threads.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return threads.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return threads.awaitTermination(timeout, unit);
    }
}
