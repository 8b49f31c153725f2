package io.gatepass.tts;

import io.gatepass.core.Secret;
import java.util.Optional;

/**
 * A new password for a signed-in user.
 *
 * @param oldPassword the current one, where the backend asks for it
 * @param newPassword the new one
 */
public record TtsPasswordChange(Optional<Secret> oldPassword, Secret newPassword) {
    /**
     * Checks what the backend would silently change or refuse.
     *
     * @throws io.gatepass.core.AuthException.Rejected naming the field if the new password is blank, begins or ends with
     *     a blank, or holds a NUL
     */
    public TtsPasswordChange {
        newPassword = TtsInput.password("new_password1", newPassword);
    }

    /** A change that proves the old password. */
    public static TtsPasswordChange of(Secret oldPassword, Secret newPassword) {
        return new TtsPasswordChange(Optional.of(oldPassword), newPassword);
    }
}
