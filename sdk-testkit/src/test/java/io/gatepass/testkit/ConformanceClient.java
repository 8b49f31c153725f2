package io.gatepass.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import okhttp3.Credentials;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Sends the requests of conformance files, byte for byte: no cookies, no redirects, nothing is sent twice. */
final class ConformanceClient {
    private static final OkHttpClient HTTP = new OkHttpClient.Builder()
            .followRedirects(false)
            .retryOnConnectionFailure(false)
            .callTimeout(Duration.ofSeconds(30))
            .build();
    private static final UnaryOperator<String> IN_URL =
            value -> URLEncoder.encode(value, UTF_8).replace("+", "%20");

    private final ConformanceTemplate template;

    /** What came back. */
    record Answer(int status, Headers headers, String body) {}

    ConformanceClient(ConformanceTemplate template) {
        this.template = template;
    }

    /** One round trip. What goes wrong is an AssertionError, which says nothing of the request's values. */
    Answer send(String baseUrl, Map<?, ?> request) {
        try (Response response = HTTP.newCall(built(baseUrl, request)).execute()) {
            return new Answer(
                    response.code(), response.headers(), response.body().string());
        } catch (IOException e) {
            throw new AssertionError("no answer: " + e.getClass().getSimpleName());
        } catch (IllegalArgumentException e) {
            throw new AssertionError("a value cannot be sent in a URL or header");
        }
    }

    private Request built(String baseUrl, Map<?, ?> request) {
        Map<String, String> headers = headers(request);
        byte[] body = body(request, headers);
        String method = String.valueOf(request.get("method"));
        var builder = new Request.Builder().url(baseUrl + template.expanded(text(request, "path"), IN_URL));
        headers.forEach(builder::header);
        return builder.method(method, method.equals("GET") ? null : RequestBody.create(body))
                .build();
    }

    /** Those that every request has unless the file says otherwise, then the file's. */
    private Map<String, String> headers(Map<?, ?> request) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Accept", "application/json");
        headers.put("User-Agent", "Gatepass-Conformance");
        if (request.containsKey("body")) {
            headers.put("Content-Type", "application/json");
        } else if (request.containsKey("form")) {
            headers.put("Content-Type", "application/x-www-form-urlencoded");
        }
        if (request.get("basic") instanceof Map<?, ?> pair) {
            headers.put("Authorization", Credentials.basic(expanded(pair.get("user")), expanded(pair.get("password"))));
        }
        if (request.get("headers") instanceof Map<?, ?> more) {
            more.forEach((name, value) -> headers.put(String.valueOf(name), expanded(value)));
        }
        return headers;
    }

    private String expanded(Object value) {
        return template.expanded(String.valueOf(value), UnaryOperator.identity());
    }

    private byte[] body(Map<?, ?> request, Map<String, String> headers) {
        if (request.get("base64") instanceof String bytes) {
            return Base64.getDecoder().decode(bytes);
        }
        if (request.get("form") instanceof Map<?, ?> form) {
            return form.entrySet().stream()
                    .map(field -> field.getKey() + "=" + IN_URL.apply(expanded(field.getValue())))
                    .collect(Collectors.joining("&"))
                    .getBytes(UTF_8);
        }
        if (request.containsKey("body")) {
            return FakeJson.write(template.expanded(request.get("body"))).getBytes(UTF_8);
        }
        return expanded(text(request, "text")).getBytes(UTF_8);
    }

    private static String text(Map<?, ?> request, String member) {
        return request.get(member) instanceof String text ? text : "";
    }
}
