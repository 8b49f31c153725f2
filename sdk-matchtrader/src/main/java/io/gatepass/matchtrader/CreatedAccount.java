package io.gatepass.matchtrader;

import java.util.Optional;

/**
 * A user who was created just now.
 *
 * @param account the user
 * @param ticket a one-time token to sign in with at once, if the API issued one; its life is not documented
 */
public record CreatedAccount(BrokerAccount account, Optional<LoginTicket> ticket) implements AccountOutcome {}
