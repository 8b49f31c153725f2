package io.gatepass.autoshares;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;

/**
 * A password that a user has chosen, typed twice.
 *
 * @param password the new password
 * @param repeated the same again
 */
public record AutosharesNewPassword(Secret password, Secret repeated) {
    /**
     * Checks what would lock the user out: how strong a password must be is the broker's business.
     *
     * @throws Rejected naming the field if the password is one that no later sign-in could send, or if the two differ
     */
    public AutosharesNewPassword {
        Rejected.requireSecret("password", password).forHeader("password");
        if (!password.equals(repeated)) {
            throw Rejected.form("repeated", "must be the same as the password");
        }
    }
}
