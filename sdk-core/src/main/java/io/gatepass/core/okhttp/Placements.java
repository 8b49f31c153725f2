package io.gatepass.core.okhttp;

import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import java.util.Map;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Where credentials may go, and how cookies go together. */
final class Placements {
    private Placements() {}

    /** Whether {@code url} is at one of the origins. Asked twice for each request, so that nothing is made for it. */
    static boolean covers(Set<Origin> audience, HttpUrl url) {
        for (Origin origin : audience) {
            boolean same = origin.port() == url.port()
                    && origin.host().equals(url.host())
                    && origin.scheme().equals(url.scheme());
            if (same) {
                return true;
            }
        }
        return false;
    }

    /** Keeps the cookies that are there, except those of the same names: two values of one cookie confuse servers. */
    static String merge(@Nullable String existing, Map<String, Secret> ours) {
        var merged = new StringBuilder();
        for (String pair : existing == null ? new String[0] : existing.split(";", -1)) {
            String name = pair.split("=", 2)[0].strip();
            if (!name.isEmpty() && !ours.containsKey(name)) {
                append(merged, pair.strip());
            }
        }
        ours.forEach((name, value) -> append(merged, name + "=" + value.reveal()));
        return merged.toString();
    }

    private static void append(StringBuilder cookies, String pair) {
        cookies.append(cookies.isEmpty() ? "" : "; ").append(pair);
    }
}
