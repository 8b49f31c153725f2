package io.gatepass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;

/** What the tests of the Match-Trader fake say to its platform host, and what they read in its answers. */
final class MtBrowser {
    static final String LOGIN = "/manager/mtr-login";
    static final String REFRESH = "/manager/refresh-token";
    static final String REDEEM = "/manager/login/co/with-token";

    private final Wire wire;

    MtBrowser(FakeMatchTrader mt) {
        this.wire = new Wire(mt.platformUrl());
    }

    static String alice(String brokerId) {
        return "{\"email\":\"alice@example.com\",\"password\":\"pw-alice-1\",\"brokerId\":" + brokerId + "}";
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return wire.json("POST", path, body, headers);
    }

    HttpResponse<String> get(String path, String... headers) {
        return wire.send("GET", path, "", headers);
    }

    HttpResponse<String> login() {
        return ok(post(LOGIN, alice("\"0\"")));
    }

    HttpResponse<String> refresh(String refreshToken) {
        return wire.send("POST", REFRESH, "", "Cookie", "rt=" + refreshToken);
    }

    HttpResponse<String> redeem(String token) {
        return post(REDEEM, "{\"token\":\"" + token + "\"}");
    }

    static HttpResponse<String> ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    static List<String> setCookies(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie");
    }

    /** The session token that an answer sets as a cookie; empty if none. */
    static String session(HttpResponse<String> answer) {
        return cookie(answer, "co-auth=", "; Path=/;");
    }

    /** The refresh token that an answer sets for the documented path; empty if none. */
    static String refreshToken(HttpResponse<String> answer) {
        return refreshToken(answer, REFRESH);
    }

    static String refreshToken(HttpResponse<String> answer, String path) {
        return cookie(answer, "rt=", "; Path=" + path + ";");
    }

    private static String cookie(HttpResponse<String> answer, String start, String path) {
        return setCookies(answer).stream()
                .filter(line -> line.startsWith(start) && line.contains(path))
                .map(line -> line.substring(start.length(), line.indexOf(';')))
                .findFirst()
                .orElse("");
    }

    /** The first text by this name in a JSON text; the whole text if there is none. */
    static String member(String json, String name) {
        return json.replaceAll("(?s).*?\"" + name + "\":\"([^\"]*)\".*", "$1");
    }

    static void check(HttpResponse<String> answer, int status, String body) {
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.statusCode()).isEqualTo(status);
        if (!body.isEmpty()) {
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        }
    }

    /** {@code json} after a change that reads {@code from => to}. */
    static String changed(String json, String change) {
        String[] parts = change.split(" => ", 2);
        assertThat(json).contains(parts[0]);
        return json.replace(parts[0], parts[1]);
    }
}
