package io.gatepass.autoshares;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;

/**
 * What a user signs in with. Both travel in HTTP headers, unchanged or not at all.
 *
 * @param username the login, often an e-mail address; sent as given
 * @param password the password, sent as given
 */
public record AutosharesCredentials(String username, Secret password) {
    /**
     * Checks that a header carries both unchanged.
     *
     * @throws Rejected naming the field if one is blank, begins or ends with a blank, is longer than 16,384 characters,
     *     or holds a control character or one outside ASCII: it would be refused, cut or silently replaced on the way
     */
    public AutosharesCredentials {
        Secret.of(Rejected.requireText("username", username)).forHeader("username");
        Rejected.requireSecret("password", password).forHeader("password");
    }

    /** Masks the login too: people use their e-mail address. */
    @Override
    public String toString() {
        return "AutosharesCredentials[username=██, password=" + password + "]";
    }
}
