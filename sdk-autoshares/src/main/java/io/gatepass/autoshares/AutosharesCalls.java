package io.gatepass.autoshares;

import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Authorization;
import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.core.spi.PlatformHttp;
import io.gatepass.core.spi.PlatformHttp.Request;
import io.gatepass.core.spi.Reply;

/**
 * The platform's calls. Each carries the key of the application, on behalf of a user or before anybody is signed in.
 */
final class AutosharesCalls {
    private static final String APP_KEY = "Et-App-Key";
    private static final String AUTHORIZATION = "Authorization";

    /** Headers that sign-in sets itself, or that hold a secret which nothing would mask. */
    private static final String[] RESERVED = {
        APP_KEY,
        "Username",
        "Password",
        "VerificationCode",
        "PinCode",
        "Origin",
        "OAuthCode",
        "Ocp-Apim-Subscription-Key"
    };

    private final PlatformHttp http;
    private final Secret appKey;

    AutosharesCalls(PlatformHttp.Builder transport, Secret appKey) {
        this.http = transport.build();
        this.appKey = fit(appKey);
    }

    static PlatformHttp.Builder reserve(PlatformHttp.Builder transport) {
        return transport.reserve(RESERVED);
    }

    /** A setting of the operator, whom a refused form would not reach. */
    private static Secret fit(Secret appKey) {
        try {
            Rejected.requireSecret("app key", appKey).forHeader("app key");
            return appKey;
        } catch (Rejected unfit) {
            throw new Misconfigured(unfit.getMessage());
        }
    }

    Origin origin() {
        return http.origin();
    }

    /** What every call of a signed-in user carries. */
    void place(AutosharesToken token, Authorization.Fields out) {
        out.header(AUTHORIZATION, "Bearer", token.value()).header(APP_KEY, appKey);
    }

    AutosharesToken own(AutosharesToken token) {
        requireIssuer(token.issuer(), origin());
        return token;
    }

    /** A token goes to nobody but its issuer. */
    static void requireIssuer(Origin issuer, Origin here) {
        if (!issuer.equals(here)) {
            throw new Misconfigured("the token was issued by " + issuer + ", not by " + here);
        }
    }

    /** Not as the session's call, and after closing it: a refusal must not make it sign in in order to log out. */
    LogoutOutcome logout(TokenSession<AutosharesToken> session) {
        AutosharesToken token;
        try {
            token = own(session.token());
        } catch (ReauthenticationRequired over) {
            return LogoutOutcome.NOTHING_SENT;
        }
        session.close();
        Request request = bearing(token.value(), request("POST", "/logout"));
        Reply reply = request.repeatable().send();
        if (reply.isHtml()) {
            throw reply.isSuccess() ? reply.misconfigured("a page for people; is this the API?") : reply.failure();
        }
        if (reply.isSuccess()) {
            return LogoutOutcome.LOGGED_OUT;
        }
        if (AutosharesRefusals.isTokenRefused(reply.status(), () -> Sentence.in(reply))) {
            return LogoutOutcome.ALREADY_LOGGED_OUT;
        }
        throw AutosharesRefusals.refusal(reply);
    }

    /** A call with the app key alone, until a session or a token is added. */
    Request request(String method, String path, Object... segments) {
        return http.request(method, path, segments).header(APP_KEY, appKey);
    }

    /** Adds a token that is not a session's: an interim one, or that of a session which is being logged out. */
    static Request bearing(Secret token, Request request) {
        return request.header(AUTHORIZATION, Secret.of("Bearer " + token.reveal()));
    }

    /** A GET of a signed-in user, and its answer if it is a success. */
    Reply read(TokenSession<AutosharesToken> user, String path, Object... segments) {
        Reply reply = request("GET", path, segments).as(user).repeatable().send();
        return AutosharesRefusals.accepted(
                reply, refusal -> AutosharesRefusals.unauthorized(refusal, user, user.token()));
    }

    /** Any other call of a signed-in user, which no renewal repeats, and its answer if it is a success. */
    Reply write(TokenSession<AutosharesToken> user, Request request) {
        AutosharesToken used = user.token();
        Reply reply = request.as(user).send();
        return AutosharesRefusals.accepted(reply, refusal -> {
            if (refusal.status() == 401 && user.token().equals(used)) {
                hearFailedRenewal(user);
            }
            return AutosharesRefusals.unauthorized(refusal, user, used);
        });
    }

    /**
     * A sign-in that just failed for now is why the token is still the same; a session asked again says so, and sends
     * nothing.
     */
    private static void hearFailedRenewal(TokenSession<AutosharesToken> user) {
        user.replace(user.authorization());
    }
}
