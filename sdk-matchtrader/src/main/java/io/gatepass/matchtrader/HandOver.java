package io.gatepass.matchtrader;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The answer that opens the platform in a trader's browser, signed in: a redirect, with cookies or with a token in its
 * target. Whoever has it is the trader: send it to that browser at once, once, and never log, store or cache it.
 *
 * <pre>{@code
 * response.setStatus(handOver.status());
 * handOver.headers().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
 * }</pre>
 *
 * <p>Immutable; never prints the target's query or a cookie.
 */
public final class HandOver {
    private final URI target;
    private final List<String> cookies;

    HandOver(URI target, List<String> cookies) {
        this.target = target;
        this.cookies = List.copyOf(cookies);
    }

    /** The status of the redirect: 303, so that the browser fetches the platform with a GET. */
    public int status() {
        return 303;
    }

    /** All headers of the answer: where to go, the cookies, and what keeps both out of caches and {@code Referer}s. */
    public Map<String, List<String>> headers() {
        var headers = new LinkedHashMap<String, List<String>>();
        headers.put("Location", List.of(target.toString()));
        if (!cookies.isEmpty()) {
            headers.put("Set-Cookie", cookies);
        }
        headers.put("Cache-Control", List.of("no-store"));
        headers.put("Referrer-Policy", List.of("no-referrer"));
        return Collections.unmodifiableMap(headers);
    }

    /** Where the browser goes: for a mobile application, to open in a web view. With a token in it, it is a secret. */
    public URI reveal() {
        return target;
    }

    @Override
    public String toString() {
        var names = new ArrayList<String>();
        cookies.forEach(cookie -> names.add(cookie.substring(0, cookie.indexOf('='))));
        return "HandOver[" + target.getScheme() + "://" + target.getHost() + "/██, cookies " + names + "]";
    }
}
