package io.gatepass.matchtrader;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Lifetime;
import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import io.gatepass.core.Token;

/**
 * A token that a trader made in the terminal (Trader API, introduction), for one trading account and the resources that
 * were ticked. It cannot be renewed; the vendor does not say when it ends.
 *
 * @param value the token
 * @param issuer the Trader API; no other host is ever sent it
 */
public record PersonalToken(Secret value, Origin issuer) implements Token {
    /**
     * Checks that it can be sent as it is.
     *
     * @throws Rejected naming the field; never repeats the token
     */
    public PersonalToken {
        Rejected.requireSecret("token", value).forHeader("token");
    }

    @Override
    public Lifetime lifetime() {
        return Lifetime.unstated();
    }
}
