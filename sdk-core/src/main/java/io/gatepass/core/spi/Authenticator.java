package io.gatepass.core.spi;

import io.gatepass.core.AuthException;
import io.gatepass.core.Token;

/**
 * Makes a token. A facade's method reference is usually one: {@code this::exchangePassword}.
 *
 * @param <G> what the user or the application presents: credentials, a one-time token, a code
 * @param <T> what the platform issues for it
 */
@FunctionalInterface
public interface Authenticator<G, T extends Token> {
    /**
     * Exchanges {@code grant} for a token. Blocks; must answer interruption promptly, and must send nothing twice.
     *
     * @throws AuthException of the kind that fits; {@link AuthException.ReauthenticationRequired} if a person must
     *     answer something and this authenticator has nobody to ask
     */
    T authenticate(G grant);
}
