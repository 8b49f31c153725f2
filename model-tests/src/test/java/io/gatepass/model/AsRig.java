package io.gatepass.model;

import io.gatepass.autoshares.AutosharesClient;
import io.gatepass.autoshares.AutosharesCredentials;
import io.gatepass.autoshares.AutosharesIdentity;
import io.gatepass.autoshares.AutosharesToken;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.testkit.FakeAutoshares;
import io.gatepass.testkit.FakePlatform;
import java.time.Duration;
import java.util.Set;

/** A token of unstated life; the session signs in again, since there is no other way to renew. */
final class AsRig extends Rig {
    private final FakeAutoshares fake;
    private final String login;
    private final FakeAutoshares.User user;
    private final AutosharesIdentity identity;
    private final TokenSession<AutosharesToken> session;

    AsRig(Bench bench) {
        super(bench);
        this.login = bench.nextUser();
        this.fake = bench.fakes.autoshares();
        this.user = fake.addUser(login, "correct horse 1");
        AutosharesClient client = AutosharesClient.builder(fake.url(), Secret.of(fake.appKey()))
                .engine(bench.engine)
                .build();
        this.identity = client.identity();
        this.session = client.loginKeepingCredentials(new AutosharesCredentials(login, Secret.of("correct horse 1")));
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
        return login;
    }

    @Override
    Set<String> singleUse() {
        return Set.of("interim");
    }

    @Override
    String renewalPath() {
        return "/token";
    }

    @Override
    String callPath() {
        return "/v1.0/users/@me/info";
    }

    @Override
    Duration life() {
        return Duration.ofHours(24);
    }

    @Override
    void call() {
        identity.currentUser(session);
    }

    @Override
    void revoke() {
        user.revokeTokens();
    }

    @Override
    void endAll() {
        user.revokeTokens().changePassword("another 2");
    }
}
