package io.gatepass.benchmarks;

import io.gatepass.benchmarks.Results.Sheet;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Callable;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Rows 1 to 3 once more, as ratios: ours and another take turns in short blocks inside one process, so that whatever else
 * the machine does meets both. Each pair of blocks gives one ratio; printed are the median ratio, half its 95 % interval,
 * and the bytes that one operation allocates on the calling thread and on any other. Both begin anew ten times, since a
 * connection that got the worse place on the machine keeps it.
 */
final class Paired {
    private static final int READS = 10_000;
    private static final int BEGINNINGS = 10;

    private final int rounds;

    private Paired(int rounds) {
        this.rounds = rounds;
    }

    public static void main(String[] arguments) throws Exception {
        var paired = new Paired(Integer.parseInt(arguments[0]));
        paired.reads(Subjects.FLOOR);
        paired.reads("google-auth"); // the fastest peer
        try (RawServer server = RawServer.saying(Logins.ANSWER)) {
            Request request =
                    new Request.Builder().url(server.url("/v1/accounts")).build();
            paired.requests(request, "local", 5000);
            paired.requests(request, "loopback", 150);
            paired.compareWithBytes(
                    new Sheet("login", Subjects.OURS, "loopback"),
                    () -> {
                        Logins.Login floor = HandWritten.login(server.url(""), new OkHttpClient());
                        Logins.Login ours = Logins.ours(server);
                        return new Pair(floor::perform, ours::perform);
                    },
                    150);
        }
        System.exit(0);
    }

    private record Pair(Callable<?> other, Callable<?> ours) {}

    /** In one call as many reads as make the call itself no matter. */
    private void reads(String other) throws Exception {
        compare(
                new Sheet("read", Subjects.OURS, "with " + other),
                () -> {
                    Subject theirs = open(Subjects.named(other));
                    Subject ours = open(Subjects.ours());
                    return new Pair(() -> reads(theirs), () -> reads(ours));
                },
                20);
    }

    private static Subject open(Subject.Maker maker) {
        return maker.open(TokenEndpoint.answering(Duration.ZERO), Duration.ofDays(2));
    }

    private static Object reads(Subject subject) throws Exception {
        Object last = subject;
        for (int i = 0; i < READS; i++) {
            last = subject.read();
        }
        return last;
    }

    private void requests(Request request, String target, int block) throws Exception {
        boolean local = target.equals("local");
        compareWithBytes(
                new Sheet("request", Subjects.OURS, target),
                () -> {
                    OkHttpClient floor = RequestBenchmark.client(Subjects.FLOOR, local, request);
                    OkHttpClient ours = RequestBenchmark.client(Subjects.OURS, local, request);
                    return new Pair(() -> get(floor, request), () -> get(ours, request));
                },
                block);
    }

    private static Object get(OkHttpClient client, Request request) throws Exception {
        try (Response response = client.newCall(request).execute()) {
            return response.body().bytes();
        }
    }

    /** Returns the last pair. */
    private Pair compare(Sheet sheet, Callable<Pair> maker, int block) throws Exception {
        double[] ratios = new double[rounds];
        Pair pair = maker.call();
        for (int round = -rounds / 4; round < rounds; round++) {
            if (Math.floorMod(round, Math.max(1, rounds / BEGINNINGS)) == 0) {
                pair = maker.call();
                time(pair.other, block);
                time(pair.ours, block);
            }
            // The order alternates, since the second of two blocks may find a warmer machine.
            boolean oursLast = round % 2 == 0;
            double first = time(oursLast ? pair.other : pair.ours, block);
            double second = time(oursLast ? pair.ours : pair.other, block);
            if (round >= 0) {
                ratios[round] = oursLast ? second / first : first / second;
            }
        }
        var sample = new Sample(ratios);
        sheet.put("ratio", sample.median(), "x").put("ratio error", sample.medianError(), "x");
        return pair;
    }

    private void compareWithBytes(Sheet sheet, Callable<Pair> maker, int block) throws Exception {
        Pair pair = compare(sheet, maker, block);
        double floor = bytes(pair.other, block * 4);
        double ours = bytes(pair.ours, block * 4);
        sheet.put("floor bytes", floor, "B").put("bytes", ours, "B").put("bytes more", ours - floor, "B");
        sheet.put("bytes ratio", ours / floor, "x");
    }

    private static double time(Callable<?> work, int times) throws Exception {
        long begin = System.nanoTime();
        for (int i = 0; i < times; i++) {
            work.call();
        }
        return (double) (System.nanoTime() - begin) / times;
    }

    /** Allocated by all threads of the process but those of the server, which allocates the same for both. */
    private static double bytes(Callable<?> work, int times) throws Exception {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = allocated(threads);
        for (int i = 0; i < times; i++) {
            work.call();
        }
        return (double) (allocated(threads) - before) / times;
    }

    private static long allocated(com.sun.management.ThreadMXBean threads) {
        long sum = 0;
        for (long id : threads.getAllThreadIds()) {
            var info = threads.getThreadInfo(id);
            if (info != null && !info.getThreadName().startsWith("raw-server")) {
                sum += Math.max(0, threads.getThreadAllocatedBytes(id));
            }
        }
        return sum;
    }
}
