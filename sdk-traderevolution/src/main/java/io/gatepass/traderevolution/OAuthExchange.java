package io.gatepass.traderevolution;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatepass.core.Secret;
import io.gatepass.core.spi.PlatformHttp;
import io.gatepass.core.spi.Reply;
import io.gatepass.traderevolution.OAuthApplication.ClientAuthentication;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The two exchanges of the token endpoint. */
final class OAuthExchange {
    private final PlatformHttp http;
    private final ClientAnswers answers;
    private final OAuthApplication application;

    /** A code that a browser brought back, and the proof key of its request. */
    record Grant(Secret code, Optional<Secret> verifier) {}

    OAuthExchange(PlatformHttp http, ClientAnswers answers, OAuthApplication application) {
        this.http = http;
        this.answers = answers;
        this.application = application;
    }

    OAuthApplication application() {
        return application;
    }

    ClientTokens redeem(Grant grant) {
        var form = new LinkedHashMap<String, Object>();
        form.put("grant_type", "authorization_code");
        form.put("code", grant.code());
        form.put("redirect_uri", application.redirectUri());
        grant.verifier().ifPresent(verifier -> form.put("code_verifier", verifier));
        return tokens(form, Optional.empty());
    }

    ClientTokens refresh(ClientTokens spent) {
        var form = new LinkedHashMap<String, Object>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", spent.refreshToken().orElseThrow());
        return tokens(form, spent.refreshToken());
    }

    private ClientTokens tokens(Map<String, Object> form, Optional<Secret> kept) {
        ClientAuthentication way = application.authentication();
        if (way != ClientAuthentication.BASIC) {
            form.put("client_id", application.clientId());
            form.put("client_secret", application.clientSecret());
        }
        PlatformHttp.Request request =
                http.post("/oauth/token").header("Cache-Control", "no-store").form(form);
        if (way != ClientAuthentication.BODY) {
            request.header("Authorization", basic()).conceal(application.clientSecret());
        }
        Reply reply = request.send();
        if (ClientRefusals.refusesTokens(reply)) {
            throw ClientRefusals.tokens(reply);
        }
        return answers.issued(reply, kept);
    }

    /** Both parts are form-encoded first (RFC 6749, section 2.3.1), so that a colon or an umlaut in them does no harm. */
    private Secret basic() {
        String pair = URLEncoder.encode(application.clientId(), UTF_8) + ":"
                + URLEncoder.encode(application.clientSecret().reveal(), UTF_8);
        return Secret.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
    }
}
