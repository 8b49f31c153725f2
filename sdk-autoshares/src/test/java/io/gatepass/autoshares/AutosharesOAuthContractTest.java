package io.gatepass.autoshares;

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
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The same for the vendor's OAuth. Code and client secret are the secret; an access token must begin with its mark, and
 * is watched by {@link AutosharesSecretsTest}.
 */
class AutosharesOAuthContractTest extends PlatformContract {
    @Override
    protected List<Verb<?>> verbs() {
        return List.of(
                Verb.of("check", AutosharesOAuthContractTest::client, (target, oauth) -> {
                            oauth.check(Set.of("read"));
                            return "done";
                        })
                        .with(Trait.NO_SECRET, Trait.IGNORES_BODY, Trait.REPEATABLE),
                Verb.of("redeem", target -> client(target).begin(Set.of("read")), AutosharesOAuthContractTest::redeem)
                        .answeredBy(() -> issued("asat_fine", 5400)),
                signedIn("currentUser", (target, session) -> client(target).currentUser(session))
                        .answeredBy(() -> PlatformServer.json(200, "{\"userId\":\"auth0|7\"}"))
                        .with(Trait.NO_SECRET, Trait.REPEATABLE),
                signedIn("revoke", (target, session) -> {
                            client(target).revoke(session);
                            return "done";
                        })
                        .with(Trait.NO_SECRET, Trait.IGNORES_BODY, Trait.REPEATABLE));
    }

    @Override
    protected Optional<Renewal> renewal() {
        return Optional.of(new Renewal(
                List.of(issued("asat_one", 5400)),
                target -> redeem(target, client(target).begin(Set.of("read"))),
                Duration.ofSeconds(5400),
                issued("asat_two", 5400)));
    }

    private static Verb<RenewableSession<AutosharesOAuthToken>> signedIn(
            String name, BiFunction<Target, RenewableSession<AutosharesOAuthToken>, ?> action) {
        return Verb.of(name, AutosharesOAuthContractTest::session, action);
    }

    private static AutosharesOAuth client(Target target) {
        var app = AutosharesOAuthApp.of("client-1", target.secret(), "https://app.acme.example/back");
        return AutosharesOAuth.builder(target.baseUrl(), app)
                .engine(target.engine())
                .build();
    }

    private static RenewableSession<AutosharesOAuthToken> session(Target target) {
        return client(target)
                .resume(new AutosharesOAuthToken(
                        Secret.of("asat_" + target.secret().reveal()),
                        Optional.empty(),
                        Set.of("read"),
                        Lifetime.unstated(),
                        Origin.of(target.baseUrl())));
    }

    private static RenewableSession<AutosharesOAuthToken> redeem(Target target, AutosharesConsent consent) {
        String state = consent.reveal().getQuery().replaceFirst("(^|.*&)state=([^&]*).*", "$2");
        return client(target).redeem(consent, "?code=" + target.secret().reveal() + "&state=" + state);
    }

    private static Answer issued(String token, int life) {
        return PlatformServer.json(
                200,
                "{\"access_token\":\"" + token
                        + "\",\"token_type\":\"Bearer\",\"refresh_token\":\"r-1\",\"expires_in\":" + life + "}");
    }
}
