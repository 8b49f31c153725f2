package io.gatepass.matchtrader;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.RenewableSession.Tuning;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.core.spi.PlatformHttp;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A broker's trading platform, as a trader's software sees it (Platform API): log in, redeem one-time tokens, stay signed
 * in past the 15 minutes of a session cookie, and present the two credentials that a trading call needs.
 *
 * <pre>{@code
 * try (MatchTraderPlatform platform = MatchTraderPlatform.connect("https://platform.broker.com")) {
 *     RenewableSession<MatchTraderTokens> session = platform.login(new MatchTraderLogin(email, password));
 *     TradingAccountId account = choose(session.token().accounts().list());
 *     System.out.println(platform.trading(session, account).get("balance"));
 * }
 * }</pre>
 *
 * <p>A session renews itself, once and in time, when it is used. Its cookies go to this platform's origin alone: never to
 * the broker's API ({@link MatchTraderBroker}), to another host, or along a redirect. Closing a session or this client
 * sends nothing.
 *
 * <p>Each call blocks for the number of round trips its first line says, ends promptly when its thread is interrupted, and
 * is never repeated by itself. Besides what each call names, every call throws the kinds of {@link AuthException} that fit
 * the network and the platform; {@link AuthException.RateLimited} without an answer is this client's own bound. Safe for
 * use by many threads; holds no user's state.
 */
public final class MatchTraderPlatform implements AutoCloseable {
    private final PlatformCalls calls;
    private final PlatformSessions sessions;
    private final BrokerId brokerId;
    private final AccountTokenUse accountTokenUse;
    private final OkHttpEngine engine;
    private final boolean ownsEngine;

    private MatchTraderPlatform(Builder builder) {
        this.ownsEngine = builder.engine == null;
        this.engine = builder.engine == null ? OkHttpEngine.create() : builder.engine;
        this.calls = builder.calls(engine);
        this.brokerId = new BrokerId(builder.brokerId, builder.brokerIdSpelling, calls::details);
        this.sessions = new PlatformSessions(calls, brokerId, builder.rules(engine));
        this.accountTokenUse = builder.accountTokenUse;
    }

    /**
     * A client for the platform at {@code baseUrl}, one per broker.
     *
     * @throws Misconfigured if the URL cannot be used; the message does not repeat it
     */
    public static MatchTraderPlatform connect(String baseUrl) {
        return builder(baseUrl).build();
    }

    /** Starts a client with other settings. */
    public static Builder builder(String baseUrl) {
        return new Builder(baseUrl);
    }

    /** What the platform says about itself, the broker's number above all: one round trip, which needs no credentials. */
    public PlatformDetails details() {
        return calls.details();
    }

    /**
     * Logs a trader in (Platform API, login): one round trip; two the first time if no broker id is configured. With {@link
     * Builder#keepCredentials} the session signs in with the password again when the platform no longer renews it, once.
     *
     * @throws Rejected on ground {@link Ground#CREDENTIALS}; {@link Ground#UNVERIFIED}; {@link Ground#BLOCKED} if the
     *     account is deleted; {@link Ground#SECOND_FACTOR} if the platform demands a further verification; {@link
     *     Ground#NOT_PERMITTED} if the broker has switched the API off
     * @throws Misconfigured also if the broker id is not known, or a code is given and no path for it is configured
     */
    public RenewableSession<MatchTraderTokens> login(MatchTraderLogin login) {
        return sessions.login(login);
    }

    /**
     * Exchanges a one-time token for a session (SSO guide): one round trip, made at most once per ticket. The accounts may
     * be {@linkplain TradingAccounts.Unstated unstated} at first.
     *
     * @throws Rejected on ground {@link Ground#ONE_TIME_TOKEN} if the ticket was used, replaced or has lapsed, here or at
     *     the platform
     * @throws OutcomeUnknown if no answer came; after this and any other failure but {@link AuthException.Unavailable} the
     *     ticket counts as used, so get another one
     */
    public RenewableSession<MatchTraderTokens> redeem(LoginTicket ticket) {
        return sessions.redeem(ticket);
    }

    /**
     * Creates a user (Platform API, register): one round trip; two the first time if no broker id is configured. The user
     * is not signed in: {@link #redeem} the ticket at once.
     *
     * @throws Rejected on ground {@link Ground#ALREADY_REGISTERED}, or {@link Ground#FORM} with the platform's messages
     * @throws OutcomeUnknown if no usable answer came: the user may exist, so try to log in before you repeat it
     */
    public LoginTicket register(MatchTraderRegistration form) {
        return sessions.register(form);
    }

    /**
     * Goes on with a stored session. Sends nothing. Cookies that are over are left out.
     *
     * @throws Misconfigured if another platform issued it
     */
    public RenewableSession<MatchTraderTokens> resume(MatchTraderTokens stored) {
        return sessions.resume(stored);
    }

    /**
     * The same, and keeps the login: when the platform no longer renews the session, it signs in again, once.
     *
     * @throws Rejected if the login has a code, which works once and cannot be kept
     */
    public RenewableSession<MatchTraderTokens> resume(MatchTraderTokens stored, MatchTraderLogin login) {
        return sessions.resume(stored, login);
    }

