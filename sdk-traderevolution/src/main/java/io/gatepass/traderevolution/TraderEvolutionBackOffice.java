package io.gatepass.traderevolution;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.RenewableSession.Plan;
import io.gatepass.core.TokenSession;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.core.spi.PlatformHttp;
import io.gatepass.core.spi.Reply;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The BackOffice REST API of a TraderEvolution installation: sign a service in, stay signed in, verify the one-time tokens
 * of terminals, create traders and find them.
 *
 * <pre>{@code
 * try (var backOffice = TraderEvolutionBackOffice.connect("https://broker.example:8443/proftrading/rest")) {
 *     var crm = backOffice.login(new BackOfficeLogin("crm-service", password));
 *     TerminalUser user = backOffice.verify(crm, TerminalToken.fromUrl(openedUrl));
 * }
 * }</pre>
 *
 * <p>Each call blocks for the number of round trips its first line says, ends promptly when its thread is interrupted, and
 * is never repeated by itself, except a GET once after its session renewed. Besides what each call names, every call throws
 * the kinds of {@link AuthException} that fit the network and the platform; {@link BackOfficeErrors} reads the platform's
 * codes out of one. The vendor publishes no logout: closing a session or this client sends nothing. Safe for use by many
 * threads; holds no user's state.
 */
public final class TraderEvolutionBackOffice implements AutoCloseable {
    private final PlatformHttp http;
    private final BackOfficeAnswers answers;
    private final BackOfficeSignIn signIn;
    private final Plan<BackOfficeTokens> plan;
    private final @Nullable OkHttpEngine ownEngine;

    private TraderEvolutionBackOffice(Builder settings) {
        OkHttpEngine engine = settings.engine == null ? OkHttpEngine.create() : settings.engine;
        this.ownEngine = settings.engine == null ? engine : null;
        this.http = settings.transport(engine, settings.baseUrl, "token");
        this.answers = new BackOfficeAnswers(http.origin(), settings.lifetimesInMillis);
        this.signIn = new BackOfficeSignIn(http, answers);
        this.plan = settings.plan(
                        engine,
                        (tokens, out) -> out.header("Authorization", "Bearer", tokens.accessToken()),
                        Set.of(http.origin()))
                .renewer(signIn::refresh)
                .refusals(BackOfficeRefusals::refusesToken)
                .build();
    }

    /**
     * A client for the installation at {@code baseUrl}: host, port and path belong to the broker, as in {@code
     * https://broker.example:8443/proftrading/rest}.
     *
     * @throws Misconfigured if the URL cannot be used, or is that of the Swagger page; the message does not repeat it
     */
    public static TraderEvolutionBackOffice connect(String baseUrl) {
        return builder(baseUrl).build();
    }

    /** Starts a client with other settings. */
    public static Builder builder(String baseUrl) {
        return new Builder(baseUrl);
    }

    /**
     * Signs a back-office user in, {@code POST /auth/token} of the guide: one round trip. The session renews with its
     * refresh token; the password is forgotten, so that the session ends when the refresh token does.
     *
     * @throws Rejected on ground {@link Ground#CREDENTIALS}, {@link Ground#NOT_PERMITTED} if the user has no access to the
     *     REST API, or {@link Ground#UNSPECIFIED}
     */
    public RenewableSession<BackOfficeTokens> login(BackOfficeLogin login) {
        return plan.open(signIn::authenticate, login);
    }

    /**
     * The same with credentials that stay at hand: they are asked for now and, on an engine thread, whenever the refresh
     * token is refused, over or in doubt. After one rejected sign-in the session is over and they are not asked for again.
     *
     * @param credentials where they are kept; empty if there are none now
     * @throws AuthException.ReauthenticationRequired also if there are none now
     */
    public RenewableSession<BackOfficeTokens> login(Supplier<Optional<BackOfficeLogin>> credentials) {
        return plan.openKeeping(signIn::authenticate, credentials);
    }

    /**
     * Goes on with stored tokens. Sends nothing.
     *
     * @throws Misconfigured if another installation issued them
     */
    public RenewableSession<BackOfficeTokens> resume(BackOfficeTokens tokens) {
        return plan.resume(answers.own(tokens));
    }

    /** Goes on with stored tokens and with credentials at hand, as {@link #login(Supplier)} does. Sends nothing. */
    public RenewableSession<BackOfficeTokens> resume(
            BackOfficeTokens tokens, Supplier<Optional<BackOfficeLogin>> credentials) {
        return plan.resumeKeeping(answers.own(tokens), signIn::authenticate, credentials);
    }

