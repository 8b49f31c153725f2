package io.gatepass.autoshares;

import io.gatepass.autoshares.AutosharesConsent.Asked;
import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.Lifetime;
import io.gatepass.core.Secret;
import io.gatepass.core.spi.PlatformHttp;
import io.gatepass.core.spi.Reply;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code POST /oauth/token}: codes and refresh tokens, each good for one exchange, against access tokens. */
final class OAuthTokens {
    private final PlatformHttp http;
    private final AutosharesOAuthApp app;

    OAuthTokens(PlatformHttp http, AutosharesOAuthApp app) {
        this.http = http;
        this.app = app;
    }

    /** A code, and what was asked for when it was issued. */
    record Grant(Secret code, Asked asked) {}

    AutosharesOAuthToken redeem(Grant grant) {
        Reply reply = exchange(Map.of(
                "grant_type", "authorization_code",
                "code", grant.code(),
                "code_verifier", grant.asked().verifier()));
        return token(reply, grant.asked().scopes(), Optional.empty());
    }

    AutosharesOAuthToken renew(AutosharesOAuthToken spent) {
        Reply reply = exchange(Map.of("grant_type", "refresh_token", "refresh_token", spent.refresh()));
        return token(reply, spent.scopes(), spent.refresh());
    }

    private Reply exchange(Map<String, ?> grant) {
        var members = new LinkedHashMap<String, Object>(grant);
        members.put("client_id", app.clientId());
        members.put("client_secret", app.clientSecret());
        Reply reply = http.post("/oauth/token").json(members).send();
        if (!reply.isSuccess()) {
            throw refusal(reply);
        }
        return reply;
    }

    private static AuthException refusal(Reply reply) {
        if (reply.isHtml()) {
            return reply.failure();
        }
        return switch (reply.status()) {
            case 400 -> reply.rejected(Ground.ONE_TIME_TOKEN, "the code or refresh token is not good any more");
            case 401 -> reply.misconfigured("the client secret is not accepted");
            default -> reply.failure();
        };
    }

    /** {@code scopes} and {@code refresh} hold on where the answer does not mention them. */
    private AutosharesOAuthToken token(Reply reply, Set<String> scopes, Optional<Secret> refresh) {
        Reply.Fields said = reply.fields();
        Secret access = said.requireSecret("access_token");
        if (!access.reveal().startsWith(AutosharesToken.OAUTH_MARK)) {
            throw reply.unexpected("field 'access_token' is no token of the OAuth API");
        }
        if (!said.text("token_type").orElse("Bearer").equalsIgnoreCase("Bearer")) {
            throw reply.unexpected("field 'token_type' is not 'Bearer'");
        }
        return new AutosharesOAuthToken(
                access,
                said.secret("refresh_token").or(() -> refresh),
                said.text("scope").map(OAuthTokens::words).orElse(scopes),
                said.seconds("expires_in")
                        .map(life -> Lifetime.until(reply.endsAfter(life)))
                        .orElse(Lifetime.unstated()),
                http.origin());
    }

    private static Set<String> words(String scope) {
        return Arrays.stream(scope.split("[ ,]+", -1))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }
}
