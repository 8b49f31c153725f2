package io.gatepass.traderevolution;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Lifetime;
import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import io.gatepass.core.Token;

/**
 * The pair of tokens of a back-office user. A renewal replaces both, and the refresh token is presented once: whoever
 * stores a pair must store each new one, and only one process may own it.
 *
 * @param accessToken what calls carry, opaque
 * @param lifetime how long it is accepted
 * @param refreshToken what the pair is renewed with, opaque
 * @param renewableFor how long that is accepted
 * @param issuer the installation that issued the pair; no other is ever sent it
 */
public record BackOfficeTokens(
        Secret accessToken, Lifetime lifetime, Secret refreshToken, Lifetime renewableFor, Origin issuer)
        implements Token {
    /**
     * Checks that both can be sent as they are; the word {@code Bearer} before an access token is dropped.
     *
     * @throws Rejected naming the field that is blank or that no header carries; the message does not repeat it
     */
    public BackOfficeTokens {
        accessToken = Bearer.given("accessToken", accessToken);
        refreshToken = Rejected.requireSecret("refreshToken", refreshToken);
        refreshToken.forHeader("refreshToken");
    }
}
