package io.gatepass.testkit;

import io.gatepass.testkit.FakeTraderEvolution.AuthType;
import io.gatepass.testkit.TeState.Api;
import io.gatepass.testkit.TeState.Pass;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Client API apart from OAuth. */
final class TeClientApi {
    private static final String REFUSED = "User/password combination is not valid";

    private final TeState state;
    private final TeOAuth oauth;

    TeClientApi(TeState state, TeOAuth oauth) {
        this.state = state;
        this.oauth = oauth;
    }

    FakeAnswer answer(FakeRequest request, String path) {
        String method = request.method();
        return switch (method + " " + path) {
            case "POST /authorize" -> state.authType == AuthType.PASSWORD ? signIn(request) : FakeAnswer.empty(404);
            case "GET /oauth/authorize" -> oauth.signInPage(request);
            case "POST /oauth/token" -> oauth.token(request);
            case "POST /logout" -> logout(request);
            case "GET /accounts" -> holder(request).map(this::accounts).orElseGet(TeClientApi::unauthorized);
            case "GET /config" -> holder(request).map(pass -> config()).orElseGet(TeClientApi::unauthorized);
            case "GET /swagger-ui/index.html" -> FakeAnswer.html(200, "<html><title>Swagger UI</title></html>");
            default -> FakeAnswer.empty(404);
        };
    }

    static FakeAnswer ok(@Nullable Object data) {
        return FakeAnswer.json(200, FakeJson.object("s", "ok", "d", data));
    }

    static FakeAnswer error(int status, String text) {
        return FakeAnswer.json(status, FakeJson.object("s", "error", "errmsg", text));
    }

    private static FakeAnswer unauthorized() {
        return error(401, "Unauthorized");
    }

    private Optional<Pass> holder(FakeRequest request) {
        return state.holder(Api.CLIENT, TeState.bearer(request));
    }

    /** One sentence for an unknown login, a wrong password and a locked user alike. */
    private FakeAnswer signIn(FakeRequest request) {
        boolean isForm = request.contentType().equals("application/x-www-form-urlencoded");
        Map<String, String> fields = isForm ? request.form() : request.query();
        TeTrader trader = state.traders.get(fields.getOrDefault("login", ""));
        if (trader == null || trader.locked) {
            return error(200, REFUSED);
        }
        String code = fields.get("2faCode");
        boolean right = trader.password.equals(fields.get("password"))
                && (trader.code == null ? code == null : trader.code.equals(code));
        return right ? token(trader) : counted(trader);
    }

    private FakeAnswer counted(TeTrader trader) {
        trader.failures++;
        trader.locked = trader.failures >= trader.mostFailures;
        return error(200, REFUSED + ". Attempt " + trader.failures + " of " + trader.mostFailures);
    }

    private FakeAnswer token(TeTrader trader) {
        trader.failures = 0;
        return ok(FakeJson.object(
                "access_token",
                state.newAccess(Api.CLIENT, trader.login),
                "expiration",
                state.time.now().plus(state.accessLife).getEpochSecond()));
    }

    private FakeAnswer logout(FakeRequest request) {
        if (holder(request).isEmpty()) {
            return unauthorized();
        }
        state.accessTokens.remove(TeState.bearer(request));
        return FakeAnswer.json(200, FakeJson.object("s", "ok"));
    }

    private FakeAnswer accounts(Pass pass) {
        TeTrader trader = state.traders.get(pass.login());
        return ok(
                trader == null
                        ? List.of()
                        : List.of(FakeJson.object("id", String.valueOf(trader.accountId), "name", trader.login)));
    }

    private static FakeAnswer config() {
        return ok(FakeJson.object("accountsConfig", List.of(), "rateLimits", List.of()));
    }
}
