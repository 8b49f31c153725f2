package io.gatepass.testkit;

import static io.gatepass.testkit.MatchTraderQuirk.IP_NOT_WHITELISTED;
import static io.gatepass.testkit.MatchTraderQuirk.RAW_KEYS_ONLY;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatepass.testkit.FakeMatchTrader.BrokerApi;
import io.gatepass.testkit.FakeMatchTrader.Right;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The broker host: keys, rights, and the paths of whichever API it has. */
final class MtBroker {
    private static final String BEARER = "Bearer ";
    private static final String ONE_TIME_TOKEN = "/v1/one-time-token";

    private final MtState state;
    private final List<Route> routes = new ArrayList<>();

    /**
     * A request to a known path.
     *
     * @param request the request
     * @param id what stands in the path, decoded; empty if nothing does
     */
    record Call(FakeRequest request, String id) {
        /** The JSON object in the body; without one, or with another content type, the host fails. */
        MtForm form() {
            if (!request.contentType().equals("application/json")
                    || request.bytes().size() == 0) {
                throw new MtProblem(500, "Internal application error");
            }
            return MtForm.of(request).orElseThrow(() -> new MtProblem(400, "Malformed request"));
        }
    }

    private record Route(String method, Pattern path, Function<Call, FakeAnswer> action) {}

    MtBroker(MtState state) {
        this.state = state;
        var views = new MtBrokerViews(state);
        var users = new MtBrokerUsers(state, views);
        if (state.brokerApi == BrokerApi.V2) {
            addSecond(users);
        } else {
            addFirst(users, views);
        }
        route("POST " + ONE_TIME_TOKEN, new MtBrokerTokens(state)::issue);
    }

    private void addFirst(MtBrokerUsers users, MtBrokerViews views) {
        route("GET /service-info", call -> MtAnswers.ok(FakeJson.object("name", "broker-api")));
        route("GET /v1/offers", call -> views.offers());
        route("GET /v1/branches", call -> views.branches());
        route("GET /v1/roles", call -> views.roles());
        route("POST /v1/accounts", users::create);
        route("GET /v1/accounts/by-email/{}", users::byEmail);
        route("GET /v1/accounts/by-uuid/{}", users::byUuid);
        route("PATCH /v1/accounts/{}", users::change);
        route("POST /v1/accounts/{}/trading-accounts", users::addTradingAccount);
        route("POST /v1/change-password", users::changePassword);
    }

    private void addSecond(MtBrokerUsers users) {
        route("GET /v1/user-accounts", call -> users.all());
        route("POST /v1/user-accounts", users::create);
        route("POST /v1/user-accounts/bulk-delete", users::deleteMany);
        route("GET /v1/user-accounts/email/{}", users::byEmail);
        route("GET /v1/user-accounts/{}", users::byUuid);
        route("PATCH /v1/user-accounts/{}", users::change);
        route("PUT /v1/user-accounts/{}", users::change);
        route("DELETE /v1/user-accounts/{}", users::delete);
        route("POST /v1/user-accounts/{}/change-password", users::changePassword);
        route("PUT /v1/user-accounts/{}/change-password", users::changePassword);
        route("PATCH /v1/user-accounts/{}/change-password", users::changePassword);
        route("POST /v1/user-accounts/{}/trading-accounts", users::addTradingAccount);
    }

    private void route(String methodAndPath, Function<Call, FakeAnswer> action) {
        String[] parts = methodAndPath.split(" ", 2);
        routes.add(new Route(parts[0], Pattern.compile(parts[1].replace("{}", "([^/]+)")), action));
    }

    FakeAnswer answer(FakeRequest request) {
        if (state.has(IP_NOT_WHITELISTED)) {
            return FakeAnswer.html(
                    403, "<html><head><title>403 Forbidden</title></head><body><center>nginx</center></body></html>");
        }
        try {
            return answer(request, rights(request));
        } catch (MtProblem problem) {
            return problem.toAnswer(state, request.path());
        }
    }

    private List<Right> rights(FakeRequest request) {
        String header = request.header("Authorization").orElse("");
        boolean bearer = header.toLowerCase(Locale.ROOT).startsWith(BEARER.toLowerCase(Locale.ROOT));
        boolean rawOnly = state.has(RAW_KEYS_ONLY);
        boolean rawToo = rawOnly || state.brokerApi == BrokerApi.V1;
        boolean rightForm = bearer ? !rawOnly : rawToo;
        List<Right> rights = state.brokerKeys.get(bearer ? header.substring(BEARER.length()) : header);
        if (rights == null || !rightForm) {
            throw new MtProblem(401, "Invalid apiToken");
        }
        return rights;
    }

    private FakeAnswer answer(FakeRequest request, List<Right> rights) {
        List<Route> known = routes.stream()
                .filter(route -> route.path().matcher(request.path()).matches())
                .toList();
        if (known.isEmpty() || state.gone.contains(request.path())) {
            throw new MtProblem(404, "Not Found");
        }
        Route route = known.stream()
                .filter(one -> one.method().equals(request.method()))
                .findFirst()
                .orElseThrow(() -> new MtProblem(405, "Method Not Allowed"));
        if (!rights.contains(needed(request))) {
            throw new MtProblem(403, "Access is denied");
        }
        return route.action().apply(new Call(request, id(route.path().matcher(request.path()))));
    }

    private static Right needed(FakeRequest request) {
        return request.path().equals(ONE_TIME_TOKEN) ? Right.CREATE_ONE_TIME_TOKEN : Right.API_ACCESS;
    }

    /** Decoded as a path is: a plus sign stays one. */
    private static String id(Matcher path) {
        if (!path.matches() || path.groupCount() == 0) {
            return "";
        }
        try {
            return URLDecoder.decode(path.group(1).replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            throw new MtProblem(400, "Malformed path");
        }
    }
}
