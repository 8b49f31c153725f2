package io.gatepass.testkit;

import java.util.List;
import java.util.Map;

/** The answers that the real software gives word for word. */
final class TtsAnswers {
    static final String POST_ONLY = "POST, OPTIONS";
    static final String NO_CREDENTIALS = "Authentication credentials were not provided.";
    static final String INVALID_TOKEN = "Invalid token.";

    private TtsAnswers() {}

    static FakeAnswer detail(int status, String text) {
        return FakeAnswer.json(status, FakeJson.object("detail", text));
    }

    static FakeAnswer errors(Map<String, ?> errors) {
        return FakeAnswer.json(400, errors);
    }

    static FakeAnswer nonField(String text) {
        return FakeAnswer.json(400, FakeJson.object("non_field_errors", List.of(text)));
    }

    static FakeAnswer methodNotAllowed(String method, String allow) {
        return detail(405, "Method \"" + method + "\" not allowed.").with("Allow", allow);
    }

    static FakeAnswer throttled(long seconds) {
        return detail(429, "Request was throttled. Expected available in " + seconds + " seconds.")
                .with("Retry-After", String.valueOf(seconds))
                .with("Allow", POST_ONLY);
    }

    static FakeAnswer slashMissing(String path) {
        return FakeAnswer.empty(301)
                .with("Content-Type", "text/html; charset=utf-8")
                .with("Location", path + "/");
    }

    static FakeAnswer notFoundPage() {
        return page(404, "Not Found", "The requested resource was not found on this server.");
    }

    static FakeAnswer crashPage() {
        return page(500, "Server Error (500)", "");
    }

    static FakeAnswer badRequestPage() {
        return page(400, "Bad Request (400)", "").with("Connection", "close");
    }

    private static FakeAnswer page(int status, String heading, String text) {
        return FakeAnswer.html(status, """

                <!doctype html>
                <html lang="en">
                <head>
                  <title>%s</title>
                </head>
                <body>
                  <h1>%s</h1><p>%s</p>
                </body>
                </html>
                """.formatted(heading, heading, text));
    }
}
