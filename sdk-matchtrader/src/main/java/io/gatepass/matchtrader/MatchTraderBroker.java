package io.gatepass.matchtrader;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.core.okhttp.OkHttpEngine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A broker's API, for its back office: create accounts, find them, and issue one-time tokens for their owners. Runs on a
 * server that the vendor has put on its allow-list; the key never goes to the platform that traders use, which is {@link
 * MatchTraderPlatform}.
 *
 * <pre>{@code
 * try (MatchTraderBroker broker = MatchTraderBroker.connect(BrokerApi.CRM, "https://crm-api.broker.com", key)) {
 *     LoginTicket ticket = broker.issueTicket("trader@example.com");
 * }
 * }</pre>
 *
 * <p>Each call blocks for the number of round trips its first line says, ends promptly when its thread is interrupted, and
 * is never repeated by itself. Besides what each call names, every call throws the kinds of {@link AuthException} that fit
 * the network and the API: {@link Misconfigured} if the key is wrong, lacks a right, or this machine is not on the
 * allow-list; {@link AuthException.RateLimited} without an answer is this client's own bound. Safe for use by many threads.
 */
public final class MatchTraderBroker implements AutoCloseable {
    private final BrokerAccounts accounts;
    private final BrokerTickets tickets;
    private final BrokerCalls calls;
    private final @Nullable OkHttpEngine ownEngine;

    private MatchTraderBroker(Builder builder) {
        OkHttpEngine engine = builder.engine == null ? OkHttpEngine.create() : builder.engine;
        this.ownEngine = builder.engine == null ? engine : null;
        this.calls = new BrokerCalls(builder, engine);
        this.tickets = new BrokerTickets(calls, engine.time());
        this.accounts = new BrokerAccounts(calls, tickets, builder.passwordMethod);
    }

    /**
     * A client for the API at {@code baseUrl}.
     *
     * @throws Misconfigured if the URL cannot be used
     * @throws Rejected if the key cannot be sent as it is
     */
    public static MatchTraderBroker connect(BrokerApi api, String baseUrl, Secret key) {
        return builder(api, baseUrl, key).build();
    }

    /** Starts a client with other settings. */
    public static Builder builder(BrokerApi api, String baseUrl, Secret key) {
        return new Builder(api, baseUrl, key);
    }

    /**
     * Creates a user, and with an offer a first trading account: one round trip. There is no idempotency key at this
     * vendor: see {@link #createOrGet} for the way out of an unknown outcome.
     *
     * @throws Rejected on ground {@link Ground#ALREADY_REGISTERED}, or {@link Ground#FORM} with the API's messages
     * @throws OutcomeUnknown if no usable answer came: the user may exist
     */
    public CreatedAccount createAccount(NewAccount account) {
        return accounts.create(account);
    }

    /**
     * Finds the user with this e-mail address, or creates one: one to three round trips. After an unknown outcome it looks
     * again and never creates a second time.
     *
     * @return which of the two; somebody who is found has not proved to be the one who asks
     * @throws OutcomeUnknown if the creation was not answered and the user cannot be found: it may still appear, so call
     *     this again later
     */
    public AccountOutcome createOrGet(NewAccount account) {
        return accounts.createOrGet(account);
    }

    /** The user with this e-mail address: one round trip. */
    public Optional<BrokerAccount> findByEmail(String email) {
        return accounts.find(
                BrokerApi.Call.BY_EMAIL, Rejected.requireText("email", email).strip());
    }

    /** The user with this uuid: one round trip. */
    public Optional<BrokerAccount> findByUuid(String uuid) {
        return accounts.find(BrokerApi.Call.BY_UUID, Rejected.requireText("uuid", uuid));
    }

    /** A one-time token of 30 seconds for an existing user: as {@link #issueTicket(String, Duration)}. */
    public LoginTicket issueTicket(String email) {
        return tickets.issue(email, BrokerTickets.USUAL_LIFE);
    }

    /**
     * A one-time token for an existing user: one round trip. It replaces every earlier one for this user; those that this
     * client issued are refused from then on without asking.
     *
     * @param validity one second to one hour, in whole seconds
     * @throws Rejected if there is no such user
     * @throws Misconfigured also if the key lacks the right for it, which is off unless asked for
     * @throws IllegalArgumentException if the validity is out of bounds
     */
    public LoginTicket issueTicket(String email, Duration validity) {
        return tickets.issue(email, validity);
    }

    /**
     * Sets a user's password: one round trip.
     *
     * @throws Rejected if there is no such user, or the API refuses the password
     * @throws OutcomeUnknown if no usable answer came: setting the same password again does no harm
     */
    public void changePassword(String accountUuid, Secret newPassword) {
        accounts.changePassword(
                Rejected.requireText("accountUuid", accountUuid), Rejected.requireSecret("newPassword", newPassword));
    }

    /**
     * What accounts can be opened with: one round trip, and the way to try out a key.
     *
     * @throws Misconfigured also for Broker API v2, which has none
     */
    public List<Offer> offers() {
        return accounts.offers();
    }

    /** The key as a session, for calls of your own through {@link OkHttpEngine#attach}: it goes to this API alone. */
    public TokenSession<BrokerKey> session() {
        return calls.session();
    }

    /** Ends the engine this client made, if it made one. Sends nothing. */
    @Override
    public void close() {
        if (ownEngine != null) {
            ownEngine.close();
        }
    }

    BrokerCalls calls() {
        return calls;
    }

    /** Settings of a client. For use by one thread. */
    public static final class Builder extends Settings<Builder> {
        final BrokerApi api;
        final Secret key;
        BrokerKey.Form form = BrokerKey.Form.BEARER;
        private String passwordMethod = "POST";

        private Builder(BrokerApi api, String baseUrl, Secret key) {
            super(baseUrl);
            this.api = api;
            this.key = key;
        }

        @Override
        Builder self() {
            return this;
        }

        /** How the key is sent; after the word {@code Bearer} unless set. Never tried the other way after a refusal. */
        public Builder keyForm(BrokerKey.Form chosen) {
            this.form = chosen;
            return this;
        }

        /** The method that Broker API v2 changes passwords with, which the vendor does not publish; POST unless set. */
        public Builder passwordMethod(String method) {
            this.passwordMethod = method;
            return this;
        }

        /**
         * The client. Opens no connection.
         *
         * @throws Misconfigured naming the setting that cannot work
         * @throws Rejected naming the key or a header that cannot be sent as it is
         */
        public MatchTraderBroker build() {
            return new MatchTraderBroker(this);
        }
    }
}
