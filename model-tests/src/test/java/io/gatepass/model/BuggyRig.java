package io.gatepass.model;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.Lifetime;
import io.gatepass.core.Origin;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.core.Token;
import io.gatepass.core.TokenSession;
import io.gatepass.core.spi.PlatformHttp;
import io.gatepass.core.spi.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** A platform module with the bug that the model is there to find: its renewer tries once more when an answer was lost. */
final class BuggyRig extends TeRig {
    private final PlatformHttp http;
    private final RenewableSession<Pair> session;

    private record Pair(Secret access, Secret refresh, Lifetime lifetime) implements Token {}

    BuggyRig(Bench bench) {
        super(bench, false);
        this.http = PlatformHttp.builder(bench.engine, fake.backOfficeUrl()).build();
        Reply reply = http.post("/auth/token")
                .json(Map.of("login", login, "password", Secret.of(PASSWORD)))
                .send();
        this.session = RenewableSession.Plan.<Pair>builder(
                        bench.engine,
                        (pair, fields) -> fields.header("Authorization", "Bearer", pair.access),
                        Set.of(Origin.of(fake.backOfficeUrl())))
                .renewer(this::renew)
                .build()
                .resume(pair(reply));
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
        AuthException refusal = reply.status() == 200 ? null : reply.failure();
        if (refusal != null) {
            throw refusal;
        }
        return pair(reply);
    }

    @Override
    TokenSession<?> session() {
        return session;
    }

    @Override
    void call() {
        Reply reply =
                http.get("/users").query("login", "'" + login + "'").as(session).send();
        if (reply.status() != 200) {
            throw reply.failure();
        }
    }
}
