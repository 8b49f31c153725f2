package io.gatepass.testkit;

import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/**
 * An answer of a fake.
 *
 * @param status the HTTP status
 * @param headers names and values in turn
 * @param body the body
 * @param socket who speaks after an upgrade to a web socket; null if there is none
 */
record FakeAnswer(
        int status,
        List<String> headers,
        String body,
        @Nullable WebSocketListener socket) {
    static FakeAnswer json(int status, @Nullable Object value) {
        return empty(status).with("Content-Type", "application/json").withBody(FakeJson.write(value));
    }

    static FakeAnswer html(int status, String page) {
        return empty(status).with("Content-Type", "text/html").withBody(page);
    }

    static FakeAnswer empty(int status) {
        return new FakeAnswer(status, List.of(), "", null);
    }

    static FakeAnswer webSocket(WebSocketListener socket) {
        return new FakeAnswer(101, List.of(), "", socket);
    }

    FakeAnswer with(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(name);
        more.add(value);
        return new FakeAnswer(status, List.copyOf(more), body, socket);
    }

    FakeAnswer withBody(String text) {
        return new FakeAnswer(status, headers, text, socket);
    }

    MockResponse.Builder toResponse() {
        if (socket != null) {
            return new MockResponse.Builder().webSocketUpgrade(socket);
        }
        MockResponse.Builder response = new MockResponse.Builder().code(status).body(body);
        for (int i = 0; i < headers.size(); i += 2) {
            response.addHeaderLenient(headers.get(i), headers.get(i + 1));
        }
        return response;
    }
}
