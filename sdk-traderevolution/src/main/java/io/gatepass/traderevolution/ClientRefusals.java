package io.gatepass.traderevolution;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.spi.Reply;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Turns a refusal of the client API into the error that fits. A refusal may have status 200. */
final class ClientRefusals {
    static final String TEXT = "errmsg";

    private static final String AUTH_TYPE =
            "the installation may use another type of sign-in than OAuth 2.0: see its setting security/auth/type";

    /** The standard error codes that the application, not the user, has to answer for. */
    private static final Set<String> OF_THE_APPLICATION = Set.of(
            "invalid_client",
            "invalid_request",
            "invalid_scope",
            "unauthorized_client",
            "unsupported_grant_type",
            "unsupported_response_type");

    private ClientRefusals() {}

    /** Whether an answer is a refusal: by its status, or by its own word in a success. */
    static boolean isRefusal(Reply reply) {
        return !reply.isSuccess() || said(reply, "s").filter("error"::equals).isPresent();
    }

    /** A refused login and password. */
    static AuthException signIn(Reply reply) {
        if (reply.status() == 429) {
            return reply.failure();
        }
        Optional<String> text = said(reply, TEXT);
        Optional<Ground> ground = text.flatMap(ClientRefusals::ground);
        if (ground.isPresent()) {
            return reply.rejected(ground.get(), sentence(ground.get()));
        }
        boolean explained = text.isPresent() || reply.isSuccess();
        if (!Refusals.isFinal(reply, explained)) {
            return reply.failure();
        }
        return explained
                ? reply.rejected(Ground.UNSPECIFIED, reply.describe("the sign-in was refused"))
                : reply.rejected(Ground.CREDENTIALS, sentence(Ground.CREDENTIALS));
    }

    /** The only place where the platform's sentences are compared. */
    private static Optional<Ground> ground(String text) {
        String said = text.toLowerCase(Locale.ROOT);
        Optional<SignInAttempts> attempts = SignInAttempts.in(text);
        boolean locked = attempts.filter(SignInAttempts::isLast).isPresent()
                || Stream.of("lock", "brute", "disabled", "suspend").anyMatch(said::contains);
        if (locked) {
            return Optional.of(Ground.BLOCKED);
        }
        boolean refused = attempts.isPresent() || said.contains("user/password combination is not valid");
        return refused ? Optional.of(Ground.CREDENTIALS) : Optional.empty();
    }

    private static String sentence(Ground ground) {
        return ground == Ground.BLOCKED
                ? "the user is locked"
                : "the sign-in was refused: login or password may be wrong, the user may be locked or not active, or the"
                        + " password may have to be changed first";
    }

    /** Throws what a refused call of a signed-in trader comes to; returns if it is not refused. */
    static void check(Reply reply) {
        if (isRefusal(reply)) {
            throw reply.isSuccess() ? reply.rejected(Ground.UNSPECIFIED, reply.describe("refused")) : reply.failure();
        }
    }

    /** A refused authorization code or refresh token. */
    static AuthException tokens(Reply reply) {
        Optional<String> error = said(reply, "error");
        if (reply.status() == 401 && reply.isEmpty()) {
            return reply.misconfigured(AUTH_TYPE);
        }
        if (error.filter("invalid_grant"::equals).isPresent()) {
            return reply.rejected(Ground.ONE_TIME_TOKEN, "the code or refresh token is unknown, used or too old");
        }
        if (reply.status() == 401 || error.filter(OF_THE_APPLICATION::contains).isPresent()) {
            return reply.misconfigured("the application was refused; are client id, secret and redirect URI right?");
        }
        boolean explained = error.isPresent() || said(reply, TEXT).isPresent() || reply.isSuccess();
        return reply.status() != 429 && Refusals.isFinal(reply, explained)
                ? reply.rejected(Ground.UNSPECIFIED, reply.describe("no tokens were issued"))
                : reply.failure();
    }

    /** Whether an answer of the token endpoint is a refusal. */
    static boolean refusesTokens(Reply reply) {
        return isRefusal(reply) || said(reply, "error").isPresent();
    }

    /** What the sign-in page sent the browser back with. The text comes from outside, so only known codes are named. */
    static AuthException atSignInPage(String error) {
        if (OF_THE_APPLICATION.contains(error)) {
            return new Misconfigured("the sign-in page refused the application: " + error);
        }
        if (List.of("server_error", "temporarily_unavailable").contains(error)) {
            return new Unavailable("the sign-in page reported " + error);
        }
        boolean denied = error.equals("access_denied");
        return new Rejected(
                denied ? Ground.NOT_PERMITTED : Ground.UNSPECIFIED,
                denied ? "the user or the platform denied access" : "the sign-in page reported an error");
    }

    private static Optional<String> said(Reply reply, String name) {
        return reply.tryFields().flatMap(fields -> fields.text(name)).filter(text -> !text.isBlank());
    }
}
