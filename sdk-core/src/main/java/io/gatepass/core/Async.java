package io.gatepass.core;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/** Runs any blocking call of this library on an executor of yours. */
public final class Async {
    private Async() {}

    /**
     * Starts {@code call} on {@code executor} and returns at once. The future completes with its result or its
     * exception. Cancelling the future interrupts the call, which then ends its exchange promptly.
     *
     * <p>On Java 21 pass an executor of virtual threads.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the executor does not take the call
     */
    public static <T> CompletableFuture<T> call(Executor executor, Callable<? extends T> call) {
        var running = new Running<T>(call);
        executor.execute(running.work);
        return running;
    }

    private static final class Running<T> extends CompletableFuture<T> {
        private final FutureTask<Void> work;

        Running(Callable<? extends T> call) {
            this.work = new FutureTask<>(() -> finishWith(call), null);
        }

        private void finishWith(Callable<? extends T> call) {
            try {
                complete(call.call());
            } catch (Throwable thrown) {
                completeExceptionally(thrown);
            }
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            // The outcome first, so that the interrupted call cannot overwrite it.
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            if (cancelled) {
                work.cancel(true);
            }
            return cancelled;
        }
    }
}
