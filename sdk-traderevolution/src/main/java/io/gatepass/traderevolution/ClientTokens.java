package io.gatepass.traderevolution;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Lifetime;
import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import io.gatepass.core.Token;
import java.time.Instant;
import java.util.Optional;

/**
 * What a trader's session holds. Only OAuth 2.0 yields a refresh token; without one a session can at most sign in again.
 *
 * @param accessToken what calls carry, opaque
 * @param refreshToken what it is renewed with, opaque
 * @param lifetime how long the access token is accepted
 * @param issuer the installation that issued it; no other is ever sent it
 */
public record ClientTokens(Secret accessToken, Optional<Secret> refreshToken, Lifetime lifetime, Origin issuer)
        implements Token {
    /**
     * Checks that they can be sent as they are; the word {@code Bearer} before an access token is dropped.
     *
     * @throws Rejected naming the field that is blank, or the access token that no header carries; the message does not
     *     repeat it
     */
    public ClientTokens {
        accessToken = Bearer.given("accessToken", accessToken);
        refreshToken.ifPresent(token -> Rejected.requireSecret("refreshToken", token));
    }

    /** Over at once without a refresh token, and unstated with one: the platform does not say. */
    @Override
    public Lifetime renewableFor() {
        return refreshToken.isPresent() ? Lifetime.unstated() : Lifetime.until(Instant.EPOCH);
    }
}
