package io.gatepass.tts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;

/** The caller's pattern of the dashboard URL. The vendor does not publish it, so there is no default to guess. */
final class DashboardTemplate {
    private static final String PLACEHOLDER = "{token}";

    private final String template;

    private DashboardTemplate(String template) {
        this.template = template;
    }

    static DashboardTemplate of(String template) {
        int at = template.indexOf(PLACEHOLDER);
        if (at < 0 || template.indexOf(PLACEHOLDER, at + 1) >= 0) {
            throw new Misconfigured("dashboard URL: must contain " + PLACEHOLDER + " exactly once");
        }
        URI sample = parse(template.replace(PLACEHOLDER, "x"));
        if (sample.getHost() == null || sample.getUserInfo() != null) {
            throw new Misconfigured("dashboard URL: must be absolute, with a host and without a user name");
        }
        if (at
                < template.indexOf(sample.getRawAuthority())
                        + sample.getRawAuthority().length()) {
            throw new Misconfigured("dashboard URL: " + PLACEHOLDER + " must come after the host");
        }
        Origin origin = Origin.of(sample.toString());
        if (!origin.isEncrypted() && !origin.isLoopback()) {
            throw new Misconfigured("dashboard URL: must be https");
        }
        return new DashboardTemplate(template);
    }

    /** Everything but unreserved characters is percent-encoded, which is right in a path, a query and a fragment alike. */
    LoginLink fill(Secret key) {
        String encoded = URLEncoder.encode(key.reveal(), UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
        return new LoginLink(URI.create(template.replace(PLACEHOLDER, encoded)));
    }

    private static URI parse(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw new Misconfigured("dashboard URL: not a valid URL apart from " + PLACEHOLDER);
        }
    }
}
