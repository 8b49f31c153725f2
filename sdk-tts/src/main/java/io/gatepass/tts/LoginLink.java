package io.gatepass.tts;

import java.net.URI;
import java.util.Map;

/**
 * A URL that opens the trader's dashboard logged in. Whoever has it is the user: redirect the browser to it at once, and
 * never log it, store it, or put it into a page.
 *
 * <p>Answer the browser with {@link #status()}, {@link #responseHeaders()} and the location {@link #reveal()}. Immutable;
 * never prints the URL.
 */
public final class LoginLink {
    private final URI url;

    LoginLink(URI url) {
        this.url = url;
    }

    /** The URL itself. */
    public URI reveal() {
        return url;
    }

    /** The status of the redirect: 303, so that the browser fetches the dashboard with a GET. */
    public int status() {
        return 303;
    }

    /** Headers that keep the URL out of caches and out of the dashboard's {@code Referer}. */
    public Map<String, String> responseHeaders() {
        return Map.of("Cache-Control", "no-store", "Referrer-Policy", "no-referrer");
    }

    @Override
    public String toString() {
        return "LoginLink[" + url.getScheme() + "://" + url.getHost() + "/██]";
    }
}
