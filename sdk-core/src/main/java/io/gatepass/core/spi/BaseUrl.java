package io.gatepass.core.spi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Origin;
import java.net.URLEncoder;
import okhttp3.HttpUrl;

/** Where a platform's API begins. Its path prefix is kept, and joined with exactly one slash. */
final class BaseUrl {
    private final HttpUrl url;
    private final Origin origin;

    private BaseUrl(HttpUrl url) {
        this.url = url;
        this.origin = new Origin(url.scheme(), url.host(), url.port());
    }

    /** No message repeats the URL: it may carry a password. */
    static BaseUrl parse(String text, boolean plainHttpAllowed) {
        HttpUrl url = HttpUrl.parse(text.strip());
        if (url == null) {
            throw new Misconfigured("base URL: not an absolute http or https URL");
        }
        if (!url.encodedUsername().isEmpty() || !url.encodedPassword().isEmpty()) {
            throw new Misconfigured("base URL: must not contain a user name or password");
        }
        if (url.encodedQuery() != null || url.encodedFragment() != null) {
            throw new Misconfigured("base URL: must not contain a query or fragment");
        }
        var base = new BaseUrl(url);
        if (!base.origin.isEncrypted() && !base.origin.isLoopback() && !plainHttpAllowed) {
            throw new Misconfigured("base URL: must be https, unless plain HTTP is explicitly allowed");
        }
        return base;
    }

    Origin origin() {
        return origin;
    }

    /** {@code path} starts with a slash; each {@code {}} in it takes the next of {@code segments}, percent-encoded. */
    HttpUrl.Builder join(String path, Object... segments) {
        if (!path.startsWith("/") || path.startsWith("//")) {
            throw new IllegalArgumentException("a path starts with exactly one slash: " + path);
        }
        HttpUrl.Builder joined = url.newBuilder();
        if (url.encodedPath().endsWith("/")) {
            joined.removePathSegment(url.pathSize() - 1);
        }
        int next = 0;
        for (String segment : path.substring(1).split("/", -1)) {
            if (segment.equals("{}")) {
                joined.addEncodedPathSegment(inPlace(path, segments[next++].toString()));
            } else {
                joined.addEncodedPathSegment(segment);
            }
        }
        return joined;
    }

    /**
     * All but unreserved characters are encoded, since some servers read a plus sign in a path as a blank. The segments
     * refused would be taken for directions, or vanish.
     */
    private static String inPlace(String path, String segment) {
        if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
            throw Rejected.form(path, "must not be filled in with '" + segment + "'");
        }
        return URLEncoder.encode(JsonText.wellFormed(path, segment), UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
