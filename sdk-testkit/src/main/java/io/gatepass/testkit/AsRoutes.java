package io.gatepass.testkit;

import io.gatepass.testkit.FakeAutoshares.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What comes before every call: which host this is, paths and methods, the app key, whose token it is, the body. */
final class AsRoutes {
    private static final int LONGEST_HEADER = 16 * 1024;
    private static final List<String> SINGLE = List.of(
            "Et-App-Key",
            "Username",
            "Password",
            "Authorization",
            "VerificationCode",
            "PinCode",
            "Origin",
            "Content-Type",
            "Content-Length");

    private final AsState state;
    private final AsStreaming streaming;
    private final List<Route> routes = new ArrayList<>();

    /** Who may call. */
    enum Access {
        /** Anybody. */
        OPEN,
        /** Whoever has the app key. */
        APP,
        /** A signed-in user too. */
        USER,
        /** A signed-in user too, who must be the one that the path speaks of. */
        SELF,
        /** A user too who has only come half-way. */
        INTERIM,
        /** The same without the app key. */
        BEARER;

        boolean needsKey() {
            return this != OPEN && this != BEARER;
        }

        boolean needsUser() {
            return this != OPEN && this != APP;
        }
    }

    /**
     * A call that may be answered.
     *
     * @param request the request
     * @param arguments what stands in the path's gaps
     * @param user who calls; null where nobody has to be signed in
     * @param body the body; without members if there is none
     */
    record Call(
            FakeRequest request,
            List<String> arguments,
            @Nullable AsUser user,
            AsBody body) {
        AsUser signedIn() {
            if (user == null) {
                throw new AssertionError("the route lets anybody in");
            }
            return user;
        }

        String text(String member) {
            return body.text(member);
        }
    }

    interface Handler {
        FakeAnswer answer(Call call);
    }

    /** Takes routes: who may call, method and path with {@code {}} for gaps, what is answered. */
    interface Sink {
        void add(Access access, String call, Handler handler);
    }

    private record Route(String method, Pattern path, Access access, Handler handler) {}

    AsRoutes(AsState state, AsOAuth oauth) {
        this.state = state;
        this.streaming = new AsStreaming(state);
        Sink sink = this::add;
        add(Access.OPEN, "GET /health", call -> AsAnswers.json(200, "status", "ok"));
        new AsSignIn(state).addTo(sink);
        new AsIdentity(state).addTo(sink);
        new AsRegistration(state).addTo(sink);
        new AsRecovery(state).addTo(sink);
        new AsPins(state).addTo(sink);
        new AsPhones(state).addTo(sink);
        streaming.addTo(sink);
        oauth.addTo(sink);
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
        Optional<FakeAnswer> front = refusedInFront(request.seen().headers());
        if (front.isPresent()) {
            return front.get();
        }
        if (request.path().equals(AsStreaming.PATH)) {
            return streaming.connect(request);
        }
        return request.path().startsWith(state.prefix + "/") ? routed(request) : notFound(request);
    }

    /** The web server in front knows no app keys, only what a request may look like. */
    private static Optional<FakeAnswer> refusedInFront(Map<String, List<String>> headers) {
        if (headers.values().stream().flatMap(List::stream).anyMatch(value -> value.length() > LONGEST_HEADER)) {
            return Optional.of(AsAnswers.page(400, "Bad Request - Request Too Long"));
        }
        return SINGLE.stream()
                        .anyMatch(name -> headers.getOrDefault(name, List.of()).size() > 1)
                ? Optional.of(AsAnswers.page(400, "Bad Request - Invalid Header"))
                : Optional.empty();
    }

    private FakeAnswer notFound(FakeRequest request) {
        return AsAnswers.notFound(state.origin + request.seen().target());
    }

    private FakeAnswer routed(FakeRequest request) {
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
        return known ? AsAnswers.methodNotAllowed(request.method()) : notFound(request);
    }

    private FakeAnswer admitted(Route route, FakeRequest request, MatchResult match) {
        Access access = route.access();
        if (access.needsKey() && !request.header("Et-App-Key").equals(Optional.of(state.appKey))) {
            return AsAnswers.appKey(request.path().endsWith("/token") ? 401 : 403);
        }
        List<String> gaps = IntStream.rangeClosed(1, match.groupCount())
                .mapToObj(match::group)
                .toList();
        if (!access.needsUser()) {
            return handled(route, new Call(request, gaps, null, AsBody.none()));
        }
        return caller(access, bearer(request))
                .map(user -> forUser(route, new Call(request, gaps, user, AsBody.none())))
                .orElseGet(AsAnswers::denied);
    }

    private FakeAnswer forUser(Route route, Call call) {
        return route.access() == Access.SELF && !isAbout(call.arguments().get(0), call.signedIn())
                ? aboutAnother(call.arguments().get(0))
                : handled(route, call);
    }

    private FakeAnswer handled(Route route, Call call) {
        return readsBody(route, call.request())
                ? withBody(route.handler(), call)
                : route.handler().answer(call);
    }

    private Optional<AsUser> caller(Access access, String bearer) {
        Optional<AsTicket> token = state.present(Kind.TOKEN, bearer);
        if (state.settings.endsWhenIdle) {
            token.ifPresent(found -> found.end = state.now().plus(state.settings.tokenLife));
        }
        boolean interim = access == Access.INTERIM || access == Access.BEARER;
        return token.or(() -> interim ? state.present(Kind.INTERIM, bearer) : Optional.empty())
                .map(AsTicket::user);
    }

    private static boolean isAbout(String id, AsUser user) {
        return id.equals("@me") || id.equals(String.valueOf(user.id));
    }

    private FakeAnswer aboutAnother(String id) {
        return state.first(user -> String.valueOf(user.id).equals(id)).isPresent()
                ? AsAnswers.denied()
                : AsAnswers.envelope(500, "Value cannot be null.\r\nParameter name: user", "Error");
    }

    /** Sign-in takes any body for none; OAuth has refusals of its own. */
    private static boolean readsBody(Route route, FakeRequest request) {
        String path = request.path();
        boolean signIn = path.endsWith("/token") || path.endsWith("/logout");
        return route.access() != Access.OPEN && !signIn && request.bytes().size() > 0;
    }

    private FakeAnswer withBody(Handler handler, Call call) {
        FakeRequest request = call.request();
        if (!request.contentType().equals("application/json")) {
            return AsAnswers.unsupportedType(request.contentType());
        }
        return AsBody.of(request)
                .map(body -> handler.answer(new Call(request, call.arguments(), call.user(), body)))
                .orElseGet(() -> AsAnswers.invalid(state.settings.validationStatus, "model", "Unexpected character"));
    }

    /** What stands after "Bearer" and one blank; empty if the header is another. */
    static String bearer(FakeRequest request) {
        return request.header("Authorization")
                .filter(header -> header.startsWith("Bearer "))
                .map(header -> header.substring("Bearer ".length()))
                .orElse("");
    }
}
