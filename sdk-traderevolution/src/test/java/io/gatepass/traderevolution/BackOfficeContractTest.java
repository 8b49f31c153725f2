package io.gatepass.traderevolution;

import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.testkit.PlatformContract;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.PlatformServer.Answer;
import io.gatepass.testkit.Renewal;
import io.gatepass.testkit.Verb;
import io.gatepass.testkit.Verb.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** What every platform module owes its users, held by the back office. */
class BackOfficeContractTest extends PlatformContract {
    private static final Secret FINE = Secret.of("fine-1-password");

    @Override
    protected List<Verb<?>> verbs() {
        return List.of(
                Verb.of("login", BackOfficeContractTest::client, BackOfficeContractTest::login)
                        .answeredBy(BackOfficeContractTest::pair)
                        .with(Trait.REPEATABLE),
                Verb.of("refresh", BackOfficeContractTest::signedIn, (target, session) -> session.renew())
                        .answeredBy(BackOfficeContractTest::pair)
                        .after(target -> List.of(pair("a-1", target.secret().reveal())))
                        .with(Trait.ONLY_WAITS),
                Verb.of("verify", BackOfficeContractTest::signedIn, BackOfficeContractTest::verify)
                        .answeredBy(BackOfficeContractTest::user)
                        .after(target -> List.of(pair())),
                Verb.of("verify anonymously", BackOfficeContractTest::client, BackOfficeContractTest::verifyAnonymously)
                        .answeredBy(BackOfficeContractTest::user),
                Verb.of("verify the older way", BackOfficeContractTest::client, BackOfficeContractTest::verifyOlder)
                        .answeredBy(BackOfficeContractTest::user)
                        .with(Trait.SECRET_IN_HEADER),
                Verb.of("register", BackOfficeContractTest::signedIn, BackOfficeContractTest::register)
                        .answeredBy(() -> PlatformServer.json(200, "{\"id\":7}"))
                        .after(target -> List.of(pair()))
                        .with(Trait.ACCEPTS_ANY_OBJECT, Trait.ACCEPTS_NO_CONTENT),
                reading("findUser", (target, session) -> client(target).findUser(session, "alice"))
                        .answeredBy(() -> PlatformServer.json(200, "{\"id\":7,\"login\":\"alice\"}"))
                        .with(Trait.ACCEPTS_EMPTY_ARRAY),
                reading("describeError", (target, session) -> client(target).describeError(session, "1.2.3"))
                        .answeredBy(() -> PlatformServer.json(200, "{\"message\":\"Something is wrong\"}")));
    }

    @Override
    protected Optional<Renewal> renewal() {
        return Optional.of(
                new Renewal(List.of(pair()), BackOfficeContractTest::signedIn, Duration.ofSeconds(301), pair()));
    }

    /** The secret is the session's own access token. */
    private static Verb<RenewableSession<BackOfficeTokens>> reading(
            String name, BiFunction<Target, RenewableSession<BackOfficeTokens>, ?> action) {
        return Verb.<RenewableSession<BackOfficeTokens>>of(name, BackOfficeContractTest::signedIn, action)
                .after(target -> List.of(pair(target.secret().reveal(), "r-1")))
                .with(Trait.REPEATABLE, Trait.ACCEPTS_NO_CONTENT);
    }

    private static TraderEvolutionBackOffice client(Target target) {
        return TraderEvolutionBackOffice.builder(target.baseUrl())
                .engine(target.engine())
                .build();
    }

    private static RenewableSession<BackOfficeTokens> signedIn(Target target) {
        return client(target).login(new BackOfficeLogin("crm", FINE));
    }

    private static Object login(Target target, TraderEvolutionBackOffice client) {
        return client.login(new BackOfficeLogin("crm", target.secret()));
    }

    private static Object verify(Target target, RenewableSession<BackOfficeTokens> session) {
        return client(target).verify(session, new TerminalToken(target.secret()));
    }

    private static Object verifyAnonymously(Target target, TraderEvolutionBackOffice client) {
        return client.oneTimeTokens().anonymous(new TerminalToken(target.secret()));
    }

    private static Object verifyOlder(Target target, TraderEvolutionBackOffice client) {
        return client.oneTimeTokens().older(new TerminalToken(target.secret()));
    }

    private static Object register(Target target, RenewableSession<BackOfficeTokens> session) {
        return client(target)
                .register(
                        session,
                        new NewTrader("a@b.c", "A", "B", "alice", target.secret(), 7, Map.of("accounts", List.of())));
    }

    private static Answer pair() {
        return pair("a-1", "r-1");
    }

    private static Answer pair(String access, String refresh) {
        return PlatformServer.json(
                200,
                "{\"accessToken\":\"" + access + "\",\"accessTokenLifeTime\":300,\"refreshToken\":\"" + refresh
                        + "\",\"refreshTokenLifeTime\":3600}");
    }

    private static Answer user() {
        return PlatformServer.json(200, "{\"login\":\"trader1\",\"isExpired\":false}");
    }
}
