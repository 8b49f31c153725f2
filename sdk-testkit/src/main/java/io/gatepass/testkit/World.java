package io.gatepass.testkit;

import io.gatepass.core.Secret;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.testkit.Verb.Target;
import java.time.Duration;
import okhttp3.OkHttpClient;

/**
 * A scripted server and an engine for one test.
 *
 * @param server the server
 * @param engine the engine, on the test's time
 * @param target what a verb is given
 */
record World(PlatformServer server, OkHttpEngine engine, Target target) implements AutoCloseable {
    /** Shared, since building one costs more than a whole trial. */
    private static final OkHttpClient BASE = new OkHttpClient();

    static World start(ManualTime time, String secret) {
        PlatformServer server = PlatformServer.start();
        OkHttpEngine engine = OkHttpEngine.builder()
                .client(BASE)
                .time(time)
                .readTimeout(Duration.ofSeconds(15))
                .maxAnswerBytes(64 * 1024)
                .build();
        return new World(server, engine, new Target(server.url(), engine, Secret.of(secret)));
    }

    @Override
    public void close() {
        engine.close();
        server.close();
    }
}
