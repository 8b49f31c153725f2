package io.gatepass.testkit;

import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import org.jspecify.annotations.Nullable;

/**
 * An answer of a fake.
 *
 * @param status the HTTP status
 * @param headers names and values in turn
 * @param body the body
 */
record FakeAnswer(int status, List<String> headers, String body) {
    static FakeAnswer json(int status, @Nullable Object value) {
        return empty(status).with("Content-Type", "application/json").withBody(FakeJson.write(value));
    }

    static FakeAnswer html(int status, String page) {
        return empty(status).with("Content-Type", "text/html").withBody(page);
    }

    static FakeAnswer empty(int status) {
        return new FakeAnswer(status, List.of(), "");
    }

    FakeAnswer with(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(name);
        more.add(value);
        return new FakeAnswer(status, List.copyOf(more), body);
    }

    FakeAnswer withBody(String text) {
        return new FakeAnswer(status, headers, text);
    }

    MockResponse.Builder toResponse() {
        MockResponse.Builder response = new MockResponse.Builder().code(status).body(body);
        for (int i = 0; i < headers.size(); i += 2) {
            response.addHeaderLenient(headers.get(i), headers.get(i + 1));
        }
        return response;
    }
}
