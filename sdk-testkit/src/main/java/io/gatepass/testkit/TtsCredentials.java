package io.gatepass.testkit;

import io.gatepass.testkit.FakeTts.Profile;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who a request comes from, and the refusals that precede every view: a bad token spoils even a correct login. */
final class TtsCredentials {
    private final TtsState state;

    TtsCredentials(TtsState state) {
        this.state = state;
    }

    /** What is wrong with the credentials of a request; empty if nothing, or if there are none. */
    Optional<FakeAnswer> refusal(FakeRequest request) {
        if (sessionUser(request).isPresent()) {
            return request.method().equals("GET")
                    ? Optional.empty()
                    : Optional.of(TtsAnswers.detail(403, "CSRF Failed: CSRF token missing or incorrect."));
        }
        String header = request.header("Authorization").orElse("").strip();
        String[] parts = header.split("\\s+", -1);
        if (state.isJwt()) {
            return parts[0].equalsIgnoreCase("Bearer") && user(request).isEmpty()
                    ? Optional.of(invalidJwt())
                    : Optional.empty();
        }
        if (!parts[0].equalsIgnoreCase("Token")) {
            return Optional.empty();
        }
        return tokenProblem(parts).map(this::unauthorized);
    }

    private Optional<String> tokenProblem(String[] parts) {
        if (parts.length == 1) {
            return Optional.of("Invalid token header. No credentials provided.");
        }
        if (parts.length > 2) {
            return Optional.of("Invalid token header. Token string should not contain spaces.");
        }
        Optional<TtsUser> user = state.withKey(parts[1]);
        if (user.isEmpty()) {
            return Optional.of(TtsAnswers.INVALID_TOKEN);
        }
        return user.get().active ? Optional.empty() : Optional.of("User inactive or deleted.");
    }

    /** Whom the credentials belong to; empty if there are none. */
    Optional<TtsUser> user(FakeRequest request) {
        String[] parts = request.header("Authorization").orElse("").strip().split("\\s+", -1);
        if (parts.length == 2 && state.isJwt() && parts[0].equalsIgnoreCase("Bearer")) {
            return state.holder("access", parts[1]);
        }
        if (parts.length == 2 && !state.isJwt() && parts[0].equalsIgnoreCase("Token")) {
            return state.withKey(parts[1]);
        }
        return sessionUser(request);
    }

    private Optional<TtsUser> sessionUser(FakeRequest request) {
        return state.profile == Profile.SESSION
                ? state.withSession(request.cookies().get("sessionid"))
                : Optional.empty();
    }

    FakeAnswer missing() {
        return unauthorized(TtsAnswers.NO_CREDENTIALS);
    }

    /** Where cookies come before keys, the same refusal is a 403 and names no scheme. */
    private FakeAnswer unauthorized(String detail) {
        if (state.profile == Profile.SESSION) {
            return TtsAnswers.detail(403, detail);
        }
        String scheme = state.isJwt() ? "Bearer realm=\"api\"" : "Token";
        return TtsAnswers.detail(401, detail).with("WWW-Authenticate", scheme);
    }

    private static FakeAnswer invalidJwt() {
        @Nullable Object message = FakeJson.object(
                "token_class", "AccessToken", "token_type", "access", "message", "Token is invalid or expired");
        return FakeAnswer.json(
                        401,
                        FakeJson.object(
                                "detail",
                                "Given token not valid for any token type",
                                "code",
                                "token_not_valid",
                                "messages",
                                List.of(message)))
                .with("WWW-Authenticate", "Bearer realm=\"api\"");
    }
}
