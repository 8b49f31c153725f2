package io.gatepass.traderevolution;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An application as TraderEvolution registered it, for installations whose sign-in is OAuth 2.0.
 *
 * @param clientId the client id
 * @param clientSecret the client secret, from the vendor's support
 * @param redirectUri where the browser comes back to, exactly as registered
 * @param authentication how the application proves itself when it asks for tokens
 * @param pkce whether a proof key goes with the code; the vendor does not say that it knows them
 * @param parameters further parameters of the authorization request
 */
public record OAuthApplication(
        String clientId,
        Secret clientSecret,
        String redirectUri,
        ClientAuthentication authentication,
        boolean pkce,
        Map<String, String> parameters) {
    /**
     * Checks that nothing is missing.
     *
     * @throws Rejected naming the field that is blank
     */
    public OAuthApplication {
        clientId = Rejected.requireText("client_id", clientId);
        clientSecret = Rejected.requireSecret("client_secret", clientSecret);
        redirectUri = Rejected.requireText("redirect_uri", redirectUri);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** An application that proves itself both ways, as a known client does, without a proof key. */
    public static OAuthApplication of(String clientId, Secret clientSecret, String redirectUri) {
        return new OAuthApplication(clientId, clientSecret, redirectUri, ClientAuthentication.BOTH, false, Map.of());
    }

    /** The same with another way to prove itself. */
    public OAuthApplication authenticatedBy(ClientAuthentication way) {
        return new OAuthApplication(clientId, clientSecret, redirectUri, way, pkce, parameters);
    }

    /** The same with a proof key (RFC 7636, S256) for each sign-in. */
    public OAuthApplication withPkce() {
        return new OAuthApplication(clientId, clientSecret, redirectUri, authentication, true, parameters);
    }

    /** The same with one more parameter of the authorization request. */
    public OAuthApplication withParameter(String name, String value) {
        var more = new LinkedHashMap<>(parameters);
        more.put(name, value);
        return new OAuthApplication(clientId, clientSecret, redirectUri, authentication, pkce, more);
    }

    /** How an application proves itself: RFC 6749, section 2.3.1. The vendor does not say which it wants. */
    public enum ClientAuthentication {
        /** In the {@code Authorization} header. */
        BASIC,
        /** In the form. */
        BODY,
        /** In both. */
        BOTH
    }
}
