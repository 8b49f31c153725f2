package io.gatepass.matchtrader;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;

/** The page where a browser goes: encrypted, and nothing of a query or fragment that the caller may have left in it. */
record WebPage(Origin origin, URI uri) {
    static WebPage of(String setting, String url) {
        URI given = parse(setting, url);
        if (given.getHost() == null || given.getRawUserInfo() != null) {
            throw new Misconfigured(setting + ": must be absolute, with a host and without a user name");
        }
        Origin origin = Origin.of(given.toString());
        if (!origin.isEncrypted() && !origin.isLoopback()) {
            throw new Misconfigured(setting + ": must be https");
        }
        String path = given.getRawPath().endsWith("/") ? given.getRawPath() : given.getRawPath() + "/";
        return new WebPage(origin, URI.create(given.getScheme() + "://" + given.getRawAuthority() + path));
    }

    private static URI parse(String setting, String url) {
        try {
            return new URI(url.strip());
        } catch (URISyntaxException e) {
            throw new Misconfigured(setting + ": not a valid URL");
        }
    }

    URI withTicket(Secret token) {
        return URI.create(
                uri + "?auth=" + URLEncoder.encode(token.reveal(), UTF_8).replace("+", "%20"));
    }
}
