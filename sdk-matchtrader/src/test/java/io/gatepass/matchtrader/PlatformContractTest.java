package io.gatepass.matchtrader;

import io.gatepass.core.Lifetime;
import io.gatepass.core.Origin;
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

/** What every platform module owes its users, for the trader's side. */
class PlatformContractTest extends PlatformContract {
    private static final Secret FINE = Secret.of("fine-1-password");

    @Override
    protected List<Verb<?>> verbs() {
        // MT 1, 19, 20, 23, 46, 49, 60, 64, 76
        return List.of(
                Verb.of("details", PlatformContractTest::client, (target, client) -> client.details())
                        .with(Trait.NO_SECRET, Trait.REPEATABLE, Trait.ACCEPTS_ANY_OBJECT),
                Verb.of("login", PlatformContractTest::client, PlatformContractTest::login)
                        .answeredBy(() -> opened("t-1"))
                        .with(Trait.REPEATABLE),
                Verb.of("redeem", PlatformContractTest::client, PlatformContractTest::redeem)
                        .answeredBy(() -> opened("t-1")),
                Verb.of("register", PlatformContractTest::client, PlatformContractTest::register)
                        .answeredBy(() -> PlatformServer.json(200, "{\"token\":\"one-time-1\"}")),
                signedIn("trading.get", PlatformContractTest::read)
                        .with(Trait.SECRET_IN_HEADER, Trait.REPEATABLE, Trait.ACCEPTS_ANY_OBJECT),
                signedIn("trading.post", PlatformContractTest::act)
                        .with(Trait.SECRET_IN_HEADER, Trait.ACCEPTS_ANY_OBJECT),
                signedIn("logout", (target, session) -> client(target).logout(session))
                        .with(Trait.REPEATABLE, Trait.IGNORES_BODY, Trait.TOLERATES_REFUSAL, Trait.ACCEPTS_NO_CONTENT),
                signedIn("passwords.change", PlatformContractTest::changePassword)
                        .with(Trait.IGNORES_BODY, Trait.ACCEPTS_NO_CONTENT, Trait.SECRET_IN_HEADER),
                Verb.of("passwords.requestReset", PlatformContractTest::client, PlatformContractTest::requestReset)
                        .with(Trait.IGNORES_BODY, Trait.ACCEPTS_NO_CONTENT, Trait.NO_SECRET),
                Verb.of("traderApi.get", PlatformContractTest::traderApi, PlatformContractTest::readPersonally)
                        .with(Trait.SECRET_IN_HEADER, Trait.REPEATABLE, Trait.ACCEPTS_ANY_OBJECT));
    }

    @Override
    protected Optional<Renewal> renewal() {
        // MT 32
        return Optional.of(new Renewal(
                List.of(opened("t-1")),
                target -> client(target).login(new MatchTraderLogin("alice@example.com", FINE)),
                Duration.ofMinutes(15),
                opened("t-2")));
    }

    private static Answer opened(String token) {
        return PlatformServer.json(200, "{\"token\":\"" + token + "\",\"accounts\":[]}")
                .header("Set-Cookie", "rt=rt-of-" + token + "; Path=/manager/refresh-token");
    }

    private static MatchTraderPlatform client(Target target) {
        return MatchTraderPlatform.builder(target.baseUrl())
                .engine(target.engine())
                .brokerId(0)
                .path(MatchTraderEndpoint.LOGOUT, "/manager/logout")
                .build();
    }

    private static Verb<RenewableSession<MatchTraderTokens>> signedIn(
            String name, BiFunction<Target, RenewableSession<MatchTraderTokens>, ?> action) {
        return Verb.of(name, PlatformContractTest::session, action);
    }

    private static RenewableSession<MatchTraderTokens> session(Target target) {
        Origin origin = Origin.of(target.baseUrl());
        var cookie =
                new MatchTraderCookie("co-auth", target.secret(), origin.host(), true, "/", false, Lifetime.unstated());
        var account = new TradingAccount(
                TradingAccountId.of(1),
                Optional.of(target.secret()),
                Optional.of("s-1"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return client(target)
                .resume(new MatchTraderTokens(
                        origin, List.of(cookie), new TradingAccounts.Listed(List.of(account)), Lifetime.unstated()));
    }

    private static Object login(Target target, MatchTraderPlatform client) {
        var session = client.login(new MatchTraderLogin("alice@example.com", target.secret()));
        return List.of(session, session.token(), session.authorization());
    }

    private static Object redeem(Target target, MatchTraderPlatform client) {
        var session = client.redeem(LoginTicket.of(target.secret(), Lifetime.unstated()));
        return List.of(session, session.token());
    }

    private static Object register(Target target, MatchTraderPlatform client) {
        var form = MatchTraderRegistration.of("offer-1", "alice@example.com", target.secret());
        return List.of(form, client.register(form));
    }

    private static Object read(Target target, RenewableSession<MatchTraderTokens> session) {
        MatchTraderTrading trading = client(target).trading(session, TradingAccountId.of(1));
        trading.get("balance");
        return List.of(trading, trading.account(), trading.session());
    }

    private static Object act(Target target, RenewableSession<MatchTraderTokens> session) {
        client(target).trading(session, TradingAccountId.of(1)).post("position/open", Map.of("volume", 1));
        return "done";
    }

    private static Object changePassword(Target target, RenewableSession<MatchTraderTokens> session) {
        client(target).passwords().change(session, target.secret(), FINE);
        return "done";
    }

    private static Object requestReset(Target target, MatchTraderPlatform client) {
        client.passwords().requestReset("alice@example.com", "https://platform.example.com/new-password");
        return "done";
    }

    private static TraderApi traderApi(Target target) {
        return TraderApi.builder()
                .baseUrl(target.baseUrl())
                .engine(target.engine())
                .build();
    }

    private static Object readPersonally(Target target, TraderApi api) {
        var session = api.resume(target.secret());
        api.get(session, "/v1/balance");
        return List.of(session, session.token());
    }
}
