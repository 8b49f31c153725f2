package io.gatepass.benchmarks;

import io.gatepass.benchmarks.Results.Sheet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Row 7: what a renewal costs the requests around it. A token enters its renewal window while one thread asks for it
 * every millisecond; the renewal takes 500 ms. Printed are the worst wait of the first request that met the window and
 * of all requests up to a second after the renewal, and what a thread of the same rhythm waited meanwhile that asks
 * a floor which needs no renewal: what is below that is the machine's.
 *
 * <p>Several rounds, since one pause of the machine would spoil one; the median of the rounds' worst waits is the figure.
 */
final class Boundary {
    private static final Duration RENEWAL = Duration.ofMillis(500);

    private final Subject.Maker maker;
    private final List<Long> worst = new ArrayList<>();
    private final List<Long> worstOfFloor = new ArrayList<>();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong exchanges = new AtomicLong();

    private Boundary(Subject.Maker maker) {
        this.maker = maker;
    }

    /** {@code <rounds>}. Whoever needs more than 30 s to come to its window gets one round. */
    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[0]);
        for (Subject.Maker maker : Subjects.withFloor()) {
            warmUp(maker);
            var boundary = new Boundary(maker);
            int fitting = maker.untilWindow().toSeconds() > 30 ? 1 : rounds;
            for (int round = 0; round < fitting; round++) {
                boundary.round();
            }
            boundary.report();
        }
        System.exit(0);
    }

    /** Loads what a renewal needs. */
    private static void warmUp(Subject.Maker maker) throws Exception {
        for (int i = 0; i < 20; i++) {
            try (Subject subject = maker.open(TokenEndpoint.answering(Duration.ZERO), Duration.ofMillis(-1))) {
                subject.read();
            }
        }
    }

    private void round() throws Exception {
        var endpoint = TokenEndpoint.answering(RENEWAL);
        Subject subject = maker.openBeforeWindow(endpoint);
        Subject floor = new Floor.Maker().open(endpoint, Duration.ofHours(1));
        subject.read();
        floor.read();
        Thread.sleep(Math.max(0, maker.untilWindow().minusSeconds(2).toMillis()));
        long end = System.nanoTime() + Duration.ofMillis(6500).toNanos();
        Queue<Long> waits = new ConcurrentLinkedQueue<>();
        Queue<Long> waitsOfFloor = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        threads.execute(() -> ask(subject, waits, end));
        threads.execute(() -> ask(floor, waitsOfFloor, end));
        threads.shutdown();
        threads.awaitTermination(30, TimeUnit.SECONDS);
        worst.add(waits.stream().mapToLong(wait -> wait).max().orElse(0));
        worstOfFloor.add(waitsOfFloor.stream().mapToLong(wait -> wait).max().orElse(0));
        exchanges.addAndGet(endpoint.exchanges());
        subject.close();
    }

    private void ask(Subject subject, Queue<Long> waits, long end) {
        while (System.nanoTime() - end < 0) {
            long begin = System.nanoTime();
            try {
                subject.read();
                waits.add(System.nanoTime() - begin);
                Thread.sleep(1);
            } catch (Exception e) {
                failed.incrementAndGet();
            }
        }
    }

    private void report() {
        new Sheet("boundary", maker.name(), "renewal 500 ms")
                .count("rounds", worst.size())
                .count("exchanges", exchanges.get())
                .nanosAsMillis("worst wait", median(worst))
                .nanosAsMillis("best round", new Sample(doubles(worst)).quantile(0))
                .nanosAsMillis("worst round", new Sample(doubles(worst)).max())
                .nanosAsMillis("worst wait of the floor meanwhile", median(worstOfFloor))
                .count("failed", failed.get());
    }

    private static double median(List<Long> values) {
        return new Sample(doubles(values)).median();
    }

    private static double[] doubles(List<Long> values) {
        return values.stream().mapToDouble(Long::doubleValue).toArray();
    }
}
