package io.gatepass.testkit;

import io.gatepass.testkit.FakeTts.Profile;
import io.gatepass.testkit.FakeTts.Stack;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The views of the real software: what each form does, and what it answers. */
final class TtsViews {
    private static final String BAD_CREDENTIALS = "Unable to log in with provided credentials.";

    private final TtsState state;
    private final TtsCredentials credentials;

    private interface View {
        FakeAnswer answer(FakeRequest request, TtsForm form);
    }

    private final Map<String, View> forms;

    TtsViews(TtsState state, TtsCredentials credentials) {
        this.state = state;
        this.credentials = credentials;
        var recovery = new TtsRecovery(state, credentials);
        this.forms = Map.of(
                "/auth/registration/", this::register,
                "/auth/registration/verify-email/", recovery::verifyEmail,
                "/auth/registration/resend-email/", recovery::resendEmail,
                "/auth/login/", this::login,
                "/auth/mfa/verify/", this::verifyCode,
                "/auth/password/change/", recovery::changePassword,
                "/auth/password/reset/", recovery::resetPassword,
                "/auth/password/reset/confirm/", recovery::confirmReset,
                "/auth/token/refresh/", this::refreshToken,
                "/auth/token/verify/", this::verifyToken);
    }

    boolean isForm(String path) {
        return forms.containsKey(path) || path.equals("/auth/logout/");
    }

    FakeAnswer submit(String path, FakeRequest request, TtsForm form) {
        View view = forms.get(path);
        return view == null ? TtsAnswers.notFoundPage() : view.answer(request, form);
    }

    FakeAnswer show(TtsUser user) {
        return FakeAnswer.json(200, FakeJson.object("pk", user.id, "email", user.email, "full_name", user.fullName));
    }

    FakeAnswer change(String method, TtsForm form, TtsUser user) {
        Optional<String> name =
                method.equals("PUT") ? Optional.of(form.required("full_name", 150)) : form.optional("full_name");
        if (!form.isValid()) {
            return TtsAnswers.errors(form.errors());
        }
        user.fullName = name.orElse(user.fullName);
        return show(user);
    }

    private FakeAnswer register(FakeRequest request, TtsForm form) {
        String email = form.required("email");
        form.requireEmail("email", email);
        form.requireFree(email, state);
        String password = form.required("password1");
        form.requireStrong("password1", password);
        String repeated = form.required("password2");
        String name = form.required("full_name", 150);
        boolean subscribed = form.flag("subscribe");
        if (form.isValid() && !password.equals(repeated)) {
            form.error("non_field_errors", "The two password fields didn't match.");
        }
        form.requireUnlike(password, email);
        if (!form.isValid()) {
            return TtsAnswers.errors(form.errors());
        }
        TtsUser user = state.add(email, password);
        user.fullName = name;
        user.subscribed = subscribed;
        return registered(user);
    }

    private FakeAnswer registered(TtsUser user) {
        user.verified = false;
        if (state.profile == Profile.MANDATORY_VERIFICATION) {
            TtsRecovery.mailVerification(state, user);
            return TtsAnswers.detail(201, "Verification e-mail sent.");
        }
        if (state.profile == Profile.SESSION) {
            return withSession(FakeAnswer.empty(204).with("Content-Length", "0"), user);
        }
        return state.isJwt() ? jwt(201, user) : withSession(key(201, user), user);
    }

    private FakeAnswer key(int status, TtsUser user) {
        return FakeAnswer.json(status, FakeJson.object("key", state.keyOf(user)));
    }

    /** Registration sets these even where only keys count. */
    private FakeAnswer withSession(FakeAnswer answer, TtsUser user) {
        String session = state.secret("session", user, 32);
        user.session = session;
        return answer.with("Set-Cookie", "messages=W1tdXQ; HttpOnly; Path=/; SameSite=Lax")
                .with(
                        "Set-Cookie",
                        "csrftoken=" + state.secret("csrf", user, 32) + "; Max-Age=31449600; Path=/; SameSite=Lax")
                .with("Set-Cookie", TtsAnswers.sessionCookie(session));
    }

    private FakeAnswer login(FakeRequest request, TtsForm form) {
        Optional<String> email = form.optional("email");
        email.ifPresent(text -> form.requireEmail("email", text));
        String password = form.required("password");
        if (!form.isValid()) {
            return TtsAnswers.errors(form.errors());
        }
        if (email.isEmpty()) {
            return TtsAnswers.nonField("Must include \"email\" and \"password\".");
        }
        Optional<TtsUser> user =
                state.find(email.get()).filter(found -> found.password.strip().equals(password));
        return user.map(this::loggedIn).orElseGet(() -> TtsAnswers.nonField(BAD_CREDENTIALS));
    }

