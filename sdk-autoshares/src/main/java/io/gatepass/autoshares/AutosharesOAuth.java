package io.gatepass.autoshares;

import io.gatepass.autoshares.AutosharesConsent.Asked;
import io.gatepass.autoshares.OAuthTokens.Grant;
import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.Origin;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.RenewableSession.Plan;
import io.gatepass.core.RenewableSession.Tuning;
import io.gatepass.core.TimeSource;
import io.gatepass.core.TokenSession;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.core.spi.PlatformHttp;
import io.gatepass.core.spi.Reply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The OAuth of Autoshares, for applications that the vendor has approved: the user consents on the vendor's own page,
 * and no password passes through here.
 *
 * <pre>{@code
 * AutosharesConsent consent = oauth.begin(Set.of("read"));     // redirect the browser to consent.reveal()
 * var session = oauth.redeem(consent, callbackUrl);            // when it comes back
 * System.out.println(oauth.currentUser(session).userId());
 * }</pre>
 *
 * <p>Its tokens and those of {@link AutosharesClient} are different types, and neither API is ever sent the other's.
 * Each call blocks for the number of round trips its first line says, ends promptly when its thread is interrupted, and
 * is never repeated by itself. Besides what each call names, every call throws the kinds of {@link AuthException} that
 * fit the network and the platform. Safe for use by many threads; holds no user's state. Vendor pages: OAuth 2.0,
 * Developer API v1.
 */
public final class AutosharesOAuth implements AutoCloseable {
    private final PlatformHttp http;
    private final AutosharesOAuthApp app;
    private final String consentPage;
    private final boolean pkce;
    private final OAuthTokens tokens;
    private final Plan<AutosharesOAuthToken> plan;
    private final TimeSource time;
    private final @Nullable OkHttpEngine ownEngine;

    private AutosharesOAuth(Builder builder) {
        OkHttpEngine engine = builder.engine == null ? OkHttpEngine.create() : builder.engine;
        this.ownEngine = builder.engine == null ? engine : null;
        this.http = builder.transport(engine).build();
        this.app = builder.app;
        this.consentPage = checked(builder.consentPage == null ? builder.defaultPage() : builder.consentPage);
        this.pkce = builder.pkce || app.clientSecret().isEmpty();
        this.tokens = new OAuthTokens(http, app);
        this.plan = Plan.<AutosharesOAuthToken>builder(
                        engine,
                        (token, out) -> out.header("Authorization", "Bearer", token.access()),
                        Set.of(http.origin()))
                .renewer(tokens::renew)
                .tuning(builder.tuning)
                .onRenewed(builder.onRenewed)
                .build();
        this.time = engine.time();
    }

    private static String checked(String page) {
        Origin origin = Urls.origin("consent page", page);
        if (page.indexOf('?') >= 0 || page.indexOf('#') >= 0) {
            throw new Misconfigured("consent page: must not contain a query or fragment");
        }
        if (!origin.isEncrypted() && !origin.isLoopback()) {
            throw new Misconfigured("consent page: must be https");
        }
        return page;
    }

    /**
     * A client for the OAuth API at {@code baseUrl}, such as {@code https://api.autoshares.dev}.
     *
     * @throws Misconfigured if the URL cannot be used; the message does not repeat it
     */
    public static AutosharesOAuth connect(String baseUrl, AutosharesOAuthApp app) {
        return builder(baseUrl, app).build();
    }

    /** Starts a client with other settings. */
    public static Builder builder(String baseUrl, AutosharesOAuthApp app) {
        return new Builder(baseUrl, app);
    }

    /**
     * Asks the platform whether it knows the application, its redirect URI and these scopes: one round trip. To be done
     * once, before a user is sent anywhere.
     *
     * @throws Misconfigured if it does not
     */
    public void check(Set<String> scopes) {
        PlatformHttp.Request request = http.get("/oauth/authorize").repeatable();
        parameters(Asked.random(scopes, pkce)).forEach(request::query);
        Reply reply = request.send();
        if (reply.status() == 400 || reply.status() == 404) {
            throw reply.misconfigured(
                    reply.status() == 404
                            ? "the client id is unknown or revoked"
                            : "the redirect URI or a scope is not registered");
        }
        if (!reply.isSuccess()) {
            throw reply.failure();
        }
    }

