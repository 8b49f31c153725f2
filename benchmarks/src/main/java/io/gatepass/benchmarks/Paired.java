package io.gatepass.benchmarks;

import io.gatepass.benchmarks.Results.Sheet;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Rows 2 and 3 once more, as ratios: ours and the floor take turns in short blocks inside one process, so that whatever
 * else the machine does meets both. Each pair of blocks gives one ratio; printed are the median ratio, half its 95 %
 * interval, and the bytes that one operation allocates on the calling thread and on any other.
 */
final class Paired {
    private Paired() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[0]);
        try (RawServer server = RawServer.saying(Logins.ANSWER)) {
            Request request =
                    new Request.Builder().url(server.url("/v1/accounts")).build();
            for (boolean local : new boolean[] {true, false}) {
                OkHttpClient floor = RequestBenchmark.client(Subjects.FLOOR, local, request);
                OkHttpClient ours = RequestBenchmark.client(Subjects.OURS, local, request);
                var sheet = new Sheet("request", Subjects.OURS, local ? "local" : "loopback");
                compare(
                        sheet,
                        new Pair(() -> get(floor, request), () -> get(ours, request)),
                        local ? 5000 : 150,
                        rounds);
            }
            Logins.Login floor = HandWritten.login(server.url(""), new OkHttpClient());
            Logins.Login ours = Logins.ours(server);
            var sheet = new Sheet("login", Subjects.OURS, "loopback");
            compare(sheet, new Pair(floor::perform, ours::perform), 150, rounds);
        }
    }

    private record Pair(Callable<?> floor, Callable<?> ours) {}

    private static Object get(OkHttpClient client, Request request) throws Exception {
        try (Response response = client.newCall(request).execute()) {
            return response.body().bytes();
        }
    }

    private static void compare(Sheet sheet, Pair pair, int block, int rounds) throws Exception {
        int warm = Math.max(20, rounds / 4);
        double[] ratios = new double[rounds];
        for (int round = -warm; round < rounds; round++) {
            // The order alternates, since the second of two blocks may find a warmer machine.
            boolean floorFirst = round % 2 == 0;
            double first = time(floorFirst ? pair.floor : pair.ours, block);
            double second = time(floorFirst ? pair.ours : pair.floor, block);
            if (round >= 0) {
                ratios[round] = floorFirst ? second / first : first / second;
            }
        }
        var sample = new Sample(ratios);
        sheet.put("ratio", sample.median(), "x").put("ratio error", sample.medianError(), "x");
        double floor = bytes(pair.floor, block * 4);
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
