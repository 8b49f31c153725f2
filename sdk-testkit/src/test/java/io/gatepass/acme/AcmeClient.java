package io.gatepass.acme;

import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.Lifetime;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.RenewableSession.Plan;
import io.gatepass.core.TokenSession;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.core.spi.PlatformHttp;
import io.gatepass.core.spi.Reply;
import java.time.Duration;
import java.util.Set;

/** A platform that does not exist: what a fifth one costs. */
public final class AcmeClient {
    private final PlatformHttp http;
    private final Plan<AcmeToken> plan;

    public AcmeClient(OkHttpEngine engine, String baseUrl) {
        this.http = PlatformHttp.builder(engine, baseUrl).build();
        this.plan = Plan.<AcmeToken>builder(
                        engine,
                        (token, out) -> out.header("Authorization", "Bearer", token.access()),
                        Set.of(http.origin()))
                .renewer(this::renew)
                .build();
    }

    public RenewableSession<AcmeToken> login(AcmeLogin login) {
        return plan.open(this::authenticate, login);
    }

    public String whoAmI(TokenSession<AcmeToken> session) {
        return fieldsOf(http.get("/me").as(session).repeatable().send()).requireText("name");
    }

    public void logout(TokenSession<AcmeToken> session) {
        Reply reply = http.post("/logout").as(session).send();
        if (!reply.isSuccess() && reply.status() != 401) {
            throw reply.failure();
        }
        session.close();
    }

    private AcmeToken authenticate(AcmeLogin login) {
        Reply reply = http.post("/login")
                .header("User", login.user())
                .header("Password", login.password())
                .send();
        if (reply.status() == 401) {
            throw reply.rejected(Ground.CREDENTIALS, "user or password is wrong");
        }
        return token(reply);
    }

    private AcmeToken renew(AcmeToken spent) {
        Reply reply = http.get("/renew").header("token", spent.renewal()).send();
        if (reply.status() == 401) {
            throw reply.rejected(Ground.UNSPECIFIED, "the renewal was refused");
        }
        return token(reply);
    }

    private static AcmeToken token(Reply reply) {
        Reply.Fields fields = fieldsOf(reply);
        Lifetime life = fields.seconds("life")
                .map(seconds -> Lifetime.until(reply.endsAfter(seconds)))
                .orElse(Lifetime.until(reply.endsAfter(Duration.ofMinutes(5))));
        return new AcmeToken(fields.requireSecret("access"), fields.requireSecret("renewal"), life);
    }

    private static Reply.Fields fieldsOf(Reply reply) {
        if (!reply.isSuccess()) {
            throw reply.failure();
        }
        return reply.fields();
    }
}
