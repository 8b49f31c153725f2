package io.gatepass.matchtrader;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Lifetime;
import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import io.gatepass.core.Token;

/**
 * A broker's API key: it comes from the CRM, has the rights of one of its users, and is good until revoked.
 *
 * @param value the key without the word before it
 * @param issuer the broker's API; no other host is ever sent it
 */
public record BrokerKey(Secret value, Origin issuer) implements Token {
    private static final String SCHEME = "Bearer ";

    /**
     * Drops the word {@code Bearer} before the key, which is added when it is sent.
     *
     * @throws Rejected if it is blank or no header carries it; never repeats it
     */
    public BrokerKey {
        String key = Rejected.requireSecret("key", value).reveal();
        if (key.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            key = key.substring(SCHEME.length()).strip();
        }
        value = Secret.of(Secret.of(key).forHeader("key"));
    }

    @Override
    public Lifetime lifetime() {
        return Lifetime.untilRevoked();
    }

    /** How the key stands in the header {@code Authorization}. */
    public enum Form {
        /** After the word {@code Bearer}: confirmed for CRM-API, documented for Broker API v2. */
        BEARER,
        /** Alone, as older pages of Broker API v1 have it. */
        RAW
    }
}
