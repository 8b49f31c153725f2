package io.gatepass.autoshares;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.Origin;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Map;
import java.util.stream.Collectors;

/** URLs that are built here and opened by somebody else. */
final class Urls {
    private Urls() {}

    /**
     * {@code page} with {@code parameters}, percent-encoded to ASCII; a blank is {@code %20}, which all servers
     * understand.
     */
    static URI withQuery(String page, Map<String, String> parameters) {
        return URI.create(page + "?"
                + parameters.entrySet().stream()
                        .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                        .collect(Collectors.joining("&")));
    }

    /** The origin of {@code url}, or the failure that names the {@code setting} it came from. */
    static Origin origin(String setting, String url) {
        try {
            return Origin.of(url);
        } catch (Misconfigured malformed) {
            throw new Misconfigured(setting + ": " + malformed.getMessage());
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
