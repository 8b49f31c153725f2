package io.gatepass.model;

import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.testkit.FakePlatform;
import io.gatepass.testkit.FakeTts;
import io.gatepass.tts.TtsClient;
import io.gatepass.tts.TtsKey;
import io.gatepass.tts.TtsLogin;
import java.time.Duration;
import java.util.Set;

/** A key that lives until it is revoked, and cannot be renewed. */
final class TtsRig extends Rig {
    private final String email;
    private final FakeTts fake;
    private final TtsClient client;
    private final FakeTts.User user;
    private final TokenSession<TtsKey> session;

    TtsRig(Bench bench) {
        super(bench);
        this.email = bench.nextUser();
        this.fake = bench.fakes.tts();
        this.client = TtsClient.builder(fake.url()).engine(bench.engine).build();
        this.user = fake.addUser(email, "correct horse 1");
        this.session =
                client.login(new TtsLogin(email, Secret.of("correct horse 1"))).orElseThrow();
    }

    @Override
    FakePlatform fake() {
        return fake;
    }

    @Override
    TokenSession<?> session() {
        return session;
    }

    @Override
    String owner() {
        return email;
    }

    @Override
    Set<String> singleUse() {
        return Set.of();
    }

    @Override
    String renewalPath() {
        return "/auth/login/";
    }

    @Override
    String callPath() {
        return "/authentication/user/";
    }

    @Override
    Duration life() {
        return Duration.ofDays(365);
    }

    @Override
    void call() {
        client.currentUser(session);
    }

    @Override
    void revoke() {
        user.revokeKey();
    }

    @Override
    void endAll() {
        user.block();
    }
}
