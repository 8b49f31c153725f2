package io.gatepass.tts;

import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.testkit.ManualTime;
import io.gatepass.testkit.PlatformServer;
import java.time.Duration;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;

/** A scripted backend and a client of it. */
abstract class TtsTestBase {
    static final Secret PASSWORD = Secret.of("correct horse 1");
    static final TtsLogin ALICE = new TtsLogin("alice@example.com", PASSWORD);
    static final TtsRegistration FORM = TtsRegistration.of("Alice", "alice@example.com", PASSWORD);
    static final String KEY = "a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7r8s9t0";

    private static final OkHttpClient BASE = new OkHttpClient();

    final PlatformServer server = PlatformServer.start();
    final ManualTime time = ManualTime.create();
    final OkHttpEngine engine = OkHttpEngine.builder()
            .client(BASE)
            .time(time)
            .readTimeout(Duration.ofSeconds(5))
            .build();
    final TtsClient client = builder().build();

    @AfterEach
    void stop() {
        engine.close();
        server.close();
    }

    TtsClient.Builder builder() {
        return builder(server.url());
    }

    TtsClient.Builder builder(String url) {
        return TtsClient.builder(url).engine(engine);
    }

    TokenSession<TtsKey> session() {
        return client.resume(key(KEY));
    }

    TtsKey key(String value) {
        return new TtsKey(Secret.of(value), Origin.of(server.url()));
    }

    static PlatformServer.Answer keyAnswer() {
        return PlatformServer.json(200, "{\"key\":\"" + KEY + "\"}");
    }
}
