package io.gatepass.core.spi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.Authorization;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.core.spi.OnceInterceptor.Ticket;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** A request as it is put together, and the rule by which it is sent: once, or once more after the session renewed. */
final class Draft {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final MediaType FORM = MediaType.get("application/x-www-form-urlencoded");
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    final Collection<Secret> secrets = new ArrayList<>();
    final Map<String, String> cookies = new LinkedHashMap<>();
    boolean repeatable;

    private final PlatformHttp http;
    private final String method;
    private final String name;
    private final HttpUrl.Builder url;
    private final SortedMap<String, String> headers;
    private boolean sent;
    private ByteString body = ByteString.EMPTY;
    private @Nullable MediaType bodyType;
    private @Nullable TokenSession<?> session;

    /** Where a request goes: its path as written, for messages, and as it will be sent. */
    record Endpoint(String method, String path, HttpUrl.Builder url) {}

    Draft(PlatformHttp http, Endpoint endpoint) {
        this.http = http;
        this.method = endpoint.method();
        this.name = endpoint.method() + " " + endpoint.path();
        this.url = endpoint.url();
        this.headers = new TreeMap<>(http.defaults);
    }

    void query(String parameter, String value) {
        url.addQueryParameter(parameter, JsonText.wellFormed(parameter, value));
    }

    void header(String header, Secret value) {
        headers.put(header, value.forHeader(header));
    }

    void json(Map<String, ?> members) {
        noteSecrets(members.values());
        body = JsonText.write(members);
        bodyType = JSON;
    }

    void form(Map<String, ?> fields) {
        noteSecrets(fields.values());
        String encoded = fields.entrySet().stream()
                .map(field -> encode(field.getKey(), field.getKey()) + "=" + encode(field.getKey(), field.getValue()))
                .collect(Collectors.joining("&"));
        body = ByteString.encodeUtf8(encoded);
        bodyType = FORM;
    }

    private static String encode(String field, Object value) {
        String text = value instanceof Secret secret ? secret.reveal() : value.toString();
        return URLEncoder.encode(JsonText.wellFormed(field, text), UTF_8);
    }

    private void noteSecrets(Iterable<?> values) {
        for (Object value : values) {
            Object present = value instanceof Optional<?> optional ? optional.orElse(null) : value;
            if (present instanceof Secret secret) {
                secrets.add(secret);
            } else if (present instanceof Map<?, ?> members) {
                noteSecrets(members.values());
            } else if (present instanceof Iterable<?> elements) {
                noteSecrets(elements);
            }
        }
    }

    void as(TokenSession<?> user) {
        if (!user.audience().contains(http.origin())) {
            throw new Misconfigured("the session belongs to another server than " + http.origin());
        }
        session = user;
    }

    Reply send() {
        if (sent) {
            throw new IllegalStateException(name + ": a request is sent once");
        }
        sent = true;
        TokenSession<?> user = session;
        if (user == null) {
            return exchange(headers, cookies, secrets);
        }
        Authorization used = user.authorization();
        Reply first = exchange(used);
        if (first.status() < 400 || !used.refusedBy(first.status(), first::bodyText)) {
            return first;
        }
        if (!method.equals("GET")) {
            renewForTheNextRequest(user, used);
            return first;
        }
        return user.replace(used).map(this::exchange).orElse(first);
    }

    /** The refusal itself goes to the caller; a failed renewal is heard by the next request. */
    private static void renewForTheNextRequest(TokenSession<?> user, Authorization used) {
        try {
            user.replace(used);
        } catch (AuthException failure) {
            // No field: a first request that goes well need not wait for the logging system to start.
            LoggerFactory.getLogger(PlatformHttp.class)
                    .debug(
                            "Renewal after a refused request failed; the next request hears it: {}",
                            failure.getMessage());
        }
    }

    /** Copies, since it may go once more with another authorization. */
    private Reply exchange(Authorization authorization) {
        var carried = new TreeMap<>(headers);
        var jar = new LinkedHashMap<>(cookies);
        var known = new ArrayList<>(secrets);
        authorization.headers().forEach((header, value) -> carried.put(header, value.reveal()));
        authorization.cookies().forEach((cookie, value) -> jar.put(cookie, value.reveal()));
        known.addAll(authorization.headers().values());
        known.addAll(authorization.cookies().values());
        return exchange(carried, jar, known);
    }

    private Reply exchange(SortedMap<String, String> carried, Map<String, String> jar, Collection<Secret> known) {
        if (!jar.isEmpty()) {
            carried.put("Cookie", cookieHeader(jar));
        }
        Ticket ticket = new Ticket(carried.keySet());
        Instant sentAt = http.engine.time().now();
        var exchange = new Exchange(name, repeatable, http.engine.maxAnswerBytes());
        Answer answer = exchange.perform(http.client, request(carried, ticket), ticket);
        return new Reply(answer, new Asked(name, repeatable, sentAt, known));
    }

    private Request request(Map<String, String> carried, Ticket ticket) {
        Request.Builder request = new Request.Builder().url(url.build()).tag(Ticket.class, ticket);
        carried.forEach(request::header);
        return request.method(method, WITH_BODY.contains(method) ? new OneShotBody(body, bodyType) : null)
                .build();
    }

    private static String cookieHeader(Map<String, String> jar) {
        return jar.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }
}
