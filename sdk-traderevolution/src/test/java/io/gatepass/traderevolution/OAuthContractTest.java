package io.gatepass.traderevolution;

import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.testkit.PlatformContract;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.PlatformServer.Answer;
import io.gatepass.testkit.Renewal;
import io.gatepass.testkit.Verb;
import io.gatepass.testkit.Verb.Target;
import io.gatepass.traderevolution.OAuthApplication.ClientAuthentication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What every platform module owes its users, held by the client API where traders sign in by OAuth 2.0. */
class OAuthContractTest extends PlatformContract {
    private static final Secret FINE = Secret.of("fine-1-secret");

    @Override
    protected List<Verb<?>> verbs() {
        List<Verb<?>> verbs = new ArrayList<>(List.of(
                Verb.of("redeem", target -> client(target, FINE), OAuthContractTest::redeem)
                        .answeredBy(OAuthContractTest::tokens),
                Verb.of("refresh", OAuthContractTest::signedIn, (target, session) -> session.renew())
                        .answeredBy(OAuthContractTest::tokens)
                        .after(target -> List.of(tokens(target.secret().reveal())))
                        .with(Trait.ONLY_WAITS)));
        for (ClientAuthentication way : ClientAuthentication.values()) {
            verbs.add(Verb.of(
                            "redeem as an application, " + way,
                            target -> client(target, target.secret(), way),
                            (target, client) -> redeem(client, FINE))
                    .answeredBy(OAuthContractTest::tokens));
        }
        return verbs;
    }

    @Override
    protected Optional<Renewal> renewal() {
        return Optional.of(new Renewal(List.of(tokens()), OAuthContractTest::signedIn, Duration.ofHours(1), tokens()));
    }

    private static TraderEvolutionClient client(Target target, Secret clientSecret) {
        return client(target, clientSecret, ClientAuthentication.BOTH);
    }

    private static TraderEvolutionClient client(Target target, Secret clientSecret, ClientAuthentication way) {
        return TraderEvolutionClient.builder(target.baseUrl())
                .engine(target.engine())
                .oauth(OAuthApplication.of("app", clientSecret, "https://app.example/callback")
                        .authenticatedBy(way)
                        .withPkce())
                .build();
    }

    private static Object redeem(Target target, TraderEvolutionClient client) {
        return redeem(client, target.secret());
    }

    private static RenewableSession<ClientTokens> redeem(TraderEvolutionClient client, Secret code) {
        OAuthRequest request = client.oauth().begin();
        var callback = new OAuthCallback(Optional.of(request.state()), Optional.of(code), Optional.empty());
        return client.oauth().redeem(request, callback);
    }

    private static RenewableSession<ClientTokens> signedIn(Target target) {
        return redeem(client(target, FINE), FINE);
    }

    private static Answer tokens() {
        return tokens("r-1");
    }

    private static Answer tokens(String refresh) {
        return PlatformServer.json(
                200,
                "{\"access_token\":\"t-1\",\"refresh_token\":\"" + refresh
                        + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
    }
}
