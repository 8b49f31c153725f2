package io.gatepass.tts;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;

/**
 * A new password for a user who followed the link of a reset mail.
 *
 * @param uid the user id in the link
 * @param token the token in the link
 * @param newPassword the new password
 */
public record TtsPasswordReset(String uid, Secret token, Secret newPassword) {
    /**
     * Checks what the backend would silently change or refuse.
     *
     * @throws Rejected naming the field if one is blank, or the new password begins or ends with a blank or holds a NUL
     */
    public TtsPasswordReset {
        uid = TtsInput.text("uid", uid);
        token = Rejected.requireSecret("token", token);
        newPassword = TtsInput.password("new_password1", newPassword);
    }
}
