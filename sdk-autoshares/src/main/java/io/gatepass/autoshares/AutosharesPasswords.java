package io.gatepass.autoshares;

import io.gatepass.autoshares.AutosharesChallenge.PasswordExpired;
import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.core.spi.PlatformHttp.Request;
import io.gatepass.core.spi.Reply;
import java.util.Map;
import java.util.Optional;

/**
 * Passwords that are to be changed, forgotten or expired.
 *
 * <p>A forgotten one is reset in four steps, each of which takes what the step before returned: {@link #forgotten},
 * {@link #sendCode}, {@link #verify}, {@link #reset}. Keep that where the user's next request finds it. No step says
 * whether a user exists. Each call blocks for one round trip and is never repeated by itself. Safe for use by many
 * threads. Vendor pages: Change Password, Reset Password.
 */
public final class AutosharesPasswords {
    private final AutosharesCalls calls;

    AutosharesPasswords(AutosharesCalls calls) {
        this.calls = calls;
    }

    /**
     * A user who has forgotten the password.
     *
     * @param user the login or e-mail address
     * @param question what the user must answer before a code is sent; empty if nothing
     */
    public record Forgotten(String user, Optional<String> question) {
        /** Masks both: the question is as private as its answer. */
        @Override
        public String toString() {
            return "Forgotten[user=██, question=" + question.map(text -> "██") + "]";
        }
    }

    /** A code is on its way to the user by e-mail. */
    public record CodeSent() {}

    /**
     * A user who has proved to be the one.
     *
     * @param token what the platform lets the password be set with, once
     */
    public record Verified(Secret token) {}

    /**
     * Changes the password of a signed-in user. Afterwards the platform honours none of the user's tokens, so the
     * session is closed: log in with the new password.
     *
     * @throws Rejected on ground {@link Ground#FORM} if the old password is wrong or the new one too weak
     * @throws AuthException.OutcomeUnknown if no usable answer came: log in to see which password holds
     */
    public void change(TokenSession<AutosharesToken> session, Secret oldPassword, AutosharesNewPassword newPassword) {
        calls.write(
                session,
                calls.request("PUT", "/v1.0/users/@me/password/change")
                        .json(Map.of(
                                "OldPassword", Rejected.requireSecret("oldPassword", oldPassword),
                                "Password", newPassword.password(),
                                "PasswordConfirm", newPassword.repeated())));
        session.close();
    }

    /**
     * First step: asks which question the user must answer.
     *
     * @param user the login or e-mail address
     */
    public Forgotten forgotten(String user) {
        Secret named = Secret.of(Rejected.requireText("user", user));
        Reply reply = send(calls.request("GET", "/v1.0/users/password/secret-question")
                .query("username", named)
                .repeatable());
        Optional<String> question = reply.fields().text("Model");
        return new Forgotten(user, question.filter(text -> !text.isBlank()));
    }

    /**
     * Second step: has a code sent by e-mail.
     *
     * @param answer to the user's question; empty if there is none
     * @throws Rejected on ground {@link Ground#FORM} if the answer is missing or wrong
     */
    public CodeSent sendCode(Forgotten forgotten, Optional<Secret> answer) {
        if (forgotten.question().isPresent()) {
            Rejected.requireSecret("answer", answer.orElse(null));
        }
        send(calls.request("POST", "/v1.0/users/password/reset")
                .json(Map.of("User", Secret.of(forgotten.user()), "SecretQuestionAnswer", answer)));
        return new CodeSent();
    }

    /**
     * Third step: shows the code of the mail to the platform.
     *
     * @param code what the user typed; blanks around it are dropped
     * @throws Rejected on ground {@link Ground#ONE_TIME_TOKEN} if the code is wrong or too old
     */
    public Verified verify(CodeSent sent, Secret code) {
        return new Verified(ResetCode.exchange(calls, "ResetPassword", code));
    }

    /**
     * Last step: sets the new password. Log in with it next.
     *
     * @throws Rejected on ground {@link Ground#FORM} if the password is too weak or the step before is too long ago
     */
    public void reset(Verified verified, AutosharesNewPassword newPassword) {
        set(verified.token(), newPassword);
    }

    /**
     * Replaces an expired password. Log in with the new one next.
     *
     * @throws Rejected on ground {@link Ground#FORM} if the password is too weak or the challenge is too old
     */
    public void replaceExpired(PasswordExpired challenge, AutosharesNewPassword newPassword) {
        set(challenge.confirmationToken(), newPassword);
    }

    /** The vendor spells path and member otherwise here than in {@link #change}. */
    private void set(Secret token, AutosharesNewPassword newPassword) {
        send(calls.request("PUT", "/v1.0/users/passwords/reset/")
                .json(Map.of(
                        "Token", token,
                        "Password", newPassword.password(),
                        "PasswordConfirmation", newPassword.repeated())));
    }

    private static Reply send(Request request) {
        return AutosharesRefusals.accepted(request.send());
    }
}
