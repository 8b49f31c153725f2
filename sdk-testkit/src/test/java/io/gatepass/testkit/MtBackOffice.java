package io.gatepass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;

/**
 * What the tests of the Match-Trader fake say to its broker host.
 *
 * @param mt the installation
 * @param key the key, which is sent with {@code Bearer}
 */
record MtBackOffice(FakeMatchTrader mt, String key) {
    static final String SMALL = "{\"email\":\"new@example.com\",\"password\":\"Example-pw-1\","
            + "\"personalDetails\":{\"firstname\":\"Ada\",\"lastname\":\"Example\"}}";

    HttpResponse<String> post(String path, String body) {
        return call("POST", path, body);
    }

    HttpResponse<String> call(String method, String path, String body) {
        return new Wire(mt.brokerUrl()).json(method, path, body, "Authorization", "Bearer " + key);
    }

    HttpResponse<String> get(String path) {
        return get(path, "Bearer " + key);
    }

    HttpResponse<String> get(String path, String authorization) {
        return new Wire(mt.brokerUrl()).send("GET", path, "", "Authorization", authorization);
    }

    /** The documented error, which repeats its title and ends with the time. */
    static void problem(HttpResponse<String> answer, int status, String title) {
        assertThat(answer.body())
                .startsWith("{\"status\":" + status + ",\"title\":\"" + title + "\",\"detail\":\"" + title
                        + "\",\"path\":\"/")
                .endsWith("\"timestamp\":\"2026-11-22T10:00:00.000Z\"}");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    }
}
