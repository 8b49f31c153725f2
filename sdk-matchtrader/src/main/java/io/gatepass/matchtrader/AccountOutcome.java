package io.gatepass.matchtrader;

/**
 * A user who is there now: created by this call, or found. To hand a browser over to one who was found, somebody must first
 * have shown to be that user: anybody can type another person's e-mail address.
 */
public sealed interface AccountOutcome permits CreatedAccount, ExistingAccount {
    /** The user. */
    BrokerAccount account();
}
