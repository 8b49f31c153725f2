package io.gatepass.testkit;

import static io.gatepass.testkit.MatchTraderQuirk.API_DISABLED;
import static io.gatepass.testkit.MatchTraderQuirk.EDGE_BLOCKS_LIBRARIES;
import static io.gatepass.testkit.MatchTraderQuirk.EDGE_CHALLENGE;
import static io.gatepass.testkit.MatchTraderQuirk.EDGE_COOKIES;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The platform host: the edge in front of it and its paths, documented and seen in the wild. */
final class MtPlatform {
    private static final Pattern LIBRARY =
            Pattern.compile("(okhttp|java|apache-httpclient|python|curl|wget|go-http-client|axios|node)([/-].*)?");

    private final MtState state;
    private final MtTrading trading;
    private final Map<String, Function<FakeRequest, FakeAnswer>> routes = new HashMap<>();

    MtPlatform(MtState state) {
        this.state = state;
        this.trading = new MtTrading(state);
        var sessions = new MtSessions(state);
        var views = new MtViews(state);
        var signIn = new MtSignIn(state, sessions, views);
        var users = new MtUsers(state, views);
        routes.put("GET /", signIn::link);
        routes.put("GET /manager/platform-details", users::details);
        routes.put("POST /manager/mtr-login", signIn::login);
        routes.put("POST /manager/co-login", signIn::login);
        routes.put("POST /manager/login/co/with-token", signIn::withToken);
        routes.put("POST /manager/user", users::register);
        routes.put("POST /manager/user/request-password-reset", users::requestReset);
        routes.put("POST /manager/user/change-password", users::changePassword);
        routes.put("POST /mtr-backend/login", signIn::login);
        routes.put("POST /mtr-core-edge/login", signIn::edgeLogin);
        routes.put("POST /mtr-core-edge/v2/login", signIn::edgeLogin);
        routes.put("POST /mtr-core-edge/v2/oauth-login", signIn::oauthLogin);
        routes.put("POST /mtr-core-edge/v2/oauth-login/login-with-tfa", signIn::oauthLogin);
        routes.put("POST /mtr-core-edge/v2/login/with-token", signIn::withToken);
        routes.put("POST /manager/login-v2", signIn::queryLogin);
        var refresh = new MtRefresh(state, sessions, views);
        MtSessions.REFRESH_PATHS.forEach(path -> routes.put("POST " + path, refresh::refresh));
    }

    FakeAnswer answer(FakeRequest request) {
        FakeAnswer answer = isBlocked(request) ? MtAnswers.challenge() : behindTheEdge(request);
        return state.has(EDGE_COOKIES) ? MtCookies.withEdge(answer, state) : answer;
    }

    private boolean isBlocked(FakeRequest request) {
        String agent = request.header("User-Agent").orElse("").toLowerCase(Locale.ROOT);
        boolean library = agent.isBlank() || LIBRARY.matcher(agent).matches();
        return state.has(EDGE_CHALLENGE) || (library && state.has(EDGE_BLOCKS_LIBRARIES));
    }

    private FakeAnswer behindTheEdge(FakeRequest request) {
        if (state.has(API_DISABLED)) {
            return MtAnswers.error(403, "API access is disabled");
        }
        String path = request.path();
        if (state.gone.contains(path)) {
            return MtAnswers.error(404, "Not Found");
        }
        if (trading.owns(path)) {
            return trading.answer(request);
        }
        Function<FakeRequest, FakeAnswer> route = routes.get(request.method() + " " + path);
        return route == null ? unknown(path) : route.apply(request);
    }

    private FakeAnswer unknown(String path) {
        boolean otherMethod = routes.keySet().stream().anyMatch(known -> known.endsWith(" " + path));
        return otherMethod ? MtAnswers.error(405, "Method Not Allowed") : MtAnswers.error(404, "Not Found");
    }
}