    /**
     * Asks whose terminal opened a page, {@code POST /external/token/verify} of the guide: one round trip, and one more
     * before it if the session is due to renew. The one-time token is sent exactly once. Only an unmistakable yes returns;
     * the answer never becomes a session.
     *
     * @throws Rejected on ground {@link Ground#ONE_TIME_TOKEN} if it is unknown, used or too old, or {@link
     *     Ground#NOT_PERMITTED} if the session's user has no access to the REST API
     * @throws OutcomeUnknown if no usable answer came, or the call itself was refused: ask the user for a new link
     * @throws AuthException.RateLimited if the platform did not act on it; the token counts as used all the same
     * @throws AuthException.Unavailable if it was not sent: the token is still unused
     */
    public TerminalUser verify(RenewableSession<BackOfficeTokens> session, TerminalToken token) {
        return oneTimeTokens().signedIn(session, token);
    }

    /** Other ways to verify a one-time token. */
    public TerminalTokenChecks oneTimeTokens() {
        return new TerminalTokenChecks(http);
    }

    /**
     * Creates a trader, {@code POST /users} of the guide: one round trip. Not repeatable: after an unknown outcome {@link
     * #findUser} tells.
     *
     * @return the ids that the platform assigned
     * @throws Rejected on ground {@link Ground#FORM} with the platform's codes, or {@link Ground#NOT_PERMITTED}
     * @throws OutcomeUnknown if no usable answer came: the user may exist
     */
    public RegisteredTrader register(TokenSession<BackOfficeTokens> session, NewTrader trader) {
        Reply reply = http.post("/users").json(trader.fields()).as(session).send();
        BackOfficeRefusals.check(reply);
        return BackOfficeAnswers.registered(reply);
    }

    /**
     * Finds the user with exactly this login, {@code GET /users?login='…'} as a known client sends it: one round trip.
     *
     * @param login the login in its own case of letters; without quotes, since the platform puts it between quotes
     * @return empty if there is none
     * @throws AuthException.ReauthenticationRequired if the access token is not accepted, even after a renewal
     */
    public Optional<BackOfficeUser> findUser(TokenSession<BackOfficeTokens> session, String login) {
        if (Rejected.requireText("login", login).indexOf('\'') >= 0) {
            throw Rejected.form("login", "must not contain a quote");
        }
        Reply reply = http.get("/users")
                .query("login", "'" + login + "'")
                .as(session)
                .repeatable()
                .send();
        BackOfficeRefusals.check(reply);
        return BackOfficeAnswers.user(reply, login);
    }

    /**
     * Asks what an error code means, {@code GET /methods/errors} as a known client sends it: one round trip. It needs a
     * session, so it cannot explain a failed login, and nothing calls it by itself.
     *
     * @param code such as one of {@link BackOfficeErrors#codesOf}
     * @return the platform's sentence; empty if it has none
     */
    public Optional<String> describeError(TokenSession<BackOfficeTokens> session, String code) {
        Reply reply = http.get("/methods/errors")
                .query("errorId", Rejected.requireText("errorId", code))
                .as(session)
                .repeatable()
                .send();
        BackOfficeRefusals.check(reply);
        return BackOfficeAnswers.description(reply, code, session.token().accessToken());
    }

    /** Ends the engine this client made, if it made one. Sends nothing: tokens stay valid. */
    @Override
    public void close() {
        if (ownEngine != null) {
            ownEngine.close();
        }
    }

    /** Settings of a client. For use by one thread. */
    public static final class Builder extends Settings<Builder, BackOfficeTokens> {
        private boolean lifetimesInMillis;

        private Builder(String baseUrl) {
            super(baseUrl);
        }

        @Override
        Builder self() {
            return this;
        }

        /** Read the lifetimes of tokens as milliseconds. They are taken for seconds, since the vendor names no unit. */
        public Builder lifetimesInMilliseconds() {
            this.lifetimesInMillis = true;
            return this;
        }

        /**
         * The client. Opens no connection.
         *
         * @throws Misconfigured naming the setting that cannot work
         * @throws Rejected naming a header that cannot be sent as it is
         */
        public TraderEvolutionBackOffice build() {
            return new TraderEvolutionBackOffice(this);
        }
    }
}
