package io.gatepass.model;

import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.testkit.FakeTraderEvolution;
import io.gatepass.traderevolution.BackOfficeLogin;
import io.gatepass.traderevolution.BackOfficeTokens;
import io.gatepass.traderevolution.TraderEvolutionBackOffice;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A pair whose refresh token rotates, with or without credentials to sign in again with. */
final class TeRig {
    private TeRig() {}

    static Rig forgetting(Bench bench) {
        String login = bench.nextUser();
        return signedIn(bench, login, client -> client.login(new BackOfficeLogin(login, Secret.of(Bench.PASSWORD))));
    }

    static Rig keeping(Bench bench) {
        String login = bench.nextUser();
        var credentials = Optional.of(new BackOfficeLogin(login, Secret.of(Bench.PASSWORD)));
        return signedIn(bench, login, client -> client.login(() -> credentials));
    }

    private interface SignIn {
        RenewableSession<BackOfficeTokens> with(TraderEvolutionBackOffice client);
    }

    private static Rig signedIn(Bench bench, String login, SignIn signIn) {
        FakeTraderEvolution.User user = bench.fakes.traderEvolution().addUser(login, Bench.PASSWORD);
        TraderEvolutionBackOffice client = TraderEvolutionBackOffice.builder(
                        bench.fakes.traderEvolution().backOfficeUrl())
                .engine(bench.engine)
                .build();
        RenewableSession<BackOfficeTokens> session = signIn.with(client);
        var levers = new Rig.Levers(
                () -> client.findUser(session, login),
                user::endAccessTokens,
                () -> user.endTokens().password("another"));
        return rig(bench, new Rig.Subject(login, session, Duration.ofMinutes(5), Set.of("refresh")), levers);
    }

    static Rig rig(Bench bench, Rig.Subject subject, Rig.Levers levers) {
        var paths = new Rig.Paths("/proftrading/rest/auth/token/refresh", "/proftrading/rest/users");
        return new Rig(bench.fakes.traderEvolution(), subject, paths, levers);
    }
}