    private FakeAnswer loggedIn(TtsUser user) {
        if (!user.active) {
            return TtsAnswers.nonField("Your account has been blocked. Please contact support.");
        }
        if (state.profile == Profile.MANDATORY_VERIFICATION && !user.verified) {
            return TtsAnswers.nonField("E-mail is not verified.");
        }
        if (user.code != null) {
            String token = state.issue("ephemeral", user, TtsState.EPHEMERAL_LIFE);
            return FakeAnswer.json(200, FakeJson.object("ephemeral_token", token, "mfa_required", true));
        }
        return signedIn(user);
    }

    private FakeAnswer signedIn(TtsUser user) {
        if (state.isJwt()) {
            return jwt(200, user);
        }
        FakeAnswer answer = key(200, user);
        return state.profile == Profile.SESSION ? withSession(answer, user) : answer;
    }

    private FakeAnswer verifyCode(FakeRequest request, TtsForm form) {
        String token = form.required("ephemeral_token");
        String code = form.required("code", 9);
        if (!form.isValid()) {
            return TtsAnswers.errors(form.errors());
        }
        Optional<TtsUser> user = state.holder("ephemeral", token);
        if (user.isEmpty()) {
            return TtsAnswers.nonField("Invalid or expired token.");
        }
        if (!code.equals(user.get().code)) {
            return TtsAnswers.nonField("Invalid code.");
        }
        state.issued.remove(token);
        return signedIn(user.get());
    }

    private FakeAnswer jwt(int status, TtsUser user) {
        String access = state.issue("access", user, TtsState.ACCESS_LIFE);
        String refresh = state.issue("refresh", user, TtsState.REFRESH_LIFE);
        boolean inCookies = state.profile == Profile.JWT_COOKIE;
        FakeAnswer answer = FakeAnswer.json(
                status,
                FakeJson.object(
                        "access", access,
                        "refresh", inCookies ? "" : refresh,
                        "user", jwtUser(user),
                        "access_expiration", end(TtsState.ACCESS_LIFE),
                        "refresh_expiration", end(TtsState.REFRESH_LIFE)));
        return inCookies
                ? answer.with("Set-Cookie", "access=" + access + "; HttpOnly; Path=/")
                        .with("Set-Cookie", "refresh=" + refresh + "; HttpOnly; Path=/")
                : answer;
    }

    private static Map<String, ?> jwtUser(TtsUser user) {
        return FakeJson.object(
                "pk",
                user.id,
                "username",
                user.email.split("@", 2)[0],
                "email",
                user.email,
                "first_name",
                "",
                "last_name",
                "");
    }

    private String end(Duration life) {
        return DateTimeFormatter.ISO_INSTANT.format(state.time.now().plus(life));
    }

    private FakeAnswer refreshToken(FakeRequest request, TtsForm form) {
        return jwtForm(
                form,
                "refresh",
                user -> FakeJson.object(
                        "access",
                        state.issue("access", user, TtsState.ACCESS_LIFE),
                        "access_expiration",
                        end(TtsState.ACCESS_LIFE)));
    }

    private FakeAnswer verifyToken(FakeRequest request, TtsForm form) {
        return jwtForm(form, "token", user -> Map.of());
    }

    private FakeAnswer jwtForm(TtsForm form, String field, Function<TtsUser, Map<String, ?>> body) {
        if (!state.isJwt()) {
            return TtsAnswers.notFoundPage();
        }
        String token = form.required(field);
        if (!form.isValid()) {
            return TtsAnswers.errors(form.errors());
        }
        Optional<TtsUser> user = state.holder("refresh", token).or(() -> state.holder("access", token));
        return user.map(known -> FakeAnswer.json(200, body.apply(known)))
                .orElseGet(() -> FakeAnswer.json(
                        401, FakeJson.object("detail", "Token is invalid or expired", "code", "token_not_valid")));
    }

    FakeAnswer logout(FakeRequest request) {
        Optional<TtsUser> user = credentials.user(request);
        if (state.isJwt()) {
            return TtsAnswers.detail(
                    200,
                    "Neither cookies or blacklist are enabled, so the token has not been deleted "
                            + "server side. Please make sure the token is deleted client side.");
        }
        if (user.isEmpty() && state.stack == Stack.B) {
            return TtsAnswers.detail(400, "You should be logged in to logout. Check whether the token is passed.");
        }
        user.ifPresent(known -> known.key = null);
        return TtsAnswers.detail(200, "Successfully logged out.");
    }
}
