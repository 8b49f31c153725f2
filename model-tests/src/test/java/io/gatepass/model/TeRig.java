package io.gatepass.model;

import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.testkit.FakePlatform;
import io.gatepass.testkit.FakeTraderEvolution;
import io.gatepass.traderevolution.BackOfficeLogin;
import io.gatepass.traderevolution.BackOfficeTokens;
import io.gatepass.traderevolution.TraderEvolutionBackOffice;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A pair whose refresh token rotates, with or without credentials to sign in again with. */
class TeRig extends Rig {
    static final String PASSWORD = "correct horse 1";

    final FakeTraderEvolution fake;
    final String login;
    private final FakeTraderEvolution.User user;
    private final TraderEvolutionBackOffice client;
    private final RenewableSession<BackOfficeTokens> session;

    TeRig(Bench bench, boolean keepsCredentials) {
        super(bench);
        this.login = bench.nextUser();
        this.fake = bench.fakes.traderEvolution();
        this.user = fake.addUser(login, PASSWORD);
        this.client = TraderEvolutionBackOffice.builder(fake.backOfficeUrl())
                .engine(bench.engine)
                .build();
        var credentials = new BackOfficeLogin(login, Secret.of(PASSWORD));
        this.session = keepsCredentials ? client.login(() -> Optional.of(credentials)) : client.login(credentials);
    }

    static TeRig forgetting(Bench bench) {
        return new TeRig(bench, false);
    }

    static TeRig keeping(Bench bench) {
        return new TeRig(bench, true);
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
        return Set.of("refresh");
    }

    @Override
    String renewalPath() {
        return "/proftrading/rest/auth/token/refresh";
    }

    @Override
    String callPath() {
        return "/proftrading/rest/users";
    }

    @Override
    Duration life() {
        return Duration.ofMinutes(5);
    }

    @Override
    void call() {
        client.findUser(session, login);
    }

    @Override
    void revoke() {
        user.endAccessTokens();
    }

    @Override
    void endAll() {
        user.endTokens().password("another");
    }
}
