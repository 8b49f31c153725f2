package io.gatepass.model;

import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.matchtrader.MatchTraderLogin;
import io.gatepass.matchtrader.MatchTraderPlatform;
import io.gatepass.matchtrader.MatchTraderTokens;
import io.gatepass.matchtrader.MatchTraderTrading;
import io.gatepass.testkit.FakeMatchTrader;
import io.gatepass.testkit.FakeMatchTraderUser;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

/** Session cookies with rotating refresh cookies, with or without credentials to sign in again with. */
final class MtRig {
    private MtRig() {}

    static Rig forgetting(Bench bench) {
        return signedIn(bench, settings(bench));
    }

    static Rig keeping(Bench bench) {
        return signedIn(bench, settings(bench).keepCredentials());
    }

    private static MatchTraderPlatform.Builder settings(Bench bench) {
        return MatchTraderPlatform.builder(bench.fakes.matchTrader().platformUrl())
                .engine(bench.engine)
                .brokerId("0");
    }

    private static Rig signedIn(Bench bench, MatchTraderPlatform.Builder settings) {
        String email = bench.nextUser();
        FakeMatchTrader fake = bench.fakes.matchTrader();
        FakeMatchTraderUser user = fake.addUser(email, Bench.PASSWORD).account(email.replaceAll("\\D", "") + "001");
        MatchTraderPlatform platform = settings.build();
        RenewableSession<MatchTraderTokens> session =
                platform.login(new MatchTraderLogin(email, Secret.of(Bench.PASSWORD)));
        MatchTraderTrading trading = platform.trading(
                session, session.token().accounts().list().get(0).id());
        return new Rig(
                fake,
                new Rig.Subject(email, session, Duration.ofMinutes(15), Set.of("refresh-token", "one-time-token")),
                new Rig.Paths(
                        "/manager/refresh-token",
                        URI.create(trading.url("balance")).getPath()),
                new Rig.Levers(
                        () -> trading.get("balance"),
                        user::endSessionTokens,
                        () -> user.endSessionTokens().endRefreshTokens().password("another 2")));
    }
}
