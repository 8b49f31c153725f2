package io.gatepass.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatepass.testkit.FakeTraderEvolution.AuthType;
import io.gatepass.testkit.TeState.Api;
import io.gatepass.testkit.TeState.Code;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** OAuth 2.0 as RFC 6749, section 4.1 has it. On a server with another type of sign-in both addresses answer an empty 401. */
final class TeOAuth {
    private static final Duration CODE_LIFE = Duration.ofMinutes(1);

    private final TeState state;
    private final Application application;

    /** The one application that is registered. */
    record Application(String id, String secret, String redirectUri) {}

    TeOAuth(TeState state, Application application) {
        this.state = state;
        this.application = application;
    }

    private boolean isOff() {
        return state.authType != AuthType.OAUTH;
    }

    FakeAnswer signInPage(FakeRequest request) {
        if (isOff()) {
            return FakeAnswer.empty(401);
        }
        return accepts(request.query())
                ? FakeAnswer.html(200, "<html><title>Sign in</title></html>")
                : FakeAnswer.html(400, "<html><title>Bad request</title></html>");
    }

    private boolean accepts(Map<String, String> query) {
        return "code".equals(query.get("response_type"))
                && application.id().equals(query.get("client_id"))
                && application.redirectUri().equals(query.get("redirect_uri"));
    }

    /** Where the browser goes when somebody has signed in at the page of this request, or has refused to. */
    String comeBack(Map<String, String> query, @Nullable String login) {
        if (isOff() || !accepts(query)) {
            throw new IllegalArgumentException("the sign-in page does not accept this request");
        }
        List<String> parameters = new ArrayList<>();
        if (login == null) {
            parameters.add("error=access_denied");
        } else {
            String code = state.secret("code", login);
            state.codes.put(code, new Code(login, query, state.time.now().plus(CODE_LIFE)));
            parameters.add("code=" + code);
        }
        Optional.ofNullable(query.get("state"))
                .ifPresent(value -> parameters.add("state=" + URLEncoder.encode(value, UTF_8)));
        return application.redirectUri() + "?" + String.join("&", parameters);
    }

    FakeAnswer token(FakeRequest request) {
        if (isOff()) {
            return FakeAnswer.empty(401);
        }
        Map<String, String> form = request.form();
        if (!isAuthenticated(request, form)) {
            return error(401, "invalid_client");
        }
        return switch (form.getOrDefault("grant_type", "")) {
            case "authorization_code" -> redeem(form);
            case "refresh_token" -> refresh(form);
            default -> error(400, "unsupported_grant_type");
        };
    }

    private static FakeAnswer error(int status, String code) {
        return FakeAnswer.json(status, FakeJson.object("error", code));
    }

    /** By header, by form, or both; whatever is there must be right. */
    private boolean isAuthenticated(FakeRequest request, Map<String, String> form) {
        Optional<String> header = request.header("Authorization");
        boolean inForm = form.containsKey("client_secret");
        boolean formIsRight = application.id().equals(form.get("client_id"))
                && application.secret().equals(form.get("client_secret"));
        boolean headerIsRight = header.filter(this::isRightBasic).isPresent();
        return (header.isPresent() || inForm) && (!inForm || formIsRight) && (header.isEmpty() || headerIsRight);
    }

    private boolean isRightBasic(String header) {
        if (!header.startsWith("Basic ")) {
            return false;
        }
        String[] pair = new String(Base64.getDecoder().decode(header.substring(6)), UTF_8).split(":", 2);
        return pair.length == 2
                && URLDecoder.decode(pair[0], UTF_8).equals(application.id())
                && URLDecoder.decode(pair[1], UTF_8).equals(application.secret());
    }

    private FakeAnswer redeem(Map<String, String> form) {
        Code code = state.codes.get(form.getOrDefault("code", ""));
        if (code == null) {
            return error(400, "invalid_grant");
        }
        if (code.spent) {
            state.codesPresentedAgain++;
        }
        boolean good = !code.spent
                && !state.isOver(code.end)
                && application.redirectUri().equals(form.get("redirect_uri"))
                && isProven(code.request, form);
        code.spent = true;
        return good ? tokens(code.login) : error(400, "invalid_grant");
    }

    private static boolean isProven(Map<String, String> request, Map<String, String> form) {
        String challenge = request.get("code_challenge");
        return challenge == null
                || ("S256".equals(request.get("code_challenge_method"))
                        && challenge.equals(sha256(form.getOrDefault("code_verifier", ""))));
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private FakeAnswer refresh(Map<String, String> form) {
        return state.spend(Api.CLIENT, form.get("refresh_token"))
                .map(pass -> tokens(pass.login()))
                .orElseGet(() -> error(400, "invalid_grant"));
    }

    private FakeAnswer tokens(String login) {
        String access = state.newAccess(Api.CLIENT, login);
        return FakeAnswer.json(
                200,
                FakeJson.object(
                        "access_token",
                        access,
                        "refresh_token",
                        state.newRefresh(Api.CLIENT, login, access),
                        "token_type",
                        "Bearer",
                        "expires_in",
                        state.accessLife.toSeconds()));
    }
}