    /**
     * Trading calls for one of the trader's accounts, with the session cookie and that account's own token. Sends nothing.
     *
     * @throws Rejected if the trader does not hold the account; see {@link TradingAccounts#require}
     * @throws AuthException.UnexpectedResponse if the platform left out what trading needs
     */
    public MatchTraderTrading trading(RenewableSession<MatchTraderTokens> session, TradingAccountId account) {
        return new MatchTraderTrading(calls, session, new AccountPlacement(account, accountTokenUse));
    }

    /** Forgotten and new passwords. */
    public MatchTraderPasswords passwords() {
        return new MatchTraderPasswords(calls, brokerId);
    }

    /**
     * Ends the session in this process, whatever else comes of it. If a path is configured for {@link
     * MatchTraderEndpoint#LOGOUT}, also tells the platform: one round trip, two if a renewal is due. Harmless twice.
     *
     * @throws AuthException if the platform could not be told: its session then ends by itself, within 15 minutes
     */
    public LogoutOutcome logout(RenewableSession<MatchTraderTokens> session) {
        return sessions.logout(session);
    }

    /** Ends the engine this client made, if it made one. Sends nothing: sessions stay valid at the platform. */
    @Override
    public void close() {
        if (ownsEngine) {
            engine.close();
        }
    }

    PlatformCalls calls() {
        return calls;
    }

    OkHttpEngine engine() {
        return engine;
    }

    /** Settings of a client. For use by one thread. */
    public static final class Builder extends Settings<Builder> {
        private final Map<MatchTraderEndpoint, String> paths = new EnumMap<>(MatchTraderEndpoint.class);
        private @Nullable String brokerId;
        private BrokerId.Spelling brokerIdSpelling = new BrokerId.Spelling("brokerId", BrokerIdForm.TEXT);
        private AccountTokenUse accountTokenUse = AccountTokenUse.NOT_SENT;
        private BiConsumer<? super MatchTraderTokens, ? super MatchTraderTokens> onRenewed = (spent, fresh) -> {};
        private Tuning tuning = Tuning.DEFAULT;
        private OptionalInt refreshesPerHour = OptionalInt.empty();
        private boolean keepCredentials;

        private Builder(String baseUrl) {
            super(baseUrl);
        }

        @Override
        Builder self() {
            return this;
        }

        /** The broker's number, also called partner id. Without it the platform is asked, once. */
        public Builder brokerId(String id) {
            this.brokerId = Rejected.requireText("brokerId", id).strip();
            return this;
        }

        /** The same as a number. */
        public Builder brokerId(long id) {
            return brokerId(Long.toString(id));
        }

        /** How a login spells the broker's number; {@code brokerId} as text unless set. */
        public Builder brokerIdField(String name, BrokerIdForm form) {
            this.brokerIdSpelling = new BrokerId.Spelling(name, form);
            return this;
        }

        /** Call an endpoint at another path, which begins with a slash and does not end with one. */
        public Builder path(MatchTraderEndpoint endpoint, String path) {
            this.paths.put(endpoint, path);
            return this;
        }

        /** Let sessions of {@link #login} keep e-mail address and password, to sign in when renewing fails. */
        public Builder keepCredentials() {
            this.keepCredentials = true;
            return this;
        }

        /** Renew a session at most so often in any hour; no bound unless set. Four, as some say, is less than it takes. */
        public Builder refreshesPerHour(int most) {
            this.refreshesPerHour = OptionalInt.of(CallLimits.requirePositive("refreshesPerHour", most));
            return this;
        }

        /** What to do with the further token per account that some platforms issue; it is not sent unless set. */
        public Builder accountToken(AccountTokenUse use) {
            this.accountTokenUse = use;
            return this;
        }

        /** What to tell of each renewal, on an engine thread: the place to store the fresh tokens. */
        public Builder onRenewed(BiConsumer<? super MatchTraderTokens, ? super MatchTraderTokens> hook) {
            this.onRenewed = hook;
            return this;
        }

        /** When to renew, and how long to wait for it; a minute before the end unless set. */
        public Builder tuning(Tuning chosen) {
            this.tuning = chosen;
            return this;
        }

        /**
         * The client. Opens no connection.
         *
         * @throws Misconfigured naming the setting that cannot work
         * @throws Rejected naming a header that cannot be sent as it is
         */
        public MatchTraderPlatform build() {
            return new MatchTraderPlatform(this);
        }

        private PlatformCalls calls(OkHttpEngine used) {
            PlatformHttp http = transport(used, AccountPlacement.ACCOUNT_HEADER, AccountPlacement.ACCOUNT_TOKEN_HEADER);
            Hosts.requireNoBrokerApi(http.origin());
            return new PlatformCalls(http, paths, limits(used));
        }

        private PlatformSessions.Rules rules(OkHttpEngine used) {
            return new PlatformSessions.Rules(used, keepCredentials, refreshesPerHour, tuning, onRenewed);
        }
    }
}
