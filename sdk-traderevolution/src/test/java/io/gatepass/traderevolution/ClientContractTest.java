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
import java.util.Optional;
import java.util.function.BiFunction;

/** What every platform module owes its users, held by the client API where traders sign in by password. */
class ClientContractTest extends PlatformContract {
    private static final ClientLogin FINE = ClientLogin.of("alice", Secret.of("fine-1-password"));

    @Override
    protected List<Verb<?>> verbs() {
        return List.of(
                Verb.of("login", ClientContractTest::client, ClientContractTest::login)
                        .answeredBy(ClientContractTest::token)
                        .with(Trait.REPEATABLE),
                Verb.of("login with a code", ClientContractTest::client, ClientContractTest::loginWithCode)
                        .answeredBy(ClientContractTest::token),
                reading("accounts", (target, session) -> client(target).accounts(session))
                        .answeredBy(() -> PlatformServer.json(200, "{\"s\":\"ok\",\"d\":[{\"id\":\"1\"}]}")),
                reading("config", (target, session) -> client(target).config(session))
                        .answeredBy(() -> PlatformServer.json(200, "{\"s\":\"ok\",\"d\":{\"rateLimits\":[]}}")),
                reading("logout", (target, session) -> client(target).logout(session))
                        .answeredBy(() -> PlatformServer.json(200, "{\"s\":\"ok\"}"))
                        .with(Trait.IGNORES_BODY, Trait.TOLERATES_REFUSAL));
    }

    @Override
    protected Optional<Renewal> renewal() {
        return Optional.of(new Renewal(
                List.of(token()),
                target -> client(target).login(() -> Optional.of(FINE)),
                Duration.ofHours(1),
                token()));
    }

    /** The secret is the session's own token. */
    private static Verb<RenewableSession<ClientTokens>> reading(
            String name, BiFunction<Target, RenewableSession<ClientTokens>, ?> action) {
        return Verb.<RenewableSession<ClientTokens>>of(
                        name, target -> client(target).login(FINE), action)
                .after(target -> List.of(token(target.secret().reveal())))
                .with(Trait.REPEATABLE);
    }

    private static TraderEvolutionClient client(Target target) {
        return TraderEvolutionClient.builder(target.baseUrl())
                .engine(target.engine())
                .build();
    }

    private static Object login(Target target, TraderEvolutionClient client) {
        return client.login(ClientLogin.of("alice", target.secret()));
    }

    private static Object loginWithCode(Target target, TraderEvolutionClient client) {
        return client.login(FINE.withCode(target.secret()));
    }

    private static Answer token() {
        return token("t-1");
    }

    private static Answer token(String access) {
        return PlatformServer.json(200, "{\"s\":\"ok\",\"d\":{\"access_token\":\"" + access + "\"}}");
    }
}
