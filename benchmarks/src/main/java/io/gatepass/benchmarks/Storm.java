package io.gatepass.benchmarks;

import io.gatepass.benchmarks.Results.Sheet;
import io.gatepass.core.Origin;
import io.gatepass.core.okhttp.OkHttpEngine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Row 6: 200 requests carry a token that was revoked, and their refusals come in over one second. A renewal takes 50 ms.
 * Printed are the renewals. Each peer that offers a call for a refused token is given it once for each refusal, as its
 * documentation says; ours also runs end to end, through {@code attach} and a server that refuses.
 */
final class Storm {
    private static final int REQUESTS = 200;
    private static final int MILLIS_APART = 5;
    private static final Duration RENEWAL = Duration.ofMillis(50);
    private static final String CONDITION = "200 refusals in 1 s";

    private Storm() {}

    public static void main(String[] arguments) throws Exception {
        for (Subject.Maker maker : Subjects.withFloor()) {
            if (maker.hearsRefusals()) {
                refusals(maker);
            }
        }
        endToEnd();
        System.exit(0);
    }

    private static void refusals(Subject.Maker maker) throws Exception {
        var endpoint = TokenEndpoint.answering(RENEWAL);
        Subject subject = maker.open(endpoint, Duration.ofHours(2));
        Object used = subject.read(); // before all, since a caller that comes late would refuse the new one
        var failed = new AtomicLong();
        new Callers(false)
                .run(
                        REQUESTS,
                        caller -> {
                            Thread.sleep((long) caller * MILLIS_APART);
                            try {
                                subject.refused(used);
                                subject.read();
                            } catch (Exception e) {
                                failed.incrementAndGet();
                            }
                        },
                        Duration.ofSeconds(60));
        new Sheet("storm", maker.name(), CONDITION)
                .count("renewals", endpoint.exchanges())
                .count("most at once", endpoint.mostAtOnce())
                .count("failed", failed.get());
        subject.close();
    }

    /** Refuses the first token, later and later, and accepts every other. */
    private static byte[] answer(String head, AtomicInteger refusals) {
        if (!head.contains("bearer access-%033d\r".formatted(0))) {
            return RawServer.answer(200, "{}");
        }
        sleep(refusals.getAndIncrement() * (long) MILLIS_APART);
        return RawServer.answer(401, "{}");
    }

    private static void endToEnd() throws Exception {
        var endpoint = TokenEndpoint.answering(RENEWAL);
        var refusals = new AtomicInteger();
        try (OkHttpEngine engine = OkHttpEngine.create();
                RawServer server = RawServer.answering(head -> answer(head, refusals))) {
            var session = Ours.planFor(engine, Origin.of(server.url("/")))
                    .renewer(spent -> Ours.renew(endpoint))
                    .build()
                    .resume(Ours.Pair.of(TokenEndpoint.earlier(Duration.ofHours(2))));
            OkHttpClient client = OkHttpEngine.attach(
                    new OkHttpClient.Builder().dispatcher(new Dispatcher()).build(), session);
            Request request = new Request.Builder().url(server.url("/")).build();
            var succeeded = new AtomicLong();
            new Callers(false)
                    .run(
                            REQUESTS,
                            caller -> {
                                try (Response response = client.newCall(request).execute()) {
                                    succeeded.addAndGet(response.isSuccessful() ? 1 : 0);
                                }
                            },
                            Duration.ofSeconds(60));
            new Sheet("storm", Subjects.OURS, CONDITION + "; end to end")
                    .count("renewals", endpoint.exchanges())
                    .count("most at once", endpoint.mostAtOnce())
                    .count("failed", REQUESTS - succeeded.get());
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
