package io.gatepass.traderevolution;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.RenewableSession.Plan;
import io.gatepass.core.Secret;
import io.gatepass.traderevolution.OAuthExchange.Grant;
import java.net.URI;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Sign-in by OAuth 2.0 authorization code, for installations whose type of sign-in it is: RFC 6749, section 4.1, as the
 * vendor's guide to the Client API says.
 *
 * <pre>{@code
 * OAuthRequest request = client.oauth().begin();     // keep it in the user's web session
 * redirect(request.url());
 * // … the browser comes back
 * RenewableSession<ClientTokens> session = client.oauth().redeem(request, OAuthCallback.parse(url));
 * }</pre>
 *
 * <p>Safe for use by many threads.
 */
public final class TraderEvolutionOAuth {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String authorizeUrl;
    private final OAuthExchange exchange;
    private final Plan<ClientTokens> plan;

    TraderEvolutionOAuth(String authBaseUrl, OAuthExchange exchange, Plan<ClientTokens> plan) {
        this.authorizeUrl = authBaseUrl.strip().replaceFirst("/+$", "") + "/oauth/authorize";
        this.exchange = exchange;
        this.plan = plan;
    }

    /**
     * Begins a sign-in, {@code GET /oauth/authorize} of the guide, which the user's browser makes. Sends nothing.
     *
     * @throws Misconfigured if the base URL and the parameters make no URL
     */
    public OAuthRequest begin() {
        OAuthApplication application = exchange.application();
        Secret state = random();
        Optional<Secret> verifier = application.pkce() ? Optional.of(random()) : Optional.empty();
        var parameters = new LinkedHashMap<>(application.parameters());
        parameters.put("response_type", "code");
        parameters.put("client_id", application.clientId());
        parameters.put("redirect_uri", application.redirectUri());
        parameters.put("state", state.reveal());
        verifier.ifPresent(key -> {
            parameters.put("code_challenge", challenge(key));
            parameters.put("code_challenge_method", "S256");
        });
        return new OAuthRequest(url(parameters), state, verifier);
    }

    /**
     * Ends a sign-in with what the browser brought back, {@code POST /oauth/token} of the guide: one round trip, or none if
     * the callback does not answer this request. The code is sent exactly once; whatever comes of it, begin anew.
     *
     * @throws Rejected on ground {@link Ground#FORM} if the state is missing, of another request, or used already; {@link
     *     Ground#NOT_PERMITTED} if access was denied; {@link Ground#ONE_TIME_TOKEN} if the platform refuses the code
     * @throws OutcomeUnknown if no usable answer came
     * @throws Misconfigured if the platform refuses the application, or has no OAuth
     * @throws AuthException.Unavailable if the sign-in page is out of order
     */
    public RenewableSession<ClientTokens> redeem(OAuthRequest request, OAuthCallback callback) {
        if (callback.state().filter(request.state()::equals).isEmpty()) {
            throw Rejected.form("state", "must be that of the request; it is missing or of another one");
        }
        if (!request.use()) {
            throw Rejected.form("state", "must not be used twice");
        }
        callback.error().ifPresent(error -> {
            throw ClientRefusals.atSignInPage(error);
        });
        Secret code = callback.code().orElseThrow(() -> Rejected.form("code", "is missing"));
        return plan.open(exchange::redeem, new Grant(code, request.verifier()));
    }

    private URI url(Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
        try {
            return URI.create(authorizeUrl + "?" + query);
        } catch (IllegalArgumentException malformed) {
            throw new Misconfigured("base URL: cannot be part of a link as it is");
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    /** 256 bits, in characters that need no encoding anywhere. */
    private static Secret random() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    private static String challenge(Secret verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(verifier.reveal().getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
