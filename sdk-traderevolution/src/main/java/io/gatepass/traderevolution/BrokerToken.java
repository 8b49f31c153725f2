package io.gatepass.traderevolution;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Lifetime;
import io.gatepass.core.Secret;

/**
 * A token that a broker issued for one of its traders, for an installation that asks the broker whether it is good.
 *
 * @param value what calls carry, opaque
 * @param lifetime how long it is accepted, as far as the broker says
 */
public record BrokerToken(Secret value, Lifetime lifetime) {
    /**
     * Checks that it can be sent as it is; the word {@code Bearer} before it is dropped.
     *
     * @throws Rejected naming {@code token} if it is blank or no header carries it; the message does not repeat it
     */
    public BrokerToken {
        value = Bearer.given("token", value);
    }

    /** A token of which only a refusal will tell that it is over. */
    public static BrokerToken of(Secret value) {
        return new BrokerToken(value, Lifetime.unstated());
    }
}
