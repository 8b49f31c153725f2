package io.gatepass.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs the same call on many threads that start together. */
public final class Threads {
    private Threads() {}

    /**
     * Runs {@code call} on {@code count} threads at once and returns, for each, its result or the exception it threw.
     *
     * @throws TimeoutException if one of them takes longer than thirty seconds
     * @throws InterruptedException if the test is interrupted
     */
    public static List<Object> run(int count, Callable<?> call) throws InterruptedException, TimeoutException {
        ExecutorService pool = Executors.newFixedThreadPool(count);
        try {
            var ready = new CountDownLatch(count);
            List<Future<Object>> futures = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                futures.add(pool.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return call.call();
                }));
            }
            List<Object> outcomes = new ArrayList<>();
            for (Future<Object> future : futures) {
                outcomes.add(outcome(future));
            }
            return outcomes;
        } finally {
            pool.shutdownNow();
        }
    }

    private static Object outcome(Future<Object> future) throws InterruptedException, TimeoutException {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable thrown = e.getCause();
            return thrown == null ? e : thrown;
        }
    }
}
