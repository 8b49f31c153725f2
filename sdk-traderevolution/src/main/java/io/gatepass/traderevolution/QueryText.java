package io.gatepass.traderevolution;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatepass.core.AuthException.Rejected;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The query of a URL that a browser came in with, decoded exactly once. A plus sign stays one: tokens and codes hold no
 * blanks, but may hold a plus that somebody forgot to encode.
 */
final class QueryText {
    private QueryText() {}

    /** Parameters by name; one that comes twice is refused, since two readers could see two different values. */
    static Map<String, String> parse(String url) {
        String beforeFragment = url.split("#", 2)[0];
        String query = beforeFragment.substring(beforeFragment.indexOf('?') + 1);
        var parameters = new LinkedHashMap<String, String>();
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            String[] parts = pair.split("=", 2);
            String name = decode("query", parts[0]);
            String value = parts.length == 2 ? decode(name, parts[1]) : "";
            if (parameters.putIfAbsent(name, value) != null) {
                throw Rejected.form(name, "must not come twice");
            }
        }
        return parameters;
    }

    private static String decode(String name, String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException malformed) { // its message quotes the value
            throw Rejected.form(name, "must be percent-encoded correctly");
        }
    }
}
