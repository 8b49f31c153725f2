package io.gatepass.model;

import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.matchtrader.MatchTraderLogin;
import io.gatepass.matchtrader.MatchTraderPlatform;
import io.gatepass.matchtrader.MatchTraderTokens;
import io.gatepass.matchtrader.MatchTraderTrading;
import io.gatepass.testkit.FakeMatchTrader;
import io.gatepass.testkit.FakeMatchTraderUser;
import io.gatepass.testkit.FakePlatform;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

/** Session cookies with rotating refresh cookies, with or without credentials to sign in again with. */
final class MtRig extends Rig {
    private final FakeMatchTrader fake;
    private final String email;
    private final FakeMatchTraderUser user;
    private final RenewableSession<MatchTraderTokens> session;
    private final MatchTraderTrading trading;
    private final String callPath;

    private MtRig(Bench bench, boolean keepsCredentials) {
        super(bench);
        this.email = bench.nextUser();
        this.fake = bench.fakes.matchTrader();
        this.user = fake.addUser(email, "correct horse 1").account(email.replaceAll("\\D", "") + "001");
        MatchTraderPlatform.Builder settings = MatchTraderPlatform.builder(fake.platformUrl())
                .engine(bench.engine)
                .brokerId("0");
        MatchTraderPlatform platform = (keepsCredentials ? settings.keepCredentials() : settings).build();
        this.session = platform.login(new MatchTraderLogin(email, Secret.of("correct horse 1")));
        this.trading = platform.trading(
                session, session.token().accounts().list().get(0).id());
        this.callPath = URI.create(trading.url("balance")).getPath();
    }

    static MtRig forgetting(Bench bench) {
        return new MtRig(bench, false);
    }

    static MtRig keeping(Bench bench) {
        return new MtRig(bench, true);
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
        return Set.of("refresh-token", "one-time-token");
    }

    @Override
    String renewalPath() {
        return "/manager/refresh-token";
    }

    @Override
    String callPath() {
        return callPath;
    }

    @Override
    Duration life() {
        return Duration.ofMinutes(15);
    }

    @Override
    void call() {
        trading.get("balance");
    }

    @Override
    void revoke() {
        user.endSessionTokens();
    }

    @Override
    void endAll() {
        user.endSessionTokens().endRefreshTokens().password("another 2");
    }
}
