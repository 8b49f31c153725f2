package io.gatepass.core;

import io.gatepass.core.RenewableSession.Plan;
import io.gatepass.core.RenewableSession.Tuning;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.core.spi.Renewer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A renewer that counts, fails or hangs as told, and sessions on it with fake time. */
final class Renewals implements Renewer<TestToken>, AutoCloseable {
    static final Origin ORIGIN = Origin.of("https://api.example.com");
    static final Duration LIFE = Duration.ofSeconds(300);

    final FakeTime time = new FakeTime();
    final OkHttpEngine engine = OkHttpEngine.builder().time(time).build();
    final AtomicInteger count = new AtomicInteger();
    final AtomicInteger atOnce = new AtomicInteger();
    final AtomicInteger mostAtOnce = new AtomicInteger();
    final List<String> presented = new ArrayList<>();
    private volatile Supplier<TestToken> answer = () -> fresh(LIFE);

    Plan.Builder<TestToken> plan() {
        return Plan.builder(engine, TestToken.BEARER, Set.of(ORIGIN))
                .renewer(this)
                .tuning(Tuning.DEFAULT.withJitter(0));
    }

    /** A session whose first token was issued just now, for five minutes. */
    RenewableSession<TestToken> session() {
        return plan().build().open(grant -> token("t0", LIFE), "grant");
    }

    TestToken token(String name, Duration life) {
        return TestToken.lasting(name, time.now(), life);
    }

    TestToken fresh(Duration life) {
        return token("t" + count.get(), life);
    }

    void answers(Supplier<TestToken> next) {
        this.answer = next;
    }

    void fails(AuthException failure) {
        this.answer = () -> {
            throw failure;
        };
    }

    /** The next renewals wait until the latch is counted down, then succeed. */
    CountDownLatch hangs() {
        var latch = new CountDownLatch(1);
        this.answer = () -> {
            awaitUninterrupted(latch);
            return fresh(LIFE);
        };
        return latch;
    }

    @Override
    public TestToken renew(TestToken spent) {
        synchronized (presented) {
            presented.add(spent.renewal().reveal());
        }
        count.incrementAndGet();
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try {
            return answer.get();
        } finally {
            atOnce.decrementAndGet();
        }
    }

    /** Waits until {@code count} renewals have begun. */
    void awaitStarted(int expected) {
        awaitThat(() -> count.get() >= expected);
    }

    static void awaitThat(Supplier<Boolean> condition) {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.get()) {
            if (System.nanoTime() - giveUp > 0) {
                throw new AssertionError("did not happen within 20 s");
            }
            Thread.onSpinWait();
        }
    }

    /** Runs {@code call} on as many threads at once and returns what each got or failed with. */
    static <R> List<Object> onThreads(int threads, Callable<R> call) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            var ready = new CountDownLatch(threads);
            List<Future<R>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                futures.add(pool.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return call.call();
                }));
            }
            List<Object> outcomes = new ArrayList<>();
            for (Future<R> future : futures) {
                try {
                    outcomes.add(future.get(30, TimeUnit.SECONDS));
                } catch (ExecutionException e) {
                    outcomes.add(e.getCause());
                }
            }
            return outcomes;
        } finally {
            pool.shutdownNow();
        }
    }

    static void awaitUninterrupted(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody let the renewal go on");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
