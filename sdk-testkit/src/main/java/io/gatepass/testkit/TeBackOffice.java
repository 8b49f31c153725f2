package io.gatepass.testkit;

import io.gatepass.testkit.TeState.Api;
import io.gatepass.testkit.TeState.OneTime;
import io.gatepass.testkit.TeState.Pass;
import io.gatepass.testkit.TeState.Refresh;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The BackOffice REST API. Which status goes with which code is not published; the fake has chosen. */
final class TeBackOffice {
    static final String BAD_LOGIN = "1.2.0.11";
    static final String NO_API_ACCESS = "2.0.2.4";
    static final String TOKEN_EXPIRED = "1.1.1.11";
    static final String TOO_FAST = "2.147.1.27";
    static final String MISSING = "1.6.2.2";

    private static final Map<String, String> TEXTS = Map.of(
            BAD_LOGIN, "Wrong login or password",
            NO_API_ACCESS, "User has no access to REST API",
            TOKEN_EXPIRED, "Access token is expired",
            TOO_FAST, "Too many requests",
            MISSING, "Parameter is missing or empty");

    private final TeState state;
    private final TeUsers users;
    final TeLimits limits;

    TeBackOffice(TeState state) {
        this.state = state;
        this.users = new TeUsers(state);
        this.limits = new TeLimits(state.time);
    }

    FakeAnswer answer(FakeRequest request, String path) {
        return switch (path) {
            case "/auth/token" -> only("POST", request, () -> login(request));
            case "/auth/token/refresh" -> only("GET", request, () -> refresh(request));
            case "/auth/pfixtoken/verify" ->
                only("GET", request, () -> verified(request.header("token").orElse("")));
            case "/external/token/verify" -> only("POST", request, () -> verify(request));
            case "/swagger-ui.html" -> FakeAnswer.html(200, "<html><title>Swagger UI</title></html>");
            default -> data(request, path);
        };
    }

    private interface View {
        FakeAnswer answer();
    }

    private static FakeAnswer only(String method, FakeRequest request, View view) {
        return request.method().equals(method)
                ? view.answer()
                : FakeAnswer.empty(405).with("Allow", method);
    }

    static FakeAnswer error(int status, String code) {
        return FakeAnswer.json(status, FakeJson.object("errors", List.of(code)));
    }

    /** A JSON object; empty if the body is anything else. */
    static Optional<Map<?, ?>> body(FakeRequest request) {
        try {
            boolean json = request.contentType().equals("application/json");
            return json && FakeJson.parse(request.bytes().utf8()) instanceof Map<?, ?> members
                    ? Optional.of(members)
                    : Optional.empty();
        } catch (FakeJson.Malformed e) {
            return Optional.empty();
        }
    }

    private FakeAnswer login(FakeRequest request) {
        Optional<Map<?, ?>> form = body(request);
        if (form.isEmpty()) {
            return FakeAnswer.empty(400);
        }
        TeUser user = state.users.get(String.valueOf(form.get().get("login")));
        if (user == null || !user.password.equals(form.get().get("password"))) {
            return error(401, BAD_LOGIN);
        }
        if (!user.apiAccess) {
            return error(400, NO_API_ACCESS);
        }
        if (state.onePairPerUser) {
            state.end(pass -> pass.api() == Api.BACK_OFFICE && pass.login().equals(user.login));
        }
        return pair(user.login);
    }

    private FakeAnswer pair(String login) {
        String access = state.newAccess(Api.BACK_OFFICE, login);
        return FakeAnswer.json(
                200,
                FakeJson.object(
                        "accessToken",
                        access,
                        "accessTokenLifeTime",
                        state.accessLife.toSeconds(),
                        "refreshToken",
                        state.newRefresh(Api.BACK_OFFICE, login, access),
                        "refreshTokenLifeTime",
                        state.refreshLife.toSeconds()));
    }

    /** The header is raw: with a word before the token it is another token. */
    private FakeAnswer refresh(FakeRequest request) {
        String presented = request.header("token").orElse("");
        Optional<Pass> pass = state.spend(Api.BACK_OFFICE, presented);
        if (pass.isEmpty()) {
            return error(401, TOKEN_EXPIRED);
        }
        if (state.onePairPerUser) {
            Refresh spent = state.refreshTokens.get(presented);
            state.accessTokens.remove(spent == null ? "" : spent.accessToken);
        }
        return pair(pass.get().login());
    }

    private FakeAnswer verify(FakeRequest request) {
        String token = body(request)
                .map(form -> form.get("token"))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .orElse("");
        Optional<FakeAnswer> refusal = state.anonymousVerification ? Optional.empty() : refusal(request, "external");
        if (refusal.isPresent()) {
            present(token); // whether a refused call uses the token up is not published: the worst is assumed
            return refusal.get();
        }
        return verified(token);
    }

    private FakeAnswer verified(String token) {
        OneTime known = present(token);
        if (known == null || known.presented > 1 || state.isOver(known.end)) {
            return FakeAnswer.json(200, FakeJson.object("isExpired", true));
        }
        return FakeAnswer.json(200, FakeJson.object("login", known.login, "isExpired", false));
    }

    private @Nullable OneTime present(String token) {
        OneTime known = state.oneTimeTokens.get(token);
        if (known != null) {
            known.presented++;
        }
        return known;
    }

    private FakeAnswer data(FakeRequest request, String path) {
        String collection = path.split("/", 3)[1];
        if (!path.equals("/methods/errors") && !path.equals("/accountPresets") && !TeUsers.knows(path)) {
            return FakeAnswer.empty(404);
        }
        return refusal(request, collection).orElseGet(() -> switch (collection) {
            case "methods" -> only("GET", request, () -> description(request));
            case "accountPresets" -> only("GET", request, () -> FakeAnswer.json(200, List.of()));
            default -> users.answer(request, path);
        });
    }

    private Optional<FakeAnswer> refusal(FakeRequest request, String collection) {
        String token = TeState.bearer(request);
        if (token == null || state.holder(Api.BACK_OFFICE, token).isEmpty()) {
            return Optional.of(error(401, TOKEN_EXPIRED));
        }
        return limits.allows(token, collection) ? Optional.empty() : Optional.of(error(400, TOO_FAST));
    }

    private static FakeAnswer description(FakeRequest request) {
        String code = request.query().getOrDefault("errorId", "");
        String text = TEXTS.get(code);
        return text == null
                ? error(404, MISSING)
                : FakeAnswer.json(200, FakeJson.object("errorId", code, "message", text));
    }
}
