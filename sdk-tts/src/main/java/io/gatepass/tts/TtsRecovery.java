package io.gatepass.tts;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.core.spi.Reply;
import java.util.Map;
import java.util.Optional;

/**
 * Passwords and e-mail addresses. The vendor documents none of these calls; they are those of the software its answers
 * point to. A backend without them answers {@link io.gatepass.core.AuthException.Misconfigured}.
 *
 * <p>No call says whether an address is known. Each blocks for one round trip and is never repeated by itself. Safe for
 * use by many threads.
 */
public final class TtsRecovery {
    private final TtsCalls calls;

    TtsRecovery(TtsCalls calls) {
        this.calls = calls;
    }

    /**
     * Changes the password of a signed-in user. The key stays valid, for everybody who holds it: log out afterwards if it
     * may be in wrong hands.
     *
     * @throws Rejected if the old password is wrong or the new one too weak; the field errors say which
     */
    public void changePassword(TokenSession<TtsKey> session, TtsPasswordChange change) {
        Reply reply = calls.post(TtsEndpoint.PASSWORD_CHANGE)
                .json(Map.of(
                        "old_password", change.oldPassword(),
                        "new_password1", change.newPassword(),
                        "new_password2", change.newPassword()))
                .as(session)
                .send();
        if (!reply.isSuccess()) {
            throw TtsRefusals.signedIn(reply);
        }
    }

    /** Mails a link for a new password, if the address is known. */
    public void requestPasswordReset(String email) {
        submit(TtsEndpoint.PASSWORD_RESET, Map.of("email", TtsInput.email(email)));
    }

    /**
     * Sets a new password with the link of the mail.
     *
     * @throws Rejected if the link is not valid or the password too weak; the field errors say which
     */
    public void resetPassword(TtsPasswordReset reset) {
        submit(
                TtsEndpoint.PASSWORD_RESET_CONFIRM,
                Map.of(
                        "uid", reset.uid(),
                        "token", reset.token(),
                        "new_password1", reset.newPassword(),
                        "new_password2", reset.newPassword()));
    }

    /** Mails the link that verifies an address again, if one is pending. */
    public void resendVerification(String email) {
        submit(TtsEndpoint.RESEND_VERIFICATION, Map.of("email", TtsInput.email(email)));
    }

    /**
     * Verifies an e-mail address with the key of the mailed link, which is not the key of a session.
     *
     * @return whether the backend knew the key; empty if it has no such call at the configured path
     */
    public Optional<Boolean> verifyEmail(Secret linkKey) {
        Reply reply = calls.post(TtsEndpoint.VERIFY_EMAIL)
                .json(Map.of("key", Rejected.requireSecret("key", linkKey)))
                .send();
        if (reply.isSuccess()) {
            return Optional.of(true);
        }
        if (reply.status() == 404) {
            return reply.tryFields().map(said -> false); // a page for people means that nothing is there
        }
        throw TtsRefusals.form(reply);
    }

    private void submit(TtsEndpoint endpoint, Map<String, ?> form) {
        Reply reply = calls.post(endpoint).json(form).send();
        if (!reply.isSuccess()) {
            throw TtsRefusals.form(reply);
        }
    }
}
