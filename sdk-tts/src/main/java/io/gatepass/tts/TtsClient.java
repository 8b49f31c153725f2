package io.gatepass.tts;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;
import io.gatepass.core.SignIn;
import io.gatepass.core.TokenSession;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.core.spi.PlatformHttp;
import io.gatepass.core.spi.Reply;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A TradeTechSolutions backend: register, log in, ask who a key belongs to, and hand a trader over to the dashboard.
 *
 * <pre>{@code
 * try (TtsClient tts = TtsClient.connect("https://acme-c.tradetechsolutions.app")) {
 *     TokenSession<TtsKey> session = tts.login(new TtsLogin(email, password)).orElseThrow();
 *     System.out.println(tts.currentUser(session).email());
 * }
 * }</pre>
 *
 * <p>A key ends only by {@link #logout}, which ends it for everybody who holds it; closing a session or this client sends
 * nothing. Each call blocks for the number of round trips its first line says, ends promptly when its thread is
 * interrupted, and is never repeated by itself. Besides what each call names, every call throws the kinds of {@link
 * AuthException} that fit the network and the backend: unavailable, outcome unknown, rate limited, misconfigured,
 * unexpected. Safe for use by many threads; holds no user's state.
 */
public final class TtsClient implements AutoCloseable {
    private final TtsCalls calls;
    private final TtsAnswers answers;
    private final @Nullable DashboardTemplate dashboard;
    private final @Nullable OkHttpEngine ownEngine;

    private TtsClient(Builder builder) {
        OkHttpEngine engine = builder.engine == null ? OkHttpEngine.create() : builder.engine;
        this.ownEngine = builder.engine == null ? engine : null;
        PlatformHttp.Builder transport = PlatformHttp.builder(engine, builder.baseUrl);
        builder.headers.forEach(transport::header);
        PlatformHttp http = (builder.plainHttp ? transport.allowPlainHttp() : transport).build();
        this.calls = new TtsCalls(http, builder.paths);
        this.answers = new TtsAnswers(http.origin());
        this.dashboard = builder.dashboardUrl == null ? null : DashboardTemplate.of(builder.dashboardUrl);
    }

    /**
     * A client for the backend at {@code baseUrl}, which the vendor hands out per customer.
     *
     * @throws Misconfigured if the URL cannot be used; the message does not repeat it
     */
    public static TtsClient connect(String baseUrl) {
        return builder(baseUrl).build();
    }

    /** Starts a client with other settings. */
    public static Builder builder(String baseUrl) {
        return new Builder(baseUrl);
    }

    /**
     * Registers a user: one round trip. Not repeatable: see {@link #registerOrLogin} for the way out of an unknown outcome.
     *
     * @return which of the documented successes it was; not every one is a session
     * @throws Rejected on ground {@link Ground#ALREADY_REGISTERED}, or {@link Ground#FORM} with the backend's field errors
     * @throws OutcomeUnknown if no usable answer came: the user may exist
     */
    public TtsRegistered register(TtsRegistration form) {
        Reply reply = calls.post(TtsEndpoint.REGISTRATION).json(form.fields()).send();
        if (!reply.isSuccess()) {
            throw TtsRefusals.registration(reply);
        }
        return answers.registered(reply);
    }

    /**
     * Registers a user, and logs in with the same password if the address is taken or the outcome is unknown: one or two
     * round trips. The backend's registration is not atomic, so this does not promise that there is one account.
     *
     * @throws AuthException as {@link #register} and {@link #login}
     */
    public TtsRegistered registerOrLogin(TtsRegistration form) {
        try {
            return register(form);
        } catch (OutcomeUnknown unknown) {
            return loginInstead(form);
        } catch (Rejected rejected) {
            if (rejected.ground() == Ground.ALREADY_REGISTERED) {
                return loginInstead(form);
            }
            throw rejected;
        }
    }

    private TtsRegistered loginInstead(TtsRegistration form) {
        return login(new TtsLogin(form.email(), form.password()))
                .fold(TtsRegistered.SignedIn::new, TtsRegistered.Challenged::new);
    }

    /**
     * Logs a user in: one round trip.
     *
     * @throws Rejected on ground {@link Ground#CREDENTIALS}, {@link Ground#BLOCKED}, {@link Ground#UNVERIFIED}, {@link
     *     Ground#FORM} or {@link Ground#UNSPECIFIED}
     * @throws Misconfigured also if the backend is set up to issue something else than keys
     */
    public SignIn<TokenSession<TtsKey>, TtsMfa> login(TtsLogin login) {
        Reply reply = calls.post(TtsEndpoint.LOGIN)
                .json(Map.of("email", login.email(), "password", login.password()))
                .repeatable()
                .send();
        if (!reply.isSuccess()) {
            throw TtsRefusals.login(reply);
        }
        return answers.signIn(reply);
    }

    /**
     * Answers the second factor: one round trip. After a wrong code the same challenge may be answered again.
     *
     * @param code what the user typed; blanks around it are dropped
     * @throws Rejected on ground {@link Ground#SECOND_FACTOR} if the code is wrong or the challenge has lapsed
     */
    public TokenSession<TtsKey> answer(TtsMfa challenge, Secret code) {
        Secret typed = Secret.of(Rejected.requireSecret("code", code).reveal().strip());
        Reply reply = calls.post(TtsEndpoint.MFA_VERIFY)
                .json(Map.of("ephemeral_token", challenge.ephemeralToken(), "code", typed))
                .send();
        if (!reply.isSuccess()) {
            throw TtsRefusals.secondFactor(reply);
        }
        return answers.session(reply);
    }

    /**
     * Goes on with a stored key. Sends nothing.
     *
     * @throws Misconfigured if another backend issued the key
     */
    public TokenSession<TtsKey> resume(TtsKey key) {
        return answers.session(key);
    }

    /**
     * Asks whose key this is: one round trip, and the way to learn whether it is still valid.
     *
     * @throws AuthException.ReauthenticationRequired if the key was revoked or the user is inactive
     */
    public TtsUser currentUser(TokenSession<TtsKey> session) {
        Reply reply = calls.get(TtsEndpoint.USER).as(session).repeatable().send();
        if (!reply.isSuccess()) {
            throw TtsRefusals.signedIn(reply);
        }
        return TtsAnswers.user(reply);
    }

    /**
     * The URL that opens the trader's dashboard logged in. Sends nothing; this library never fetches it.
     *
     * @throws Misconfigured if no dashboard URL is configured
     */
    public LoginLink dashboardLink(TokenSession<TtsKey> session) {
        if (dashboard == null) {
            throw new Misconfigured("dashboard URL: not configured; the vendor hands it out per customer");
        }
        return dashboard.fill(session.token().value());
    }

    /**
     * Deletes the key, for everybody who holds it, and closes the session, whatever comes of it: one round trip. Repeating
     * it does no harm. The vendor does not document this call.
     *
     * @throws AuthException if the backend could not be asked: the key may still be valid
     */
    public LogoutOutcome logout(TokenSession<TtsKey> session) {
        try (session) {
            Reply reply =
                    calls.post(TtsEndpoint.LOGOUT).as(session).repeatable().send();
            return TtsAnswers.logout(reply);
        }
    }

    /** Passwords and e-mail addresses. */
    public TtsRecovery recovery() {
        return new TtsRecovery(calls);
    }

    /** Ends the engine this client made, if it made one. Sends nothing: keys stay valid. */
    @Override
    public void close() {
        if (ownEngine != null) {
            ownEngine.close();
        }
    }

    /** Settings of a client. For use by one thread. */
    public static final class Builder {
        private final String baseUrl;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private final Map<TtsEndpoint, String> paths = new EnumMap<>(TtsEndpoint.class);
        private @Nullable OkHttpEngine engine;
        private @Nullable String dashboardUrl;
        private boolean plainHttp;

        private Builder(String baseUrl) {
            this.baseUrl = baseUrl;
        }

        /** Use this engine, which you close; without one the client makes its own. */
        public Builder engine(OkHttpEngine yours) {
            this.engine = yours;
            return this;
        }

        /** The dashboard's URL with {@code {token}} where the key belongs: absolute, https, the host fixed. */
        public Builder dashboardUrl(String template) {
            this.dashboardUrl = template;
            return this;
        }

        /** Call an endpoint at another path, which begins and ends with a slash. */
        public Builder path(TtsEndpoint endpoint, String path) {
            this.paths.put(endpoint, path);
            return this;
        }

        /** Send this header with every request, or replace {@code Accept-Language} or {@code User-Agent}. */
        public Builder header(String name, String value) {
            this.headers.put(name, value);
            return this;
        }

        /** Allow plain HTTP to a host other than this machine. Passwords and keys can then be read on the way. */
        public Builder allowPlainHttp() {
            this.plainHttp = true;
            return this;
        }

        /**
         * The client. Opens no connection.
         *
         * @throws Misconfigured naming the setting that cannot work
         * @throws Rejected naming a header that cannot be sent as it is
         */
        public TtsClient build() {
            return new TtsClient(this);
        }
    }
}
