package io.gatepass.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import okio.ByteString;

/**
 * A request as a fake's routes see it.
 *
 * @param seen its transcript
 * @param bytes its body, undecoded
 */
record FakeRequest(SeenRequest seen, ByteString bytes) {
    String method() {
        return seen.method();
    }

    String path() {
        return seen.path();
    }

    Optional<String> header(String name) {
        return seen.header(name);
    }

    /** Whether it was sent to this machine by one of its own names. */
    boolean isForLocalhost() {
        String host = header("Host").orElse("").replaceFirst(":\\d+$", "");
        return host.equals("localhost") || host.equals("127.0.0.1");
    }

    /** Media type without parameters, in lower case; empty if the header is absent. */
    String contentType() {
        return header("Content-Type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    Map<String, String> query() {
        return queryOf(seen.target());
    }

    /** The decoded query of a URL; empty if there is none. */
    static Map<String, String> queryOf(String url) {
        String[] parts = url.split("\\?", 2);
        return parts.length == 2 ? decode(parts[1]) : Map.of();
    }

    Map<String, String> form() {
        return decode(bytes.utf8());
    }

    /** Cookie values by name. */
    Map<String, String> cookies() {
        var cookies = new LinkedHashMap<String, String>();
        for (String pair : header("Cookie").orElse("").split(";", -1)) {
            String[] parts = pair.strip().split("=", 2);
            if (parts.length == 2) {
                cookies.put(parts[0], parts[1]);
            }
        }
        return cookies;
    }

    private static Map<String, String> decode(String pairs) {
        var decoded = new LinkedHashMap<String, String>();
        for (String pair : pairs.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            if (!parts[0].isEmpty()) {
                decoded.put(
                        URLDecoder.decode(parts[0], UTF_8),
                        parts.length == 2 ? URLDecoder.decode(parts[1], UTF_8) : "");
            }
        }
        return decoded;
    }
}