    /** Begins to ask a user for consent to {@code scopes}, such as {@code read} and {@code orders}. Sends nothing. */
    public AutosharesConsent begin(Set<String> scopes) {
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("scopes: must not be empty");
        }
        Asked asked = Asked.random(scopes, pkce);
        return new AutosharesConsent(Urls.withQuery(consentPage, parameters(asked)), asked, time);
    }

    private Map<String, String> parameters(Asked asked) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("response_type", "code");
        parameters.put("client_id", app.clientId());
        parameters.put("redirect_uri", app.redirectUri());
        parameters.put("scope", String.join(" ", new TreeSet<>(asked.scopes())));
        parameters.put("state", asked.state().reveal());
        asked.pkceChallenge().ifPresent(challenge -> {
            parameters.put("code_challenge", challenge);
            parameters.put("code_challenge_method", "S256");
        });
        return parameters;
    }

    /**
     * Signs in the user who came back from the consent page: one round trip. The session says which scopes were
     * granted, and renews its token if the platform issued something to renew it with; else it ends with its token.
     *
     * @param consent what {@link #begin} returned for this user; good once, and again only after {@link Unavailable} or
     *     {@link RateLimited}
     * @param callback the URL the browser came back to, or its query alone
     * @throws Rejected on ground {@link Ground#FORM} if the state is missing or another one, and then the consent is
     *     still good; on {@link Ground#NOT_PERMITTED} if the user declined; on {@link Ground#ONE_TIME_TOKEN} if the
     *     code is used or too old
     * @throws ReauthenticationRequired if the consent was used before or is too old
     * @throws OutcomeUnknown if no usable answer came: the code may be used up
     */
    public RenewableSession<AutosharesOAuthToken> redeem(AutosharesConsent consent, String callback) {
        var back = new OAuthReturn(callback);
        back.requireState(consent.state());
        return consent.pending().use(asked -> plan.open(tokens::redeem, new Grant(back.requireCode(), asked)));
    }

    /**
     * Goes on with a stored token. Sends nothing.
     *
     * @throws Misconfigured if another API issued the token
     */
    public RenewableSession<AutosharesOAuthToken> resume(AutosharesOAuthToken token) {
        AutosharesCalls.requireIssuer(token.issuer(), http.origin());
        return plan.resume(token);
    }

    /**
     * Asks whose session this is and what it may do: one round trip. Needs the scope {@code read}.
     *
     * @throws ReauthenticationRequired if the token has ended
     * @throws Rejected on ground {@link Ground#NOT_PERMITTED} if the user took the scope back; {@link
     *     AutosharesProblem#in(Rejected)} says so
     */
    public AutosharesOAuthUser currentUser(TokenSession<AutosharesOAuthToken> session) {
        Reply reply = http.get("/api/v1/me").as(session).repeatable().send();
        if (!reply.isSuccess()) {
            throw reply.failure();
        }
        return AutosharesOAuthUser.of(reply.fields());
    }

    /**
     * Has the platform forget the session's token and closes the session, whatever comes of it: one round trip, or none
     * if the session is over already. The platform says yes to any token, so nothing is learned about this one.
     *
     * @throws AuthException if the platform could not be asked: the token may still be valid
     */
    public void revoke(TokenSession<AutosharesOAuthToken> session) {
        AutosharesOAuthToken token;
        try {
            token = session.token();
        } catch (ReauthenticationRequired over) {
            return;
        }
        AutosharesCalls.requireIssuer(token.issuer(), http.origin());
        session.close(); // before anything is sent, lest a refusal makes it renew
        Reply reply = http.post("/oauth/revoke")
                .json(Map.of("token", token.access()))
                .repeatable()
                .send();
        if (!reply.isSuccess()) {
            throw reply.failure();
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
    public static final class Builder {
        private final String baseUrl;
        private final AutosharesOAuthApp app;
        private @Nullable OkHttpEngine engine;
        private @Nullable String consentPage;
        private Tuning tuning = Tuning.DEFAULT;
        private BiConsumer<? super AutosharesOAuthToken, ? super AutosharesOAuthToken> onRenewed = (spent, fresh) -> {};
        private boolean pkce;

        private Builder(String baseUrl, AutosharesOAuthApp app) {
            this.baseUrl = baseUrl;
            this.app = app;
        }

        private PlatformHttp.Builder transport(OkHttpEngine shared) {
            return PlatformHttp.builder(shared, baseUrl);
        }

        private String defaultPage() {
            return baseUrl.strip().replaceFirst("/+$", "") + "/oauth/authorize";
        }

        /** Use this engine, which you close; without one the client makes its own. */
        public Builder engine(OkHttpEngine yours) {
            this.engine = yours;
            return this;
        }

        /**
         * Where users give their consent; {@code /oauth/authorize} of the API unless set, as the vendor's quickstart
         * says. Its own portal uses a page of its web site instead.
         */
        public Builder consentPage(String url) {
            this.consentPage = url;
            return this;
        }

        /** Prove with PKCE that the code comes back to who asked; always done for an application without a secret. */
        public Builder pkce() {
            this.pkce = true;
            return this;
        }

        /** When to renew tokens that can be renewed, and how long to wait for it. */
        public Builder tuning(Tuning chosen) {
            this.tuning = chosen;
            return this;
        }

        /** What to tell of each renewal: the place to store the fresh token, since its refresh token has changed. */
        public Builder onRenewed(BiConsumer<? super AutosharesOAuthToken, ? super AutosharesOAuthToken> hook) {
            this.onRenewed = hook;
            return this;
        }

        /**
         * The client. Opens no connection.
         *
         * @throws Misconfigured naming the setting that cannot work
         */
        public AutosharesOAuth build() {
            return new AutosharesOAuth(this);
        }
    }
}
