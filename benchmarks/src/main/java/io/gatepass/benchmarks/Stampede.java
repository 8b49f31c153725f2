package io.gatepass.benchmarks;

import io.gatepass.benchmarks.Results.Sheet;
import io.gatepass.benchmarks.TokenEndpoint.Behaviour;
import io.gatepass.core.RenewableSession.Tuning;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Row 4: all callers ask at once for a token that has just expired, while the endpoint answers in 50 ms, answers in 7 s,
 * fails after 50 ms, or flaps (down for 1.5 s, then up). Printed are the exchanges, the most at once, how long callers
 * waited, how many failed or were still waiting when the measurement was cut after 20 s, and how long after the endpoint came
 * back a caller that asks every 10 ms had a token.
 *
 * <p>A caller asks once, except under flapping, where it asks every 100 ms until it has a token.
 */
final class Stampede {
    private static final Duration QUICK = Duration.ofMillis(50);
    private static final Duration DOWN_FOR = Duration.ofMillis(1500);
    private static final String DOWN = "down";
    private static final long WAITING = -1;
    private static final long FAILED = Long.MIN_VALUE;

    private final int callers;
    private final Callers threads;
    private final String kind;
    private final Duration slow;
    private final Duration cut;

    private Stampede(String... arguments) {
        boolean virtual = arguments[1].equals("virtual");
        this.callers = Integer.parseInt(arguments[0]);
        this.slow = Duration.ofMillis(Long.parseLong(arguments[2]));
        this.cut = Duration.ofMillis(Math.max(6000, slow.toMillis() * 20 / 7));
        this.threads = new Callers(virtual);
        this.kind = virtual ? "virtual" : "platform";
    }

    /** {@code <callers> <platform|virtual> <milliseconds of a slow answer>}; it is cut after 20/7 of that, but 6 s. */
    public static void main(String[] arguments) throws Exception {
        var stampede = new Stampede(arguments);
        stampede.warmUp();
        for (Subject.Maker maker : Subjects.withFloor()) {
            stampede.ok(maker);
            stampede.down(maker);
            stampede.flapping(maker);
            stampede.slow(maker, stampede.slowly());
        }
        Duration patience = stampede.slow.multipliedBy(2).dividedBy(7);
        stampede.slow(
                new Ours.Maker(Subjects.OURS, Tuning.DEFAULT.withWaitAtMost(patience)),
                stampede.slowly() + "; own deadline " + patience.toMillis() + " ms");
        System.exit(0); // some peers leave threads waiting
    }

    /** So that the first subject does not pay for loading classes and starting threads. */
    private void warmUp() throws Exception {
        for (int i = 0; i < 3; i++) {
            var endpoint = TokenEndpoint.answering(QUICK);
            Subject subject = Subjects.ours().open(endpoint, Duration.ofMillis(-1));
            ask(subject, new AtomicLongArray(callers));
        }
    }

    private void ok(Subject.Maker maker) throws Exception {
        once(maker, "ok 50 ms", TokenEndpoint.answer(QUICK));
    }

    private String slowly() {
        return "slow " + slow.toMillis() + " ms";
    }

    private void slow(Subject.Maker maker, String condition) throws Exception {
        once(maker, condition, TokenEndpoint.answer(slow));
    }

    private void down(Subject.Maker maker) throws Exception {
        once(maker, DOWN, TokenEndpoint.failure(QUICK));
    }

    private void once(Subject.Maker maker, String condition, Behaviour behaviour) throws Exception {
        var endpoint = new TokenEndpoint(Duration.ofHours(1), behaviour);
        Subject subject = maker.open(endpoint, Duration.ofMillis(-1));
        var waits = new AtomicLongArray(callers);
        ask(subject, waits);
        Sheet sheet = sheet(maker, condition);
        report(sheet, endpoint, waits);
        endpoint.become(TokenEndpoint.answer(QUICK)); // also lets go whoever still stands in a queue
        if (condition.equals(DOWN)) {
            sheet.nanosAsMillis("recovery", recovery(subject));
        }
        subject.close();
    }

    private Sheet sheet(Subject.Maker maker, String condition) {
        return new Sheet("stampede", maker.name(), kind + " " + callers + "; " + condition);
    }

    private void ask(Subject subject, AtomicLongArray waits) throws InterruptedException {
        fill(waits);
        threads.run(
                callers,
                caller -> {
                    long begin = System.nanoTime();
                    try {
                        subject.read();
                        waits.set(caller, System.nanoTime() - begin);
                    } catch (Exception failure) {
                        waits.set(caller, FAILED + (System.nanoTime() - begin));
                    }
                },
                cut);
    }

    private static void fill(AtomicLongArray waits) {
        for (int i = 0; i < waits.length(); i++) {
            waits.set(i, WAITING);
        }
    }

    private void report(Sheet sheet, TokenEndpoint endpoint, AtomicLongArray waits) {
        long[] all = new long[waits.length()];
        Arrays.setAll(all, waits::get);
        long[] ended = Arrays.stream(all).filter(wait -> wait != WAITING).toArray();
        long failed = Arrays.stream(ended).filter(wait -> wait < WAITING).count();
        var sample = Sample.of(Arrays.stream(ended)
                .map(wait -> wait < WAITING ? wait - FAILED : wait)
                .toArray());
        sheet.count("exchanges", endpoint.exchanges()).count("most at once", endpoint.mostAtOnce());
        if (ended.length > 0) {
            sheet.nanosAsMillis("p50", sample.median())
                    .nanosAsMillis("p99", sample.quantile(0.99))
                    .nanosAsMillis("max", sample.max());
        }
        sheet.count("failed", failed).count("still waiting at the cut", all.length - ended.length);
    }

    private long recovery(Subject subject) throws InterruptedException {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < cut.toNanos()) {
            try {
                subject.read();
                break;
            } catch (Exception notYet) {
                Thread.sleep(10);
            }
        }
        return System.nanoTime() - begin;
    }

    private void flapping(Subject.Maker maker) throws Exception {
        var begin = new AtomicLong();
        var endpoint = new TokenEndpoint(Duration.ofHours(1), exchange -> {
            begin.compareAndSet(0, System.nanoTime()); // it goes down as the first one asks
            boolean down = (System.nanoTime() - begin.get()) / DOWN_FOR.toNanos() % 2 == 0;
            (down ? TokenEndpoint.failure(QUICK) : TokenEndpoint.answer(QUICK)).exchange(exchange);
        });
        Subject subject = maker.open(endpoint, Duration.ofMillis(-1));
        var waits = new AtomicLongArray(callers);
        var refusals = new AtomicLongArray(callers);
        fill(waits);
        threads.run(
                callers, caller -> waits.set(caller, untilToken(subject, () -> refusals.incrementAndGet(caller))), cut);
        Sheet sheet = sheet(maker, "flapping 1.5 s");
        report(sheet, endpoint, waits);
        long failures = 0;
        for (int i = 0; i < callers; i++) {
            failures += refusals.get(i);
        }
        sheet.count("failed asks", failures);
        endpoint.become(TokenEndpoint.answer(Duration.ZERO));
        subject.close();
    }

    private long untilToken(Subject subject, Runnable onFailure) throws InterruptedException {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < cut.toNanos()) {
            try {
                subject.read();
                break;
            } catch (Exception e) {
                onFailure.run();
                Thread.sleep(100);
            }
        }
        return System.nanoTime() - begin;
    }
}
