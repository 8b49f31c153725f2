package io.gatepass.core.okhttp;

import io.gatepass.core.Authorization;
import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Writes an authorization into a request. */
final class Placements {
    private Placements() {}

    static Origin originOf(HttpUrl url) {
        return new Origin(url.scheme(), url.host(), url.port());
    }

    static Request place(Request request, Authorization authorization) {
        Request.Builder placed = request.newBuilder();
        authorization.headers().forEach((name, value) -> placed.header(name, value.reveal()));
        if (!authorization.cookies().isEmpty()) {
            placed.header("Cookie", merge(request.header("Cookie"), authorization.cookies()));
        }
        return placed.build();
    }

    /** Keeps the cookies that are there, except those of the same names: two values of one cookie confuse servers. */
    private static String merge(@Nullable String existing, Map<String, Secret> ours) {
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
