package io.gatepass.acme;

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

/** The contract, held by a platform of three classes. */
class AcmeContractTest extends PlatformContract {
    @Override
    protected List<Verb<?>> verbs() {
        return List.of(
                Verb.of("login", AcmeContractTest::client, AcmeContractTest::login)
                        .answeredBy(AcmeContractTest::pair)
                        .with(Trait.SECRET_IN_HEADER),
                Verb.of(
                                "whoAmI",
                                AcmeContractTest::signedIn,
                                (target, session) -> client(target).whoAmI(session))
                        .answeredBy(() -> PlatformServer.json(200, "{\"name\":\"Alice\"}"))
                        .after(target -> List.of(pair(target.secret().reveal())))
                        .with(Trait.REPEATABLE),
                Verb.of("logout", AcmeContractTest::signedIn, (target, session) -> {
                            client(target).logout(session);
                            return "done";
                        })
                        .answeredBy(() -> PlatformServer.empty(204))
                        .after(target -> List.of(pair(target.secret().reveal())))
                        .with(Trait.IGNORES_BODY, Trait.TOLERATES_REFUSAL));
    }

    @Override
    protected Optional<Renewal> renewal() {
        return Optional.of(new Renewal(List.of(pair()), AcmeContractTest::signedIn, Duration.ofSeconds(301), pair()));
    }

    private static AcmeClient client(Target target) {
        return new AcmeClient(target.engine(), target.baseUrl());
    }

    private static Object login(Target target, AcmeClient client) {
        return client.login(new AcmeLogin("alice", target.secret()));
    }

    private static RenewableSession<AcmeToken> signedIn(Target target) {
        return client(target).login(new AcmeLogin("alice", Secret.of("fine")));
    }

    private static Answer pair() {
        return pair("a-1");
    }

    private static Answer pair(String access) {
        return PlatformServer.json(200, "{\"access\":\"" + access + "\",\"renewal\":\"r-1\",\"life\":300}");
    }
}
