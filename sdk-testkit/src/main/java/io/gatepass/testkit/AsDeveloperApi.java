package io.gatepass.testkit;

import io.gatepass.testkit.AsRoutes.Access;
import io.gatepass.testkit.AsRoutes.Call;
import io.gatepass.testkit.FakeAutoshares.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calls that take tokens of OAuth, and no app key. */
final class AsDeveloperApi {
    private final AsState state;

    AsDeveloperApi(AsState state) {
        this.state = state;
    }

    void addTo(AsRoutes.Sink routes) {
        routes.add(Access.OPEN, "GET /api/v1/me", scoped("read", this::me));
        routes.add(Access.OPEN, "GET /api/v1/accounts", scoped("read", AsDeveloperApi::accounts));
        routes.add(Access.OPEN, "GET /api/v1/accounts/{}/balances", scoped("read", AsDeveloperApi::balances));
        routes.add(Access.OPEN, "POST /api/v1/accounts/{}/orders", scoped("orders", this::order));
    }

    private interface Granted {
        FakeAnswer answer(Call call, AsTicket token);
    }

    /** What a token may do is what was granted and not taken back since. */
    private AsRoutes.Handler scoped(String scope, Granted handler) {
        return call -> {
            Optional<AsTicket> token = state.present(Kind.OAUTH_TOKEN, AsRoutes.bearer(call.request()));
            if (token.isEmpty()) {
                return AsAnswers.error(401, "invalid or expired token");
            }
            boolean enabled = !token.get().user().disabledScopes.contains(scope);
            return enabled && scopes(token.get()).contains(scope)
                    ? handler.answer(call, token.get())
                    : AsAnswers.error(403, "token missing required scope: " + scope);
        };
    }

    private static List<String> scopes(AsTicket token) {
        return List.of(String.valueOf(token.purpose.detail().get("scope")).split(" ", -1));
    }

    private FakeAnswer me(Call call, AsTicket token) {
        AsUser user = token.user();
        String client = token.purpose.detail().get("client");
        return AsAnswers.json(
                200,
                "userId",
                "auth0|" + user.id,
                "appName",
                client,
                "clientId",
                client,
                "grantedScopes",
                scopes(token),
                "enabledScopes",
                AsOAuth.SCOPES.stream()
                        .filter(scope -> !user.disabledScopes.contains(scope))
                        .toList(),
                "accountCount",
                user.accounts.size());
    }

    private static FakeAnswer accounts(Call call, AsTicket token) {
        return AsAnswers.json(
                200,
                "accounts",
                token.user().accounts.stream()
                        .map(number -> Map.of("acct_no", number))
                        .toList());
    }

    private static FakeAnswer balances(Call call, AsTicket token) {
        return owns(call, token)
                ? AsAnswers.json(200, "acct_no", call.arguments().get(0), "cash", "1000.00")
                : foreign();
    }

    private FakeAnswer order(Call call, AsTicket token) {
        if (!owns(call, token)) {
            return foreign();
        }
        return AsAnswers.json(201, "orderId", "ord-" + ++state.changes);
    }

    private static boolean owns(Call call, AsTicket token) {
        return token.user().accounts.contains(call.arguments().get(0));
    }

    private static FakeAnswer foreign() {
        return AsAnswers.error(403, "account does not belong to authenticated user");
    }
}
