package io.gatepass.testkit;

import static io.gatepass.testkit.MatchTraderQuirk.NO_ACCOUNTS_WITH_ONE_TIME_TOKEN;
import static io.gatepass.testkit.MatchTraderQuirk.ONE_TIME_TOKENS_FOR_BROWSER_ONLY;

import io.gatepass.testkit.FakeMatchTraderSettings.TokenPlace;
import java.util.Map;
import java.util.Optional;

/** All ways to a session: by password over each of the known paths, by one-time token, by link. */
final class MtSignIn {
    private final MtState state;
    private final MtSessions sessions;
    private final MtViews views;

    /** What was submitted, whatever the fields are called on its path. */
    private record Credentials(String email, String password, String code) {}

    MtSignIn(MtState state, MtSessions sessions, MtViews views) {
        this.state = state;
        this.sessions = sessions;
        this.views = views;
    }

    /** The documented logins, which demand the broker's id. */
    FakeAnswer login(FakeRequest request) {
        return MtAnswers.onForm(
                request,
                form -> form.firstMissing("email", "password", "brokerId")
                        .map(MtAnswers::missing)
                        .orElseGet(() -> byEmail(request, form)));
    }

    /** The logins of the web application, which take the broker's id under either name or not at all. */
    FakeAnswer edgeLogin(FakeRequest request) {
        return MtAnswers.onForm(
                request,
                form -> form.firstMissing("email", "password")
                        .map(MtAnswers::missing)
                        .orElseGet(() -> byEmail(request, form)));
    }

    private FakeAnswer byEmail(FakeRequest request, MtForm form) {
        String broker = form.text("brokerId").or(() -> form.text("partnerId")).orElse(state.brokerId);
        var credentials = new Credentials(
                form.text("email").orElse(""), form.text("password").orElse(""), "");
        return broker.equals(state.brokerId) ? check(request, credentials) : wrongCredentials();
    }

    /** {@code login} is an e-mail address or an account number; the second step repeats it all with a code. */
    FakeAnswer oauthLogin(FakeRequest request) {
        return MtAnswers.onForm(
                request,
                form -> form.firstMissing("login", "password")
                        .map(MtAnswers::missing)
                        .orElseGet(() -> check(
                                request,
                                new Credentials(
                                        emailOf(form.text("login").orElse("")),
                                        form.text("password").orElse(""),
                                        form.text("tfaCode").orElse("")))));
    }

    private String emailOf(String login) {
        return state.users.stream()
                .filter(user -> user.account(login).isPresent())
                .findFirst()
                .map(user -> user.email)
                .orElse(login);
    }

    /** Broker and e-mail address in the query, the password in a form. */
    FakeAnswer queryLogin(FakeRequest request) {
        if (!request.contentType().equals("application/x-www-form-urlencoded")) {
            return MtAnswers.error(415, "Unsupported Media Type");
        }
        Map<String, String> query = request.query();
        String password = request.form().getOrDefault("password", "");
        return query.getOrDefault("partnerId", "").equals(state.brokerId)
                ? check(request, new Credentials(query.getOrDefault("email", ""), password, ""))
                : wrongCredentials();
    }

    private FakeAnswer check(FakeRequest request, Credentials credentials) {
        Optional<MtUser> found = state.byCredentials(credentials.email(), credentials.password());
        if (found.isEmpty()) {
            return wrongCredentials();
        }
        MtUser user = found.get();
        if (user.refused().isPresent()) {
            return refused(user.refused().get());
        }
        if (user.code == null || user.code.equals(credentials.code())) {
            return signedIn(user, request.path());
        }
        return credentials.code().isEmpty()
                ? MtAnswers.ok(FakeJson.object("email", user.email, "tfaRequired", true))
                : MtAnswers.envelope(401, "INVALID_TFA_CODE", "Invalid code");
    }

    private FakeAnswer wrongCredentials() {
        return MtAnswers.refusedSignIn(state, "INVALID_CREDENTIALS", "Invalid credentials");
    }

    private static FakeAnswer refused(String type) {
        return MtAnswers.envelope(401, type, "Sign-in refused");
    }

    private FakeAnswer signedIn(MtUser user, String path) {
        boolean cookieOnly = path.equals("/mtr-core-edge/v2/login") || path.equals("/manager/login-v2");
        TokenPlace place = cookieOnly ? TokenPlace.COOKIE : state.settings.tokenPlace;
        return sessions.deliver(sessions.open(user), views.login(user, path), place);
    }

    /** The token is in the body, whatever the guide's prose says. */
    FakeAnswer withToken(FakeRequest request) {
        return MtAnswers.onForm(
                request,
                form -> form.firstMissing("token")
                        .map(MtAnswers::missing)
                        .orElseGet(() -> redeem(request, form.text("token").orElse(""))));
    }

    private FakeAnswer redeem(FakeRequest request, String token) {
        MtOneTime known = state.oneTimeTokens.get(token);
        if (known != null && state.has(ONE_TIME_TOKENS_FOR_BROWSER_ONLY)) {
            known.presented++;
            return wrongToken();
        }
        Optional<MtUser> found = state.redeem(token);
        if (found.isEmpty()) {
            return wrongToken();
        }
        MtUser user = found.get();
        if (user.refused().isPresent()) {
            return refused(user.refused().get());
        }
        return state.has(NO_ACCOUNTS_WITH_ONE_TIME_TOKEN)
                ? sessions.deliver(sessions.open(user), Map.of(), state.settings.tokenPlace)
                : signedIn(user, request.path());
    }

    private FakeAnswer wrongToken() {
        return MtAnswers.refusedSignIn(state, "INVALID_TOKEN", "Invalid token");
    }

    /** The link that a browser opens: the platform sets its own cookies when it redeems the token. */
    FakeAnswer link(FakeRequest request) {
        String token = request.query().getOrDefault("auth", "");
        Optional<MtUser> user =
                state.redeem(token).filter(found -> found.refused().isEmpty());
        if (user.isEmpty()) {
            return FakeAnswer.html(200, "<!DOCTYPE html><html><body>Sign in</body></html>");
        }
        MtSession session = sessions.open(user.get());
        FakeAnswer page = FakeAnswer.html(200, "<!DOCTYPE html><html><body>Trading</body></html>");
        return MtCookies.withRefresh(MtCookies.withSession(page, state, session), state, session);
    }
}
