package io.gatepass.model;

import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.Lifetime;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.core.Token;
import io.gatepass.core.spi.PlatformHttp;
import io.gatepass.core.spi.Reply;
import io.gatepass.testkit.FakeTraderEvolution;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** A platform module with the bug that the model is there to find: its renewer tries once more when an answer was lost. */
final class BuggyRig {
    private final PlatformHttp http;

    private record Pair(Secret access, Secret refresh, Lifetime lifetime) implements Token {}

    private BuggyRig(PlatformHttp http) {
        this.http = http;
    }

    static Rig of(Bench bench) {
        FakeTraderEvolution fake = bench.fakes.traderEvolution();
        String login = bench.nextUser();
        FakeTraderEvolution.User user = fake.addUser(login, Bench.PASSWORD);
        PlatformHttp http =
                PlatformHttp.builder(bench.engine, fake.backOfficeUrl()).build();
        RenewableSession<Pair> session = RenewableSession.Plan.<Pair>builder(
                        bench.engine,
                        (pair, fields) -> fields.header("Authorization", "Bearer", pair.access),
                        Set.of(http.origin()))
                .renewer(new BuggyRig(http)::renew)
                .build()
                .resume(login(http, login));
        var levers = new Rig.Levers(
                () -> session.authorization(),
                user::endAccessTokens,
                () -> user.endTokens().password("another"));
        return TeRig.rig(bench, new Rig.Subject(login, session, Duration.ofMinutes(5), Set.of("refresh")), levers);
    }

    private static Pair login(PlatformHttp http, String login) {
        return pair(http.post("/auth/token")
                .json(Map.of("login", login, "password", Secret.of(Bench.PASSWORD)))
                .send());
    }

    private static Pair pair(Reply reply) {
        return new Pair(
                reply.fields().requireSecret("accessToken"),
                reply.fields().requireSecret("refreshToken"),
                Lifetime.until(reply.endsAfter(Duration.ofMinutes(5))));
    }

    private Pair renew(Pair spent) {
        try {
            return refresh(spent);
        } catch (OutcomeUnknown lost) {
            return refresh(spent); // the bug
        }
    }

    private Pair refresh(Pair spent) {
        Reply reply =
                http.get("/auth/token/refresh").header("token", spent.refresh).send();
        if (reply.status() != 200) {
            throw reply.failure();
        }
        return pair(reply);
    }
}
