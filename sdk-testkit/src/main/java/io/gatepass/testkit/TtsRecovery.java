package io.gatepass.testkit;

import io.gatepass.testkit.FakeTts.Mail;
import java.time.Duration;
import java.util.Optional;

/** The views around passwords and e-mail addresses. None of them says whether an address is known. */
final class TtsRecovery {
    private final TtsState state;
    private final TtsCredentials credentials;

    TtsRecovery(TtsState state, TtsCredentials credentials) {
        this.state = state;
        this.credentials = credentials;
    }

    FakeAnswer changePassword(FakeRequest request, TtsForm form) {
        Optional<TtsUser> user = credentials.user(request);
        if (user.isEmpty()) {
            return credentials.missing();
        }
        Optional<String> old = form.optional("old_password");
        if (old.isPresent() && !old.get().equals(user.get().password)) {
            form.error("old_password", "Your old password was entered incorrectly. Please enter it again.");
        }
        FakeAnswer answer = newPassword(form, user.get(), "New password has been saved.");
        return answer.status() == 200 ? withSession(answer, user.get()) : answer;
    }

    /** Set even where only keys count; the key stays good. */
    private FakeAnswer withSession(FakeAnswer answer, TtsUser user) {
        String session = state.secret("session", user, 32);
        user.session = session;
        return answer.with("Set-Cookie", TtsAnswers.sessionCookie(session));
    }

    private static FakeAnswer newPassword(TtsForm form, TtsUser user, String done) {
        String password = form.required("new_password1");
        String repeated = form.required("new_password2");
        if (form.isValid() && !password.equals(repeated)) {
            form.error("new_password2", "The two password fields didn’t match.");
        }
        form.requireStrong("new_password2", repeated);
        if (!form.isValid()) {
            return TtsAnswers.errors(form.errors());
        }
        user.password = password;
        return TtsAnswers.detail(200, done);
    }

    FakeAnswer resetPassword(FakeRequest request, TtsForm form) {
        String email = form.required("email");
        form.requireEmail("email", email);
        if (!form.isValid()) {
            return TtsAnswers.errors(form.errors());
        }
        state.find(email)
                .ifPresent(user -> state.mails.add(new Mail(
                        user.email,
                        Mail.Kind.PASSWORD_RESET,
                        state.issue("reset", user, Duration.ofDays(3)),
                        Integer.toString(user.id, 36))));
        return TtsAnswers.detail(200, "Password reset e-mail has been sent.");
    }

    FakeAnswer confirmReset(FakeRequest request, TtsForm form) {
        String uid = form.required("uid");
        String token = form.required("token");
        Optional<TtsUser> owner = state.users.stream()
                .filter(user -> Integer.toString(user.id, 36).equals(uid))
                .findFirst();
        if (form.isValid() && owner.isEmpty()) {
            form.error("uid", "Invalid value");
        } else if (form.isValid() && !state.holder("reset", token).equals(owner)) {
            form.error("token", "Invalid value");
        }
        if (!form.isValid()) {
            return TtsAnswers.errors(form.errors());
        }
        FakeAnswer answer = newPassword(form, owner.orElseThrow(), "Password has been reset with the new password.");
        if (answer.status() == 200) {
            state.issued.remove(token);
        }
        return answer;
    }

    FakeAnswer verifyEmail(FakeRequest request, TtsForm form) {
        String key = form.required("key");
        if (!form.isValid()) {
            return TtsAnswers.errors(form.errors());
        }
        Optional<TtsUser> user = state.holder("verification", key);
        if (user.isEmpty()) {
            return TtsAnswers.detail(404, "Not found.");
        }
        user.get().verified = true;
        return TtsAnswers.detail(200, "ok");
    }

    FakeAnswer resendEmail(FakeRequest request, TtsForm form) {
        String email = form.required("email");
        if (!form.isValid()) {
            return TtsAnswers.errors(form.errors());
        }
        state.find(email).filter(user -> !user.verified).ifPresent(user -> mailVerification(state, user));
        return TtsAnswers.detail(200, "ok");
    }

    static void mailVerification(TtsState state, TtsUser user) {
        String key = state.issue("verification", user, Duration.ofDays(3));
        state.mails.add(new Mail(user.email, Mail.Kind.VERIFICATION, key, ""));
    }
}
