package io.gatepass.autoshares;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the browser came back with from the consent page. Messages name the parameter, never its value. */
final class OAuthReturn {
    private final Map<String, String> parameters = new HashMap<>();

    /** {@code callback} is a whole URL, or its query alone. */
    OAuthReturn(String callback) {
        String query = callback.substring(callback.indexOf('?') + 1).split("#", 2)[0];
        for (String pair : query.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2 && parameters.putIfAbsent(decode(parts[0]), decode(parts[1])) != null) {
                throw Rejected.form("callback", "repeats a parameter");
            }
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw Rejected.form("callback", "is not a URL that a browser could have come back with");
        }
    }

    /** Whoever brings another state, or none, is told nothing more. */
    void requireState(Secret expected) {
        if (!parameter("state").equals(Optional.of(expected))) {
            throw Rejected.form("state", "is not the one that this consent was asked with");
        }
    }

    Secret requireCode() {
        String error = parameters.get("error");
        if ("access_denied".equals(error)) {
            throw new Rejected(Ground.NOT_PERMITTED, "the user did not give consent");
        }
        if (error != null) {
            throw new Rejected(Ground.UNSPECIFIED, "the consent page failed");
        }
        return Rejected.requireSecret("code", parameter("code").orElse(null));
    }

    private Optional<Secret> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).map(Secret::of);
    }
}
