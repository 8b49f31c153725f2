package io.gatepass.autoshares;

import io.gatepass.autoshares.AutosharesChallenge.Code;
import io.gatepass.autoshares.AutosharesChallenge.Pin;
import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.RenewableSession.Plan;
import io.gatepass.core.RenewableSession.Tuning;
import io.gatepass.core.Secret;
import io.gatepass.core.SignIn;
import io.gatepass.core.TokenSession;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.core.spi.PlatformHttp;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The API of an ETNA Trader such as Autoshares: sign in with password, code and PIN, and everything around the user's
 * identity.
 *
 * <pre>{@code
 * try (AutosharesClient autoshares = AutosharesClient.connect("https://api.autoshares.dev", appKey)) {
 *     var session = autoshares.signIn(new AutosharesCredentials(username, password), question -> askAtTheTerminal());
 *     System.out.println(autoshares.identity().currentUser(session).login());
 * }
 * }</pre>
 *
 * <p>Nothing refreshes a token. A session of {@link #login} serves it until the platform refuses it; one of {@link
 * #loginKeepingCredentials} signs in again by itself. A user may have several sessions, and closing one or this client
 * sends nothing. Each call blocks for the number of round trips its first line says, ends promptly when its thread is
 * interrupted, and is never repeated by itself. Besides what each call names, every call throws the kinds of {@link
 * AuthException} that fit the network and the platform. Safe for use by many threads; holds no user's state. Vendor
 * pages: Authentication, Two-Factor Authentication.
 */
public final class AutosharesClient implements AutoCloseable {
    private final AutosharesCalls calls;
    private final TokenEndpoint tokens;
    private final Conversation conversation;
    private final Plan<AutosharesToken> plan;
    private final AutosharesIdentity identity;
    private final Consumer<? super TokenSession<AutosharesToken>> onSignedIn;
    private final @Nullable OkHttpEngine ownEngine;

    private AutosharesClient(Builder builder) {
        OkHttpEngine engine = builder.engine == null ? OkHttpEngine.create() : builder.engine;
        this.ownEngine = builder.engine == null ? engine : null;
        this.calls = new AutosharesCalls(builder.transport(engine), builder.appKey);
        this.tokens = new TokenEndpoint(calls, engine.time(), builder.questionLife);
        this.conversation = new Conversation(tokens);
        this.plan = Plan.<AutosharesToken>builder(engine, calls::place, Set.of(calls.origin()))
                .refusals((status, body) -> AutosharesRefusals.isTokenRefused(status, () -> Sentence.in(body.get())))
                .tuning(builder.tuning)
                .onRenewed(builder.onRenewed)
                .build();
        this.identity = new AutosharesIdentity(calls, builder.webOrigin, builder.pinMethod);
        this.onSignedIn = builder.onSignedIn;
    }

    /**
     * A client for the API at {@code baseUrl}, which is sent {@code appKey} with each call. The vendor hands out both;
     * hosts of ETNA end in {@code /api}, the gateway of Autoshares has no path.
     *
     * @throws Misconfigured if one of them cannot be used; the message repeats neither
     */
    public static AutosharesClient connect(String baseUrl, Secret appKey) {
        return builder(baseUrl, appKey).build();
    }

    /** Starts a client with other settings. */
    public static Builder builder(String baseUrl, Secret appKey) {
        return new Builder(baseUrl, appKey);
    }

    /**
     * Sends user name and password: one round trip. A platform that asks for a code sends it to the user each time.
     *
     * @throws Rejected on ground {@link Ground#CREDENTIALS}, also for an unknown user, or {@link Ground#UNSPECIFIED}
     * @throws RateLimited if the platform or its gateway has seen too many sign-ins
     * @throws OutcomeUnknown if no usable answer came: a code may be on its way
     */
    public SignIn<TokenSession<AutosharesToken>, AutosharesChallenge> login(AutosharesCredentials credentials) {
        return outcome(tokens.first(credentials));
    }

    /**
     * Answers with the code that was sent to the user: one round trip. What comes next may be another question.
     *
     * @param code what the user typed; blanks around it are dropped
     * @throws Rejected on ground {@link Ground#SECOND_FACTOR} if the code is wrong: sign in again; on {@link
     *     Ground#FORM} if it cannot be sent, and then the question stays open
     * @throws ReauthenticationRequired if the question has lapsed, or was answered or abandoned before
     * @throws Unavailable or {@link RateLimited} if the answer was not taken in: the question stays open
     */
    public SignIn<TokenSession<AutosharesToken>, AutosharesChallenge> answer(Code challenge, Secret code) {
        return outcome(conversation.answer(challenge, code));
    }

    /**
     * Answers with the user's PIN: one round trip. What comes next may be another question.
     *
     * @param pin what the user typed, sent as it is
     * @throws AuthException as {@link #answer(Code, Secret)}
     */
    public SignIn<TokenSession<AutosharesToken>, AutosharesChallenge> answer(Pin challenge, Secret pin) {
        return outcome(conversation.answer(challenge, pin));
    }

    /**
     * Has a new code sent, by signing in anew with the credentials of the challenge: one round trip. The platform knows
     * no other way. The old challenge is over, unless this fails with {@link Unavailable} or {@link RateLimited}.
     *
     * @throws RateLimited at once if the last code was asked for less than 30 s ago
     * @throws AuthException as {@link #login} and {@link #answer(Code, Secret)}
     */
    public SignIn<TokenSession<AutosharesToken>, AutosharesChallenge> resend(Code challenge) {
        return outcome(conversation.resend(challenge));
    }

    /**
     * Signs in, putting each question to {@code prompt}: one round trip, and one more for each question. For a program
     * with a person in front of it. Ends at the first refusal, and after five answers in any case.
     *
     * @throws Rejected as {@link #login} and the {@code answer} methods; also on ground {@link
     *     Ground#PASSWORD_EXPIRED}, or {@link Ground#SECOND_FACTOR} if a PIN is due that was never set up
     */
    public TokenSession<AutosharesToken> signIn(AutosharesCredentials credentials, AutosharesPrompt prompt) {
        return greeted(resume(conversation.run(credentials, prompt)));
    }

    /**
     * Signs in a user without further factor and keeps the credentials in memory, so that the session can sign in
     * again: one round trip. It does so once a token is 50 minutes old, in the background, or when it is refused. After
     * one refused sign-in the session is over, and the credentials are never sent again.
     *
     * <p>The platform refuses what a user may not do just as it refuses a token that has ended. So a token younger than
     * five minutes is believed to be good. {@link Builder#tuning} changes both times.
     *
     * @throws Rejected as {@link #login}, or on ground {@link Ground#PASSWORD_EXPIRED}
     * @throws Unavailable also if the answer was lost, since repeating this does no harm
     * @throws ReauthenticationRequired if the platform asks for a code or PIN, now or, from the session, later
     */
    public RenewableSession<AutosharesToken> loginKeepingCredentials(AutosharesCredentials credentials) {
        return greeted(plan.openKeeping(tokens::unattended, credentials));
    }

    /**
     * Goes on with a stored token. Sends nothing.
     *
     * @throws Misconfigured if another API issued the token
     */
    public TokenSession<AutosharesToken> resume(AutosharesToken token) {
        return TokenSession.of(calls.own(token), calls::place, calls.origin());
    }

    /**
     * Ends the session's token on the platform and closes the session, whatever comes of it: one round trip. Other
     * tokens of the user stay valid. Logging out twice is harmless.
     *
     * @throws AuthException if the platform could not be asked: the token may still be valid, and a session {@linkplain
     *     #resume resumed} from it can log it out
     */
    public LogoutOutcome logout(TokenSession<AutosharesToken> session) {
        return calls.logout(session);
    }

    /** Everything around the user's identity besides signing in. */
    public AutosharesIdentity identity() {
        return identity;
    }

    /** Ends the engine this client made, if it made one. Sends nothing: tokens stay valid. */
    @Override
    public void close() {
        if (ownEngine != null) {
            ownEngine.close();
        }
    }

    private SignIn<TokenSession<AutosharesToken>, AutosharesChallenge> outcome(
            SignIn<AutosharesToken, AutosharesChallenge> read) {
        return read.fold(token -> new SignIn.Complete<>(greeted(resume(token))), SignIn.Challenged::new);
    }

    private <S extends TokenSession<AutosharesToken>> S greeted(S session) {
        try {
            onSignedIn.accept(session);
            return session;
        } catch (RuntimeException | Error hook) {
            session.close();
            throw hook;
        }
    }

    /** Settings of a client. For use by one thread. */
    public static final class Builder {
        private final String baseUrl;
        private final Secret appKey;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private @Nullable OkHttpEngine engine;
        private @Nullable String webOrigin;
        private String pinMethod = "PUT";
        private Tuning tuning =
                Tuning.DEFAULT.withSoftMaxAge(Duration.ofMinutes(50)).withFreshFor(Duration.ofMinutes(5));
        private BiConsumer<? super AutosharesToken, ? super AutosharesToken> onRenewed = (spent, fresh) -> {};
        private Consumer<? super TokenSession<AutosharesToken>> onSignedIn = session -> {};
        private Duration questionLife = Duration.ofMinutes(5);
        private boolean plainHttp;

        private Builder(String baseUrl, Secret appKey) {
            this.baseUrl = baseUrl;
            this.appKey = appKey;
        }

        private PlatformHttp.Builder transport(OkHttpEngine shared) {
            PlatformHttp.Builder transport = AutosharesCalls.reserve(PlatformHttp.builder(shared, baseUrl));
            headers.forEach(transport::header);
            return plainHttp ? transport.allowPlainHttp() : transport;
        }

        /** Use this engine, which you close; without one the client makes its own. */
        public Builder engine(OkHttpEngine yours) {
            this.engine = yours;
            return this;
        }

        /** The web host that the broker configured for the company; registration is refused without it. */
        public Builder webOrigin(String url) {
            this.webOrigin = url;
            return this;
        }

        /** How a new PIN is sent, {@code PUT} unless set: the vendor's page prints a method that cannot be right. */
        public Builder pinMethod(String method) {
            this.pinMethod = method;
            return this;
        }

        /** When sessions that keep credentials sign in again; a soft age of 50 minutes and fresh for 5 unless set. */
        public Builder tuning(Tuning chosen) {
            this.tuning = chosen;
            return this;
        }

        /** What to tell of each new sign-in of a session that keeps credentials: the place to store the token. */
        public Builder onRenewed(BiConsumer<? super AutosharesToken, ? super AutosharesToken> hook) {
            this.onRenewed = hook;
            return this;
        }

        /**
         * What to show each new session before its caller gets it: the place to ask for outstanding agreements, which
         * the vendor makes due after every login. Called on the thread that signs in; what it throws closes the session
         * and fails the call.
         */
        public Builder onSignedIn(Consumer<? super TokenSession<AutosharesToken>> hook) {
            this.onSignedIn = hook;
            return this;
        }

        /** How long a question may wait for its answer, 5 minutes unless set. */
        public Builder questionLife(Duration most) {
            this.questionLife = most;
            return this;
        }

        /** Send this header with every request, or replace {@code Accept-Language} or {@code User-Agent}. */
        public Builder header(String name, String value) {
            this.headers.put(name, value);
            return this;
        }

        /** Allow plain HTTP to a host other than this machine. Passwords and tokens can then be read on the way. */
        public Builder allowPlainHttp() {
            this.plainHttp = true;
            return this;
        }

        /**
         * The client. Opens no connection.
         *
         * @throws Misconfigured naming the setting that cannot work, the app key among them
         * @throws Rejected naming a header that cannot be sent as it is
         */
        public AutosharesClient build() {
            return new AutosharesClient(this);
        }
    }
}
