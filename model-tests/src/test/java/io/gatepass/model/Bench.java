package io.gatepass.model;

import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.testkit.FakePlatforms;
import java.time.Duration;

/** Fakes and an engine for many sequences, each with a user of its own. */
final class Bench implements AutoCloseable {
    /** Every user's. */
    static final String PASSWORD = "correct horse 1";

    final FakePlatforms fakes = FakePlatforms.start();
    final GatedExecutor executor = new GatedExecutor();
    final OkHttpEngine engine = OkHttpEngine.builder()
            .time(fakes.time())
            .executor(executor)
            .readTimeout(Duration.ofSeconds(5))
            .build();
    private int users;

    /** A login that nobody has yet. */
    String nextUser() {
        users++;
        return "user" + users + "@example.com";
    }

    @Override
    public void close() {
        engine.close();
        executor.shutdown();
        fakes.close();
    }
}
