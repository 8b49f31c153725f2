package io.gatepass.autoshares;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Lifetime;
import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import io.gatepass.core.Token;

/**
 * The bearer token of a sign-in with password: opaque, one of several that a user may hold, ended by its logout, by a
 * password change, or by time. How much time the vendor's pages do not agree on: 60 minutes, 60 minutes without a call,
 * or 24 hours. Nothing refreshes it.
 *
 * @param value the token itself, never taken apart
 * @param issuer the API that issued it; no other is ever sent it
 */
public record AutosharesToken(Secret value, Origin issuer) implements Token {
    /** How tokens of the vendor's OAuth begin; they are another kind, good for other paths. */
    static final String OAUTH_MARK = "asat_";

    /**
     * Checks that the token can be sent as it is.
     *
     * @throws Rejected naming the field if it is blank, holds characters that no header carries, or is a token of
     *     {@link AutosharesOAuth}; the message does not repeat it
     */
    public AutosharesToken {
        if (Rejected.requireSecret("token", value).forHeader("token").startsWith(OAUTH_MARK)) {
            throw Rejected.form("token", "is a token of the OAuth API, which this API does not take");
        }
    }

    /** The platform does not say. */
    @Override
    public Lifetime lifetime() {
        return Lifetime.unstated();
    }
}
