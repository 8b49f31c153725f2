package io.gatepass.traderevolution;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;
import java.util.Map;
import java.util.Optional;

/**
 * What a browser brought back from the sign-in page: RFC 6749, section 4.1.2.
 *
 * @param state the state of the request it answers
 * @param code the authorization code, if the user signed in
 * @param error the error code, if not
 */
public record OAuthCallback(Optional<Secret> state, Optional<Secret> code, Optional<String> error) {
    /**
     * Reads the URL that the browser came in with, or its query alone. Each parameter is percent-decoded once.
     *
     * @throws Rejected naming a parameter that is not decodable or there twice
     */
    public static OAuthCallback parse(String url) {
        Map<String, String> query = QueryText.parse(url);
        return new OAuthCallback(secret(query, "state"), secret(query, "code"), text(query, "error"));
    }

    private static Optional<Secret> secret(Map<String, String> query, String name) {
        return text(query, name).map(Secret::of);
    }

    private static Optional<String> text(Map<String, String> query, String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isBlank());
    }
}
