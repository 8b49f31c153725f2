package io.gatepass.testkit;

import static io.gatepass.testkit.MatchTraderQuirk.NO_ERROR_TYPES;
import static io.gatepass.testkit.MatchTraderQuirk.SPRING_ERRORS;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A refusal of the broker host. */
final class MtProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;

    /** Entity and reason; empty if this refusal has no type. */
    private final String type;

    MtProblem(int status, String title) {
        this(status, title, "");
    }

    MtProblem(int status, String title, String type) {
        super(title, null, false, false);
        this.status = status;
        this.title = title;
        this.type = type;
    }

    FakeAnswer toAnswer(MtState state, String path) {
        String timestamp = state.timestamp(state.time.now());
        if (state.has(SPRING_ERRORS)) {
            return FakeAnswer.json(
                    status,
                    FakeJson.object(
                            "timestamp", timestamp,
                            "status", status,
                            "error", reasonPhrase(),
                            "message", title,
                            "path", path));
        }
        Map<String, @Nullable Object> body =
                FakeJson.object("status", status, "title", title, "detail", title, "path", path);
        if (!type.isEmpty() && !state.has(NO_ERROR_TYPES)) {
            body.put("type", "error://broker-api/" + type);
        }
        body.put("timestamp", timestamp);
        return FakeAnswer.json(status, body);
    }

    private String reasonPhrase() {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 422 -> "Unprocessable Entity";
            default -> "Internal Server Error";
        };
    }
}
