package io.gatepass.testkit;

import io.gatepass.testkit.AsState.Issued;
import io.gatepass.testkit.AsState.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What comes before every call: which host this is, paths and methods, the app key, and whose token it is. */
final class AsRoutes {
    private final AsState state;
    private final List<Route> routes = new ArrayList<>();

    /** Who may call. */
    enum Access {
        /** Anybody. */
        OPEN,
        /** Whoever has the app key. */
        APP,
        /** A signed-in user too. */
        USER,
        /** A user too who was told to set up a PIN. */
        INTERIM
    }

    /**
     * A call that may be answered.
     *
     * @param request the request
     * @param arguments what stands in the path's gaps
     * @param user who calls; null where nobody has to be signed in
     */
    record Call(FakeRequest request, List<String> arguments, @Nullable AsUser user) {
        AsUser signedIn() {
            if (user == null) {
                throw new AssertionError("the route lets anybody in");
            }
            return user;
        }

        /** Whether the path speaks of the user who calls. */
        boolean isAboutCaller() {
            return arguments.get(0).equals("@me") || arguments.get(0).equals(String.valueOf(signedIn().id));
        }

        /** The members of a JSON body; none if it is not one. */
        Map<?, ?> members() {
            try {
                return FakeJson.parse(request.bytes().utf8()) instanceof Map<?, ?> members ? members : Map.of();
            } catch (FakeJson.Malformed e) {
                return Map.of();
            }
        }

        String member(String name) {
            return members().get(name) instanceof String text ? text : "";
        }
    }

    interface Handler {
        FakeAnswer answer(Call call);
    }

    private record Route(String method, Pattern path, Access access, Handler handler) {}

    AsRoutes(AsState state) {
        this.state = state;
        var sink = (Sink) this::add;
        add(Access.OPEN, "GET /health", call -> AsAnswers.json(200, "status", "ok"));
        new AsSignIn(state).addTo(sink);
        new AsIdentity(state).addTo(sink);
        new AsRecovery(state).addTo(sink);
        new AsOAuth(state).addTo(sink);
    }

    /** Takes routes: who may call, method and path with {@code {}} for gaps, what is answered. */
    interface Sink {
        void add(Access access, String call, Handler handler);
    }

    private void add(Access access, String call, Handler handler) {
        String[] parts = call.split(" ", 2);
        String path = Pattern.quote(parts[1]).replace("{}", "\\E([^/]+)\\Q");
        routes.add(new Route(parts[0], Pattern.compile(path), access, handler));
    }

    FakeAnswer answer(FakeRequest request) {
        if (state.settings.webTerminal) {
            return AsAnswers.terminalPage(request.method());
        }
        if (!request.path().startsWith(state.prefix + "/")) {
            return AsAnswers.notFound(request.seen().target());
        }
        String path = request.path().substring(state.prefix.length());
        boolean known = false;
        for (Route route : routes) {
            Matcher matcher = route.path().matcher(path);
            if (matcher.matches()) {
                known = true;
                if (route.method().equals(request.method())) {
                    return admitted(route, request, matcher.toMatchResult());
                }
            }
        }
        return known
                ? AsAnswers.methodNotAllowed(request.method())
                : AsAnswers.notFound(state.url + request.seen().target());
    }

    private FakeAnswer admitted(Route route, FakeRequest request, MatchResult match) {
        var arguments = new ArrayList<String>();
        for (int i = 1; i <= match.groupCount(); i++) {
            arguments.add(match.group(i));
        }
        if (route.access() != Access.OPEN
                && !request.header("Et-App-Key").equals(Optional.of(state.appKey))) {
            return AsAnswers.appKey(request.path().endsWith("/token") ? 401 : 403);
        }
        if (route.access() == Access.OPEN || route.access() == Access.APP) {
            return route.handler().answer(new Call(request, arguments, null));
        }
        String bearer = bearer(request);
        return state.lookUp(Kind.TOKEN, bearer)
                .or(() -> route.access() == Access.INTERIM ? state.lookUp(Kind.INTERIM, bearer) : Optional.empty())
                .map(Issued::user)
                .map(user -> route.handler().answer(new Call(request, arguments, user)))
                .orElseGet(AsAnswers::denied);
    }

    /** What stands after "Bearer" and one blank; empty if the header is another. */
    static String bearer(FakeRequest request) {
        return request.header("Authorization")
                .filter(header -> header.startsWith("Bearer "))
                .map(header -> header.substring("Bearer ".length()))
                .orElse("");
    }
}
