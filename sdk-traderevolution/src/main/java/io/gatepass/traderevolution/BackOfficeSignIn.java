package io.gatepass.traderevolution;

import io.gatepass.core.spi.PlatformHttp;
import io.gatepass.core.spi.Reply;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Supplier;

/** The two exchanges that yield a pair of tokens. */
final class BackOfficeSignIn {
    private final PlatformHttp http;
    private final BackOfficeAnswers answers;

    BackOfficeSignIn(PlatformHttp http, BackOfficeAnswers answers) {
        this.http = http;
        this.answers = answers;
    }

    BackOfficeTokens authenticate(BackOfficeLogin login) {
        var body = new LinkedHashMap<String, Object>();
        body.put("login", login.login());
        body.put("password", login.password());
        Reply reply = http.post("/auth/token").json(body).repeatable().send();
        if (BackOfficeRefusals.isRefusal(reply)) {
            throw BackOfficeRefusals.signIn(reply);
        }
        return answers.issued(reply);
    }

    BackOfficeTokens authenticate(Supplier<Optional<BackOfficeLogin>> credentials) {
        return authenticate(Refusals.atHand(credentials));
    }

    /** The URL is the same for every user and the secret is in a header, so no cache may have a say. */
    BackOfficeTokens refresh(BackOfficeTokens spent) {
        Reply reply = http.get("/auth/token/refresh")
                .header("Cache-Control", "no-store")
                .header("token", spent.refreshToken())
                .send();
        if (BackOfficeRefusals.isRefusal(reply)) {
            throw BackOfficeRefusals.renewal(reply);
        }
        return answers.renewed(reply, spent);
    }
}
