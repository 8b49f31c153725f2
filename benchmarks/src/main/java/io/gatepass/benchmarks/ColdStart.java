package io.gatepass.benchmarks;

import io.gatepass.core.Secret;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.tts.TtsClient;
import io.gatepass.tts.TtsLogin;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Row 9, in a fresh JVM: from the first line of {@code main} to the answer to the first authenticated request, login
 * included, for us and for hand-written OkHttp and Moshi; for a peer, from there to its first header, without a network.
 * Prints nanoseconds and loaded classes.
 */
final class ColdStart {
    private ColdStart() {}

    /** {@code <subject> <base URL>}. */
    public static void main(String[] arguments) throws Exception {
        long begin = System.nanoTime();
        switch (arguments[0]) {
            case "gatepass" -> ours(arguments[1]);
            case "own client" -> signIn(TtsClient.connect(arguments[1]), new OkHttpClient(), arguments[1]);
            case "floor" -> handWritten(arguments[1]);
            default ->
                Subjects.named(arguments[0])
                        .open(TokenEndpoint.answering(Duration.ZERO), Duration.ofDays(2))
                        .header();
        }
        long took = System.nanoTime() - begin;
        long classes = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
        System.out.println("cold," + took + "," + classes);
        System.exit(0);
    }

    /** As an application with a client of its own does. */
    private static void ours(String base) throws Exception {
        var client = new OkHttpClient();
        var engine = OkHttpEngine.sharing(client);
        signIn(TtsClient.builder(base).engine(engine).build(), client, base);
    }

    private static void signIn(TtsClient tts, OkHttpClient client, String base) throws Exception {
        var session = tts.login(new TtsLogin("user@example.com", Secret.of("correct horse")))
                .orElseThrow();
        get(OkHttpEngine.attach(client, session), new Request.Builder().url(base + "/v1/accounts"));
    }

    private static void handWritten(String base) throws Exception {
        var client = new OkHttpClient();
        Object header = HandWritten.login(base, client).perform();
        get(client, new Request.Builder().url(base + "/v1/accounts").header("Authorization", header.toString()));
    }

    private static void get(OkHttpClient client, Request.Builder request) throws Exception {
        try (Response response = client.newCall(request.build()).execute()) {
            response.body().string();
        }
    }
}
