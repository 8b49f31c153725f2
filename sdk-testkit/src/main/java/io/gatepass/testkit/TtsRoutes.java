package io.gatepass.testkit;

import static io.gatepass.testkit.TtsAnswers.POST_ONLY;

import io.gatepass.testkit.FakeTts.Stack;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okio.ByteString;

/** What comes before the views of the real software: hosts, slashes, methods, content types, throttles, credentials. */
final class TtsRoutes {
    private static final String USER_METHODS = "GET, PUT, PATCH, HEAD, OPTIONS";
    private static final Set<String> USER_PATHS = Set.of("/authentication/user/", "/auth/user/");
    private static final Set<String> THROTTLED_PREFIXES =
            Set.of("/auth/login/", "/auth/registration/", "/auth/logout/", "/auth/password/");

    /** A placeholder that every site is to replace; it fails until then. */
    private static final String UNREPLACED_PAGE = "/auth/registration/account-confirm-email/";

    private final TtsState state;
    private final TtsViews views;
    private final TtsCredentials credentials;

    TtsRoutes(TtsState state) {
        this.state = state;
        this.credentials = new TtsCredentials(state);
        this.views = new TtsViews(state, credentials);
    }

    FakeAnswer answer(FakeRequest request) {
        return finished(request, routed(request));
    }

    /** French is the one other language whose words are known; the newer software names the encoding of its pages. */
    private FakeAnswer finished(FakeRequest request, FakeAnswer answer) {
        if (request.header("Accept-Language").orElse("").startsWith("fr")) {
            return answer.withBody(answer.body().replace(TtsAnswers.REQUIRED, TtsAnswers.REQUIRED_IN_FRENCH))
                    .with("Content-Language", "fr");
        }
        boolean page = state.stack == Stack.B && answer.headers().contains("text/html");
        return page ? TtsAnswers.withCharset(answer) : answer;
    }

    private FakeAnswer routed(FakeRequest request) {
        if (!request.isForLocalhost()) {
            return TtsAnswers.badRequestPage();
        }
        String path = request.path();
        if (!path.endsWith("/")) {
            return withoutSlash(request, path);
        }
        return routed(request, path);
    }

    private FakeAnswer withoutSlash(FakeRequest request, String path) {
        if (!isKnown(path + "/")) {
            return TtsAnswers.notFoundPage();
        }
        boolean optional = state.stack == Stack.B && path.startsWith("/auth/") && !path.equals("/auth/registration");
        if (optional) {
            return routed(request, path + "/");
        }
        FakeAnswer redirected = TtsAnswers.slashMissing(path);
        return state.stack == Stack.B ? redirected.with("Connection", "close") : redirected;
    }

    private boolean isKnown(String path) {
        return USER_PATHS.contains(path) || views.isForm(path);
    }

    private FakeAnswer routed(FakeRequest request, String path) {
        if (path.startsWith(UNREPLACED_PAGE)) {
            return TtsAnswers.crashPage();
        }
        if (!isKnown(path)) {
            return TtsAnswers.notFoundPage();
        }
        if (!acceptsJson(request)) {
            return TtsAnswers.detail(406, "Could not satisfy the request Accept header.");
        }
        Optional<FakeAnswer> refusal = credentials.refusal(request);
        if (refusal.isPresent()) {
            return refusal.get().with("Allow", USER_PATHS.contains(path) ? USER_METHODS : POST_ONLY);
        }
        return USER_PATHS.contains(path) ? user(request) : form(request, path);
    }

    private static boolean acceptsJson(FakeRequest request) {
        String accept = request.header("Accept").orElse("*/*").toLowerCase(Locale.ROOT);
        return accept.contains("*/*") || accept.contains("application/json") || accept.contains("application/*");
    }

    private FakeAnswer user(FakeRequest request) {
        Optional<TtsUser> user = credentials.user(request);
        FakeAnswer answer = switch (request.method()) {
            case "GET" -> user.map(views::show).orElseGet(credentials::missing);
            case "PUT", "PATCH" -> user.map(known -> change(request, known)).orElseGet(credentials::missing);
            default -> TtsAnswers.methodNotAllowed(request.method(), USER_METHODS);
        };
        return answer.headers().contains("Allow") ? answer : answer.with("Allow", USER_METHODS);
    }

    private FakeAnswer change(FakeRequest request, TtsUser user) {
        return withData(request, form -> views.change(request.method(), form, user));
    }

    private FakeAnswer form(FakeRequest request, String path) {
        boolean logout = path.equals("/auth/logout/");
        String allow = logout ? "GET, POST, HEAD, OPTIONS" : POST_ONLY;
        if (!request.method().equals("POST")) {
            return TtsAnswers.methodNotAllowed(request.method(), allow);
        }
        if (THROTTLED_PREFIXES.stream().anyMatch(path::startsWith)) {
            Optional<Long> pause = state.throttle();
            if (pause.isPresent()) {
                return TtsAnswers.throttled(pause.get());
            }
        }
        FakeAnswer answer =
                logout ? views.logout(request) : withData(request, form -> views.submit(path, request, form));
        return answer.headers().contains("Allow") ? answer : answer.with("Allow", allow);
    }

    private interface View {
        FakeAnswer answer(TtsForm form);
    }

    /** Reads the body as the real parsers do, then lets the view answer. */
    private FakeAnswer withData(FakeRequest request, View view) {
        if (request.bytes().size() == 0) {
            return view.answer(new TtsForm(Map.of()));
        }
        return switch (request.contentType()) {
            case "application/x-www-form-urlencoded" -> view.answer(new TtsForm(request.form()));
            case "application/json" -> json(request.bytes(), view);
            default ->
                TtsAnswers.detail(
                        415,
                        "Unsupported media type \""
                                + request.header("Content-Type").orElse("") + "\" in request.");
        };
    }

    private static FakeAnswer json(ByteString body, View view) {
        int invalid = invalidUtf8(body);
        if (invalid >= 0) {
            return TtsAnswers.detail(
                    400,
                    "JSON parse error - 'utf-8' codec can't decode byte 0x%02x in position %d: "
                                    .formatted(body.getByte(invalid) & 0xFF, invalid)
                            + "invalid start byte");
        }
        Object parsed;
        try {
            parsed = FakeJson.parse(body.utf8());
        } catch (FakeJson.Malformed e) {
            return TtsAnswers.detail(
                    400,
                    "JSON parse error - Expecting property name enclosed in double quotes: "
                            + "line 1 column 2 (char 1)");
        }
        if (parsed == null) {
            return TtsAnswers.nonField("No data provided");
        }
        if (!(parsed instanceof Map<?, ?> data)) {
            String type = parsed instanceof List ? "list" : parsed instanceof String ? "str" : "int";
            return TtsAnswers.nonField("Invalid data. Expected a dictionary, but got " + type + ".");
        }
        return view.answer(new TtsForm(data));
    }

    /** The first byte that cannot stand in UTF-8, or -1. */
    private static int invalidUtf8(ByteString body) {
        for (int i = 0; i < body.size(); i++) {
            int unsigned = body.getByte(i) & 0xFF;
            if (unsigned == 0xC0 || unsigned == 0xC1 || unsigned > 0xF4) {
                return i;
            }
        }
        return -1;
    }
}
