package io.gatepass.autoshares;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Lifetime;
import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import io.gatepass.core.Token;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A token of the OAuth API, good for its paths under {@code /api/v1} only.
 *
 * @param access the token itself, opaque after its mark {@code asat_}
 * @param refresh what a fresh token is had for, once; empty if the vendor issued none, as it does for most applications
 * @param scopes what the user granted, perhaps less than was asked for; the user may take a scope back at any time
 * @param lifetime until when, 90 minutes as a rule; unstated if the platform does not say
 * @param issuer the API that issued it; no other is ever sent it
 */
public record AutosharesOAuthToken(
        Secret access, Optional<Secret> refresh, Set<String> scopes, Lifetime lifetime, Origin issuer)
        implements Token {
    /**
     * Checks that the token can be sent as it is.
     *
     * @throws Rejected naming the field if the token is not one of this API, or holds characters that no header carries
     */
    public AutosharesOAuthToken {
        if (!Rejected.requireSecret("token", access).forHeader("token").startsWith(AutosharesToken.OAUTH_MARK)) {
            throw Rejected.form("token", "is not a token of the OAuth API");
        }
        scopes = Set.copyOf(scopes);
    }

    /** Over from the start if there is nothing to renew with: such a token serves until its end. */
    @Override
    public Lifetime renewableFor() {
        return refresh.isPresent() ? Lifetime.unstated() : Lifetime.until(Instant.EPOCH);
    }
}
