package io.gatepass.traderevolution;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Origin;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.RenewableSession.Plan;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.core.spi.PlatformHttp;
import io.gatepass.core.spi.Reply;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The Client API of a TraderEvolution installation: sign a trader in by password, by OAuth 2.0 or with a broker's token,
 * stay signed in, and log out. Which of the three an installation takes is its own setting.
 *
 * <pre>{@code
 * try (var client = TraderEvolutionClient.connect("https://broker.example/traderevolution/v1")) {
 *     var session = client.login(ClientLogin.of(login, password));
 *     System.out.println(client.accounts(session));
 * }
 * }</pre>
 *
 * <p>Streams take the same token: {@link OkHttpEngine#authorize} puts the current one into a handshake, and after a refused
 * handshake {@link TokenSession#replace} renews it, once.
 *
 * <p>Each call blocks for the number of round trips its first line says, ends promptly when its thread is interrupted, and
 * is never repeated by itself, except a GET once after its session renewed. Besides what each call names, every call throws
 * the kinds of {@link AuthException} that fit the network and the platform. Closing a session or this client sends nothing.
 * Safe for use by many threads; holds no user's state.
 */
public final class TraderEvolutionClient implements AutoCloseable {
    private final PlatformHttp api;
    private final String authBaseUrl;
    private final ClientAnswers answers;
    private final ClientSignIn signIn;
    private final @Nullable OAuthExchange exchange;
    private final Plan<ClientTokens> plan;
    private final @Nullable OkHttpEngine ownEngine;

    private TraderEvolutionClient(Builder settings) {
        OkHttpEngine engine = settings.engine == null ? OkHttpEngine.create() : settings.engine;
        this.ownEngine = settings.engine == null ? engine : null;
        this.api = settings.transport(engine, settings.baseUrl);
        this.authBaseUrl = settings.authBaseUrl;
        PlatformHttp auth = settings.transport(engine, authBaseUrl);
        this.answers = new ClientAnswers(auth.origin());
        this.signIn = new ClientSignIn(
                auth, answers, new ClientSignIn.Form(settings.credentialsInQuery, settings.falseForNoCode));
        this.exchange = settings.application == null ? null : new OAuthExchange(auth, answers, settings.application);
        Plan.Builder<ClientTokens> started = settings.plan(
                engine,
                (tokens, out) -> out.header("Authorization", "Bearer", tokens.accessToken()),
                settings.audience(api.origin()));
        this.plan = (exchange == null ? started : started.renewer(exchange::refresh)).build();
    }

    /**
     * A client for the installation at {@code baseUrl}, as in {@code https://broker.example/traderevolution/v1}.
     *
     * @throws Misconfigured if the URL cannot be used, or is that of the Swagger page; the message does not repeat it
     */
    public static TraderEvolutionClient connect(String baseUrl) {
        return builder(baseUrl).build();
    }

    /** Starts a client with other settings. */
    public static Builder builder(String baseUrl) {
        return new Builder(baseUrl);
    }

    /**
     * Signs a trader in by password, {@code POST /authorize} of the guide: one round trip. The password is forgotten, so
     * that the session ends with its token. Never repeat a refused sign-in: the platform counts, and locks the user.
     *
     * @throws Rejected on ground {@link Ground#CREDENTIALS}, which may also mean that the user is locked, not active, or
     *     must change the password; {@link Ground#BLOCKED}; or {@link Ground#UNSPECIFIED}, which may mean that a code is
     *     wanted. {@link SignInAttempts#of} reads the platform's count
     * @throws AuthException.OutcomeUnknown if a code was sent and no usable answer came
     */
    public RenewableSession<ClientTokens> login(ClientLogin login) {
        return plan.open(signIn::authenticate, login);
    }

    /**
     * The same with credentials that stay at hand: they are asked for now and, on an engine thread, whenever the token ends
     * or is refused. After one rejected sign-in the session is over and they are not asked for again.
     *
     * @param credentials where they are kept; empty if there are none now, or a second factor would be needed
     * @throws AuthException.ReauthenticationRequired also if there are none now
     */
    public RenewableSession<ClientTokens> login(Supplier<Optional<ClientLogin>> credentials) {
        return plan.openKeeping(signIn::authenticate, credentials);
    }

    /**
     * Takes tokens from the broker instead of the platform, for an installation that asks the broker about them: no round
     * trip to the platform. The broker is asked now and, on an engine thread, whenever a token ends or is refused.
     *
     * @param broker gives a fresh token, or throws the {@link AuthException} that fits
     */
    public RenewableSession<ClientTokens> supplied(Supplier<BrokerToken> broker) {
        return plan.openKeeping(source -> answers.supplied(source.get()), broker);
    }

    /**
     * Sign-in by OAuth 2.0.
     *
     * @throws Misconfigured if no application is configured
     */
    public TraderEvolutionOAuth oauth() {
        if (exchange == null) {
            throw new Misconfigured("OAuth: no application is configured");
        }
        return new TraderEvolutionOAuth(authBaseUrl, exchange, plan);
    }

    /**
     * Goes on with stored tokens. Sends nothing.
     *
     * @throws Misconfigured if another installation issued them
     */
    public RenewableSession<ClientTokens> resume(ClientTokens tokens) {
        return plan.resume(answers.own(tokens));
    }

    /** Goes on with stored tokens and with credentials at hand, as {@link #login(Supplier)} does. Sends nothing. */
    public RenewableSession<ClientTokens> resume(ClientTokens tokens, Supplier<Optional<ClientLogin>> credentials) {
        return plan.resumeKeeping(answers.own(tokens), signIn::authenticate, credentials);
    }

    /**
     * The accounts of the signed-in trader, {@code GET /accounts} of the guide: one round trip, and the cheap way to learn
     * whether the token is good.
     *
     * @throws AuthException.ReauthenticationRequired if the token is not accepted, even after a renewal
     */
    public List<ClientAccount> accounts(TokenSession<ClientTokens> session) {
        return ClientAnswers.accounts(read("/accounts", session));
    }

    /**
     * What the installation tells its clients about itself, {@code GET /config} of the guide: one round trip. It may hold
     * {@code rateLimits} and {@code limits}, in a shape that is not published.
     *
     * @return the members as they came: strings, {@code BigDecimal}s, booleans, nulls, maps and lists
     * @throws AuthException.ReauthenticationRequired if the token is not accepted, even after a renewal
     */
    public Map<String, Object> config(TokenSession<ClientTokens> session) {
        return ClientAnswers.config(read("/config", session));
    }

    private Reply read(String path, TokenSession<ClientTokens> session) {
        Reply reply = api.get(path).as(session).repeatable().send();
        ClientRefusals.check(reply);
        return reply;
    }

    /**
     * Ends the session on the platform, {@code POST /logout} as a known client sends it, and in this process, whatever
     * comes of it: one round trip. A token that is over is not renewed for it. Repeating it does no harm.
     *
     * @throws AuthException if the platform could not be asked: the token may still be valid
     */
    public ClientLogout logout(TokenSession<ClientTokens> session) {
        try (session) {
            if (!session.audience().contains(api.origin())) {
                throw new Misconfigured("the session belongs to another server than " + api.origin());
            }
            Secret bearer = Secret.of("Bearer " + session.token().accessToken().reveal());
            return ClientAnswers.logout(api.post("/logout")
                    .header("Authorization", bearer)
                    .repeatable()
                    .send());
        }
    }

    /** Ends the engine this client made, if it made one. Sends nothing: tokens stay valid. */
    @Override
    public void close() {
        if (ownEngine != null) {
            ownEngine.close();
        }
    }

    /** Settings of a client. For use by one thread. */
    public static final class Builder extends Settings<Builder, ClientTokens> {
        private final Set<Origin> alsoFor = new LinkedHashSet<>();
        private String authBaseUrl;
        private @Nullable OAuthApplication application;
        private boolean credentialsInQuery;
        private boolean falseForNoCode;

        private Builder(String baseUrl) {
            super(baseUrl);
            this.authBaseUrl = baseUrl;
        }

        @Override
        Builder self() {
            return this;
        }

        private Set<Origin> audience(Origin api) {
            if (!alsoFor.stream().allMatch(this::mayHold)) {
                throw new Misconfigured("alsoFor: must be https or wss, unless plain HTTP is explicitly allowed");
            }
            Set<Origin> audience = new LinkedHashSet<>(alsoFor);
            audience.add(api);
            return audience;
        }

        /** Sign in at another base URL than the one that is called afterwards. */
        public Builder authBaseUrl(String url) {
            this.authBaseUrl = url;
            return this;
        }

        /**
         * Let tokens go to one more place of the same installation, such as the host of its streams ({@code https} or
         * {@code wss}).
         *
         * @throws Misconfigured if it is not an absolute URL; the message does not repeat it
         */
        public Builder alsoFor(String url) {
            this.alsoFor.add(Origin.of(url.strip().replaceFirst("(?i)^ws(s?):", "http$1:")));
            return this;
        }

        /** Offer sign-in by OAuth 2.0 as this application, and renew with the refresh tokens it yields. */
        public Builder oauth(OAuthApplication registered) {
            this.application = registered;
            return this;
        }

        /** Send login and password in the query of the URL, as the guide's example has it. Logs of servers hold URLs. */
        public Builder credentialsInQuery() {
            this.credentialsInQuery = true;
            return this;
        }

        /** Send {@code 2faCode=false} where there is no code, as the guide's example has it; it is known to break logins. */
        public Builder falseForNoCode() {
            this.falseForNoCode = true;
            return this;
        }

        /**
         * The client. Opens no connection.
         *
         * @throws Misconfigured naming the setting that cannot work
         * @throws Rejected naming a header that cannot be sent as it is
         */
        public TraderEvolutionClient build() {
            return new TraderEvolutionClient(this);
        }
    }
}
