package io.gatepass.benchmarks;

import io.gatepass.benchmarks.Results.Sheet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Row 5: an outage that is shorter than the token's life. The token has ten minutes left, the endpoint fails after 500 ms
 * for the first eight of them and works again afterwards; 100 requests a second ask for the token all the time, each on
 * a thread of its own. Printed are the requests that failed, those that waited longer than 100 ms, the worst wait, and
 * the exchanges. All subjects run at the same time in one process; the floor, which renews nothing, shows what the
 * machine itself adds.
 *
 * <p>Minutes can be shorter for a trial run, but the peers' margins are constants: then the rows of the peers mean little.
 */
final class Ride {
    private static final long DELAYED_NANOS = Duration.ofMillis(100).toNanos();
    private static final Duration FAILS_AFTER = Duration.ofMillis(500);

    private final Sheet sheet;
    private final Subject subject;
    private final TokenEndpoint endpoint;
    private final Queue<Long> waits = new ConcurrentLinkedQueue<>();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    private Ride(Subject.Maker maker, Duration left) {
        this.sheet = new Sheet("ride", maker.name(), "token " + left.toSeconds() + " s; 100/s");
        this.endpoint = new TokenEndpoint(Duration.ofHours(1), TokenEndpoint.failure(FAILS_AFTER));
        this.subject = maker.open(endpoint, left);
    }

    /** {@code <seconds in a minute>}. */
    public static void main(String[] arguments) throws Exception {
        long minute = Long.parseLong(arguments[0]);
        Duration left = Duration.ofSeconds(10 * minute);
        for (Subject.Maker maker : Subjects.all()) { // so that no clock runs while classes are loaded
            maker.open(TokenEndpoint.answering(Duration.ZERO), Duration.ofHours(1))
                    .read();
        }
        List<Ride> rides = new ArrayList<>();
        rides.add(new Ride(new Floor.Maker(), left.plusSeconds(60)));
        for (Subject.Maker maker : Subjects.all()) {
            rides.add(new Ride(maker, left));
        }
        ExecutorService requests = Executors.newCachedThreadPool(Ride::daemon);
        ScheduledExecutorService clock = Executors.newScheduledThreadPool(1, Ride::daemon);
        var unused = clock.scheduleAtFixedRate(
                () -> rides.forEach(ride -> requests.execute(ride::request)), 10, 10, TimeUnit.MILLISECONDS);
        Thread.sleep(8 * 1000 * minute);
        rides.forEach(ride -> ride.endpoint.become(TokenEndpoint.answer(FAILS_AFTER)));
        Thread.sleep(2 * 1000 * minute + 5000);
        clock.shutdownNow();
        rides.forEach(Ride::report);
        System.exit(0); // whoever still waits is counted
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(null, work, "request", 256 * 1024);
        thread.setDaemon(true);
        return thread;
    }

    private void request() {
        asked.incrementAndGet();
        long begin = System.nanoTime();
        try {
            subject.read();
        } catch (Exception e) {
            failed.incrementAndGet();
        }
        waits.add(System.nanoTime() - begin);
    }

    private void report() {
        var sample = Sample.of(waits.stream().mapToLong(wait -> wait).toArray());
        long delayed = waits.stream().filter(wait -> wait > DELAYED_NANOS).count();
        sheet.count("requests", asked.get())
                .count("failed", failed.get())
                .count("delayed over 100 ms", delayed + asked.get() - waits.size())
                .nanosAsMillis("p50", sample.median())
                .nanosAsMillis("p99", sample.quantile(0.99))
                .nanosAsMillis("max", sample.max())
                .count("exchanges", endpoint.exchanges());
    }
}
