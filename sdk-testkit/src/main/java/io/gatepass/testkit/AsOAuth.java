package io.gatepass.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatepass.testkit.AsRoutes.Access;
import io.gatepass.testkit.AsRoutes.Call;
import io.gatepass.testkit.AsTicket.Purpose;
import io.gatepass.testkit.FakeAutoshares.App;
import io.gatepass.testkit.FakeAutoshares.Kind;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** OAuth 2.0 as the gateway has it: JSON throughout, and a consent page somewhere else. */
final class AsOAuth {
    static final List<String> SCOPES = List.of("read", "orders", "clearing", "account", "streaming");
    private static final Duration CODE_LIFE = Duration.ofMinutes(10);

    private final AsState state;

    AsOAuth(AsState state) {
        this.state = state;
    }

    void addTo(AsRoutes.Sink routes) {
        routes.add(
                Access.OPEN,
                "GET /oauth/authorize",
                call -> authorize(call.request().query()));
        routes.add(Access.OPEN, "POST /oauth/token", this::token);
        routes.add(Access.OPEN, "POST /oauth/revoke", this::revoke);
        new AsDeveloperApi(state).addTo(routes);
    }

    private FakeAnswer authorize(Map<String, String> query) {
        return problem(query)
                .orElseGet(() -> AsAnswers.json(
                        200,
                        "client_id",
                        query.get("client_id"),
                        "redirect_uri",
                        query.get("redirect_uri"),
                        "scopes",
                        List.copyOf(words(query, "scope")),
                        "state",
                        query.get("state")));
    }

    /** Why a request for consent is refused; empty if it is shown to the user. */
    private Optional<FakeAnswer> problem(Map<String, String> query) {
        for (String required : List.of("client_id", "redirect_uri", "scope", "state")) {
            if (query.getOrDefault(required, "").isEmpty()) {
                return Optional.of(AsAnswers.error(400, "missing required parameter: " + required));
            }
        }
        App app = state.apps.get(String.valueOf(query.get("client_id")));
        if (app == null) {
            return Optional.of(AsAnswers.error(404, "unknown or revoked client"));
        }
        if (!app.redirectUris().contains(String.valueOf(query.get("redirect_uri")))) {
            return Optional.of(AsAnswers.error(400, "redirect_uri is not registered"));
        }
        if (!app.scopes().containsAll(words(query, "scope"))) {
            return Optional.of(AsAnswers.error(400, "scope exceeds what the application may ask for"));
        }
        return query.getOrDefault("response_type", "code").equals("code")
                ? Optional.empty()
                : Optional.of(AsAnswers.error(400, "unsupported response_type"));
    }

    private static Set<String> words(Map<String, String> values, String name) {
        return new LinkedHashSet<>(List.of(values.getOrDefault(name, "").split(" ", -1)));
    }

    private Map<String, String> consent(String url) {
        Map<String, String> query = FakeRequest.queryOf(url);
        problem(query).ifPresent(answer -> {
            throw new AssertionError("the consent page refuses this request: " + answer.body());
        });
        return query;
    }

    /** The user agrees: where the browser is sent, with a code. */
    String approve(String url, AsUser user, Set<String> scopes) {
        Map<String, String> query = consent(url);
        Set<String> granted = words(query, "scope");
        if (!scopes.isEmpty()) {
            granted.retainAll(scopes);
        }
        Map<String, String> detail = Map.of(
                "client",
                String.valueOf(query.get("client_id")),
                "scope",
                String.join(" ", granted),
                "challenge",
                query.getOrDefault("code_challenge", ""));
        String code = state.issue(state.urlSafe("ascode_"), new Purpose(Kind.OAUTH_CODE, user, detail), CODE_LIFE);
        return back(query, "code=" + code);
    }

    String decline(String url) {
        return back(consent(url), "error=access_denied");
    }

    private static String back(Map<String, String> query, String outcome) {
        String uri = String.valueOf(query.get("redirect_uri"));
        String mark = uri.contains("?") ? "&" : "?";
        return uri + mark + outcome + "&state=" + URLEncoder.encode(String.valueOf(query.get("state")), UTF_8);
    }

    private FakeAnswer token(Call call) {
        Optional<AsBody> body = AsBody.of(call.request())
                .filter(b -> call.request().contentType().equals("application/json"));
        if (body.isEmpty()) {
            return AsAnswers.error(400, "invalid JSON body");
        }
        AsBody form = body.get();
        App app = state.apps.get(form.text("client_id"));
        if (app == null) {
            return AsAnswers.error(400, "client mismatch");
        }
        if (!form.text("client_secret").equals(app.secret())) {
            return AsAnswers.error(401, "invalid client_secret");
        }
        return switch (form.text("grant_type")) {
            case "authorization_code" -> redeem(form, app);
            case "refresh_token" -> refresh(form, app);
            default -> AsAnswers.error(400, "unsupported grant_type");
        };
    }

    private FakeAnswer redeem(AsBody form, App app) {
        return state.spend(Kind.OAUTH_CODE, form.text("code"))
                .map(code -> code.purpose)
                .filter(purpose -> app.clientId().equals(purpose.detail().get("client")))
                .filter(purpose -> isProven(purpose.detail().get("challenge"), form.text("code_verifier"), app))
                .map(purpose -> granted(purpose, app, null))
                .orElseGet(() -> AsAnswers.error(400, "authorization code expired or already used"));
    }

    /** An application without a secret must prove that it is the one which asked. */
    private static boolean isProven(@Nullable String challenge, String verifier, App app) {
        if (challenge == null || challenge.isEmpty()) {
            return !app.secret().isEmpty();
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(digest)
                    .equals(challenge);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private FakeAnswer refresh(AsBody form, App app) {
        String token = form.text("refresh_token");
        boolean keeps = state.settings.keepsRefreshTokens;
        Optional<AsTicket> found =
                keeps ? state.present(Kind.OAUTH_REFRESH, token) : state.spend(Kind.OAUTH_REFRESH, token);
        return found.map(ticket -> ticket.purpose)
                .filter(purpose -> app.clientId().equals(purpose.detail().get("client")))
                .map(purpose -> granted(purpose, app, keeps ? token : null))
                .orElseGet(() -> AsAnswers.error(400, "refresh token expired or already used"));
    }

    private FakeAnswer granted(Purpose purpose, App app, @Nullable String kept) {
        Duration life = state.settings.oauthLife;
        var access = new Purpose(Kind.OAUTH_TOKEN, purpose.user(), purpose.detail());
        Map<String, @Nullable Object> answer = FakeJson.object(
                "access_token",
                state.issue(state.urlSafe("asat_"), access, life),
                "token_type",
                "Bearer",
                "expires_in",
                life.toSeconds(),
                "scope",
                purpose.detail().get("scope"));
        if (app.refreshTokens() && kept == null) {
            var again = new Purpose(Kind.OAUTH_REFRESH, purpose.user(), purpose.detail());
            answer.put("refresh_token", state.issue(state.urlSafe("asrt_"), again, Duration.ofDays(365)));
        }
        return FakeAnswer.json(200, answer);
    }

    /** Succeeds whatever it is given. */
    private FakeAnswer revoke(Call call) {
        String token = AsBody.of(call.request()).orElseGet(AsBody::none).text("token");
        state.end(ticket -> ticket.value.equals(token)
                && (ticket.purpose.kind() == Kind.OAUTH_TOKEN || ticket.purpose.kind() == Kind.OAUTH_REFRESH));
        return AsAnswers.json(200, "ok", true);
    }
}
