package io.gatepass.tts;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Lifetime;
import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import io.gatepass.core.Token;

/**
 * The key of a user: one per user, the same at every login, good until somebody logs out. It survives a password change,
 * and one logout ends it for all who hold it.
 *
 * @param value the key itself, opaque
 * @param issuer the backend that issued it; no other backend is ever sent it
 */
public record TtsKey(Secret value, Origin issuer) implements Token {
    /**
     * Checks that the key can be sent as it is.
     *
     * @throws Rejected naming the field if it is blank, contains blanks (such as the word {@code Token} before the key),
     *     or characters that no header carries; the message does not repeat it
     */
    public TtsKey {
        String key = Rejected.requireSecret("key", value).forHeader("key");
        if (key.indexOf(' ') >= 0) {
            throw Rejected.form("key", "must not contain blanks; leave out the word before the key");
        }
    }

    @Override
    public Lifetime lifetime() {
        return Lifetime.untilRevoked();
    }
}
