package io.gatepass.benchmarks;

import io.gatepass.benchmarks.Results.Sheet;
import io.gatepass.core.AuthException;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.RenewableSession.Plan;
import io.gatepass.core.RenewableSession.Tuning;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.tts.TtsClient;
import io.gatepass.tts.TtsLogin;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jol.info.GraphStats;

/**
 * Row 10: what grows with what; {@link Herd} has the callers at an expiry. Sessions in one process: bytes of all, a read of
 * one at random, threads. The body of an error: the time until it is classified; no more than the engine's bound is read.
 * Accounts of one user: each is a view of one session with one more header; bytes of all, and exchanges when the token
 * expires and each is asked.
 */
final class Growth {
    private Growth() {}

    /** {@code <most sessions>}; plot points are powers of ten up to there. */
    public static void main(String[] arguments) throws Exception {
        int mostSessions = Integer.parseInt(arguments[0]);
        for (int count = 1; count <= mostSessions; count *= 10) {
            sessions(count);
        }
        for (int i = 0; i < 10; i++) {
            classify(1000);
        }
        for (int bytes = 100; bytes <= 10_000_000; bytes *= 10) {
            new Sheet("growth", Subjects.OURS, "error bytes " + bytes).nanosAsMillis("classified", classify(bytes));
        }
        for (int count = 1; count <= 10_000; count *= 10) {
            accounts(count);
        }
        System.exit(0);
    }

    private static void sessions(int count) {
        try (OkHttpEngine engine = OkHttpEngine.create()) {
            Plan<Ours.Pair> plan = Ours.plan(engine, TokenEndpoint.answering(Duration.ZERO), Tuning.DEFAULT);
            var sessions = new TokenSession<?>[count];
            for (int i = 0; i < count; i++) {
                sessions[i] = Retained.asked(plan);
            }
            new Sheet("growth", Subjects.OURS, "sessions " + count)
                    .put("bytes", GraphStats.parseInstance((Object) sessions).totalSize(), "B")
                    .put("read", read(sessions), "ns")
                    .count("threads", ManagementFactory.getThreadMXBean().getThreadCount());
        }
    }

    /** The best of some rounds: whatever else the machine does only adds. */
    private static double read(TokenSession<?>... sessions) {
        int[] order =
                ThreadLocalRandom.current().ints(100_000, 0, sessions.length).toArray();
        double best = Double.MAX_VALUE;
        int met = 0;
        for (int round = 0; round < 20; round++) {
            long begin = System.nanoTime();
            for (int i : order) {
                met += sessions[i].authorization().headers().size();
            }
            best = Math.min(best, (double) (System.nanoTime() - begin) / order.length);
        }
        if (met != 20 * order.length) {
            throw new IllegalStateException();
        }
        return best;
    }

    private static double classify(int bytes) {
        byte[] answer = RawServer.answer(503, "{\"detail\":\"" + "x".repeat(bytes) + "\"}");
        try (RawServer server = RawServer.answering(head -> answer);
                TtsClient client = TtsClient.connect(server.url(""))) {
            var login = new TtsLogin("user@example.com", Secret.of("correct horse"));
            long[] took = new long[30];
            for (int i = 0; i < took.length; i++) {
                long begin = System.nanoTime();
                refused(client, login);
                took[i] = System.nanoTime() - begin;
            }
            return Sample.of(took).median();
        }
    }

    private static void refused(TtsClient client, TtsLogin login) {
        try {
            client.login(login);
            throw new IllegalStateException("not refused");
        } catch (AuthException expected) {
            // classified
        }
    }

    private static void accounts(int count) {
        try (OkHttpEngine engine = OkHttpEngine.create()) {
            var endpoint = TokenEndpoint.answering(Duration.ZERO);
            RenewableSession<Ours.Pair> session = Ours.plan(engine, endpoint, Tuning.DEFAULT)
                    .resume(Ours.Pair.of(TokenEndpoint.earlier(Duration.ofMillis(-1))));
            var views = new TokenSession<?>[count];
            for (int i = 0; i < count; i++) {
                Secret account = Secret.of("account-" + i);
                views[i] = session.presentedAs((pair, out) ->
                        out.header("Authorization", "Bearer", pair.access()).header("Account", account));
            }
            for (TokenSession<?> view : views) {
                view.authorization();
            }
            new Sheet("growth", Subjects.OURS, "accounts " + count)
                    .put(
                            "bytes of all views",
                            GraphStats.parseInstance((Object) views).totalSize(),
                            "B")
                    .count("exchanges", endpoint.exchanges());
        }
    }
}
