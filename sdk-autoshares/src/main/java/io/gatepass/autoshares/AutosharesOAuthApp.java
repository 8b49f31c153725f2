package io.gatepass.autoshares;

import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.Secret;
import java.util.Optional;

/**
 * An application as it is registered with the vendor.
 *
 * @param clientId its public name
 * @param clientSecret its secret; empty if it was issued none, and then proves itself by PKCE alone
 * @param redirectUri where the user comes back to, exactly as registered
 */
public record AutosharesOAuthApp(String clientId, Optional<Secret> clientSecret, String redirectUri) {
    /**
     * Checks that nothing is blank.
     *
     * @throws Misconfigured naming what is
     */
    public AutosharesOAuthApp {
        if (clientId.isBlank()
                || redirectUri.isBlank()
                || clientSecret.filter(Secret::isBlank).isPresent()) {
            throw new Misconfigured("OAuth application: client id, secret and redirect URI must not be blank");
        }
    }

    /** An application with a secret. */
    public static AutosharesOAuthApp of(String clientId, Secret clientSecret, String redirectUri) {
        return new AutosharesOAuthApp(clientId, Optional.of(clientSecret), redirectUri);
    }
}
