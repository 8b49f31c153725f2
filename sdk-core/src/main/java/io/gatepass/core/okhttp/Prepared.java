package io.gatepass.core.okhttp;

import io.gatepass.core.Authorization;
import java.util.Set;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** An authorization in the form that OkHttp takes, made once for each token and not for each request. Immutable. */
final class Prepared {
    /** Whoever prints an answer's request must not find the credentials in it; OkHttp sees to that for these two. */
    private static final Set<String> MASKED_BY_OKHTTP = Set.of("Authorization", "Cookie");

    private final Authorization authorization;
    private final Headers headers;
    private final boolean masked;

    private Prepared(Authorization authorization, Headers headers) {
        this.authorization = authorization;
        this.headers = headers;
        this.masked = MASKED_BY_OKHTTP.containsAll(headers.names());
    }

    static Prepared of(Authorization authorization) {
        var headers = new Headers.Builder();
        authorization.headers().forEach((name, value) -> headers.add(name, value.reveal()));
        return new Prepared(authorization, headers.build());
    }

    Authorization authorization() {
        return authorization;
    }

    boolean covers(HttpUrl url) {
        return Placements.covers(authorization.audience(), url);
    }

    /** Whether OkHttp masks all of it when it prints a request. */
    boolean masked() {
        return masked;
    }

    Request place(Request request) {
        Request.Builder placed = request.newBuilder();
        for (int i = 0; i < headers.size(); i++) {
            placed.header(headers.name(i), headers.value(i));
        }
        if (!authorization.cookies().isEmpty()) {
            placed.header("Cookie", Placements.merge(request.header("Cookie"), authorization.cookies()));
        }
        return placed.build();
    }
}
