package io.gatepass.testkit;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as a server of this kit received it. Prints its line and the names of its headers, never a value.
 *
 * @param method the HTTP method
 * @param target path and query as they stood in the request line
 * @param headers all values by name, whatever its case
 * @param body the body as text
 */
public record SeenRequest(String method, String target, Map<String, List<String>> headers, String body) {
    /** Copies the headers, so that the request cannot change any more. */
    public SeenRequest {
        var copy = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        headers = Collections.unmodifiableMap(copy);
    }

    /** The path without the query. */
    public String path() {
        return target.split("\\?", 2)[0];
    }

    /** The only value of a header; empty if it is absent. */
    public Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new AssertionError("header " + name + " was sent " + values.size() + " times");
        }
        return values.stream().findFirst();
    }

    @Override
    public String toString() {
        return method + " " + path() + " " + headers.keySet() + " body of " + body.length() + " characters";
    }
}
