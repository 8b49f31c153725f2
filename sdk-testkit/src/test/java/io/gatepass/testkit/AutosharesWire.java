package io.gatepass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Raw calls to the fake Autoshares, and what its answers say. */
final class AutosharesWire implements AutoCloseable {
    static final String PASSWORD = "correct horse 1";
    static final String INVALID =
            "{\"State\":\"Failed\",\"Step\":\"BaseAuthentication\",\"Reason\":\"Invalid credentials\"}";
    static final String DENIED = "{\"Message\":\"Authorization has been denied for this request.\"}";

    final ManualTime time = ManualTime.create();
    final FakeAutoshares fake = FakeAutoshares.builder().time(time).start();
    final FakeAutoshares.User alice = fake.addUser("alice", PASSWORD);

    /** {@code POST /token} with the right key and password, and more headers. */
    HttpResponse<String> token(String... more) {
        return tokenAs("alice", PASSWORD, more);
    }

    HttpResponse<String> tokenAs(String login, String password, String... more) {
        var headers = new ArrayList<>(List.of("Et-App-Key", fake.appKey(), "Username", login, "Password", password));
        headers.addAll(List.of(more));
        return new Wire(fake.url()).send("POST", "/token", "", headers.toArray(String[]::new));
    }

    HttpResponse<String> code(String interim, String code) {
        return token("Authorization", "Bearer " + interim, "VerificationCode", code);
    }

    HttpResponse<String> pin(String interim, String pin) {
        return token("Authorization", "Bearer " + interim, "PinCode", pin);
    }

    /** A token of a finished sign-in. */
    String signedIn() {
        return text(token(), "Token");
    }

    /** A call with the app key alone. */
    HttpResponse<String> app(String call, String body) {
        return call(call, body, "Et-App-Key", fake.appKey());
    }

    /** A call with app key and token. */
    HttpResponse<String> as(String token, String call, String body) {
        return call(call, body, "Et-App-Key", fake.appKey(), "Authorization", "Bearer " + token);
    }

    HttpResponse<String> me(String token) {
        return as(token, "GET /v1.0/users/@me/info", "");
    }

    HttpResponse<String> call(String call, String body, String... headers) {
        String[] parts = call.split(" ", 2);
        var wire = new Wire(fake.url());
        return body.isEmpty()
                ? wire.send(parts[0], parts[1], "", headers)
                : wire.json(parts[0], parts[1], body, headers);
    }

    static Map<String, Object> members(HttpResponse<String> answer) {
        var members = new LinkedHashMap<String, Object>();
        ((Map<?, ?>) parsed(answer)).forEach((name, value) -> members.put((String) name, value));
        return members;
    }

    static Object parsed(HttpResponse<String> answer) {
        try {
            return FakeJson.parse(answer.body());
        } catch (FakeJson.Malformed e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    static String text(HttpResponse<String> answer, String member) {
        assertThat(members(answer).get(member)).as(answer.body()).isInstanceOf(String.class);
        return (String) members(answer).get(member);
    }

    static void check(HttpResponse<String> answer, int status, String body) {
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    }

    /** The envelope of a refusal for a reason of business. */
    static void checkRefused(HttpResponse<String> answer, String error, String code) {
        check(
                answer,
                409,
                "{\"Model\":null,\"Errors\":[\"" + error + "\"],\"ErrorsCode\":[\"" + code
                        + "\"],\"StatusCode\":409,\"IsSucceed\":false}");
    }

    static void checkInvalid(HttpResponse<String> answer, String field, String problem) {
        check(
                answer,
                400,
                "{\"Message\":\"Validation error occured while processing entity\",\"ModelState\":{\"" + field
                        + "\":[\"" + problem + "\"]}}");
    }

    @Override
    public void close() {
        fake.close();
    }
}
