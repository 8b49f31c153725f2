package io.gatepass.matchtrader;

/**
 * A user who was found by e-mail address, perhaps because the creation went through although its answer was lost.
 *
 * @param account the user
 */
public record ExistingAccount(BrokerAccount account) implements AccountOutcome {}
