package io.gatepass.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AsyncTest {
    private final ExecutorService executor = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void futureCompletesWithTheResult() {
        assertThat(Async.call(executor, () -> "done").join()).isEqualTo("done");
    }

    @Test
    void futureFailsWithTheExceptionItself() {
        assertThatThrownBy(() -> Async.call(executor, () -> {
                            throw new IOException("broken");
                        })
                        .get())
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IOException.class);
    }

    @Test
    void cancellingInterruptsTheCall() throws Exception {
        var started = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        CompletableFuture<String> future = Async.call(executor, () -> {
            started.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return "late";
        });
        started.await();
        assertThat(future.cancel(true)).isTrue();
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(future).isCancelled();
        assertThat(future.cancel(true)).isTrue();
    }

    @Test
    void finishedCallCannotBeCancelled() {
        CompletableFuture<String> future = Async.call(executor, () -> "done");
        future.join();
        assertThat(future.cancel(true)).isFalse();
        assertThat(future.join()).isEqualTo("done");
    }

    @Test
    void executorThatTakesNothingIsHeardAtOnce() {
        executor.shutdown();
        assertThatThrownBy(() -> Async.call(executor, () -> "x")).isInstanceOf(RejectedExecutionException.class);
    }
}
