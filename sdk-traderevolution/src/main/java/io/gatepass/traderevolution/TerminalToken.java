package io.gatepass.traderevolution;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;
import java.util.Map;

/**
 * The one-time token with which a TraderEvolution terminal opens a broker's own page. It lives shortly, and the first
 * verification uses it up, whatever comes of it.
 *
 * @param value the token itself, opaque
 */
public record TerminalToken(Secret value) {
    /**
     * Checks that there is one.
     *
     * @throws Rejected naming {@code token} if it is blank
     */
    public TerminalToken {
        value = Rejected.requireSecret("token", value);
    }

    /** The token in the query parameter {@code token} of the URL that the terminal opened. */
    public static TerminalToken fromUrl(String url) {
        return fromUrl(url, "token");
    }

    /**
     * The token in another query parameter. It is percent-decoded once, and a plus sign stays one.
     *
     * @throws Rejected naming the parameter if it is missing, blank, not decodable, or there twice
     */
    public static TerminalToken fromUrl(String url, String parameter) {
        Map<String, String> query = QueryText.parse(url);
        return new TerminalToken(Secret.of(Rejected.requireText(parameter, query.get(parameter))));
    }
}
