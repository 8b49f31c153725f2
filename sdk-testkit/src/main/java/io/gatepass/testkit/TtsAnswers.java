package io.gatepass.testkit;

import java.util.List;
import java.util.Map;

/** The answers that the real software gives word for word. */
final class TtsAnswers {
    static final String POST_ONLY = "POST, OPTIONS";
    static final String NO_CREDENTIALS = "Authentication credentials were not provided.";
    static final String INVALID_TOKEN = "Invalid token.";
    static final String REQUIRED = "This field is required.";
    static final String REQUIRED_IN_FRENCH = "Ce champ est obligatoire.";

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

    static String sessionCookie(String session) {
        return "sessionid=" + session + "; HttpOnly; Max-Age=1209600; Path=/; SameSite=Lax";
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

    static FakeAnswer withCharset(FakeAnswer page) {
        FakeAnswer same = FakeAnswer.empty(page.status()).withBody(page.body());
        for (int i = 0; i < page.headers().size(); i += 2) {
            String value = page.headers().get(i + 1);
            same = same.with(page.headers().get(i), value.equals("text/html") ? value + "; charset=utf-8" : value);
        }
        return same;
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
