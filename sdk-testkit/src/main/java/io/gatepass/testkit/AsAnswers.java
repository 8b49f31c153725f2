package io.gatepass.testkit;

import io.gatepass.testkit.FakeAutoshares.Shape;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answers that the vendor's pages print. */
final class AsAnswers {
    private AsAnswers() {}

    static FakeAnswer json(int status, @Nullable Object... namesAndValues) {
        return FakeAnswer.json(status, FakeJson.object(namesAndValues));
    }

    static FakeAnswer appKey(int status) {
        return json(status, "error", "Application key is not defined or does not exist");
    }

    static FakeAnswer denied() {
        return message(401, "Authorization has been denied for this request.");
    }

    static FakeAnswer message(int status, String text) {
        return json(status, "Message", text);
    }

    static FakeAnswer failed(String step, String reason) {
        return json(401, "State", "Failed", "Step", step, "Reason", reason);
    }

    static FakeAnswer model(@Nullable Object model) {
        return json(200, "Model", model, "Errors", List.of(), "IsSucceed", true);
    }

    static FakeAnswer envelope(int status, String error, String code) {
        return json(
                status,
                "Model",
                null,
                "Errors",
                List.of(error),
                "ErrorsCode",
                List.of(code),
                "StatusCode",
                status == 409 ? 409.0 : "Continue",
                "IsSucceed",
                false);
    }

    static FakeAnswer invalid(String field, String problem) {
        return json(
                400,
                "Message",
                "Validation error occured while processing entity",
                "ModelState",
                Map.of(field, List.of(problem)));
    }

    static FakeAnswer notFound(String url) {
        return message(404, "No HTTP resource was found that matches the request URI '" + url + "'.");
    }

    static FakeAnswer methodNotAllowed(String method) {
        return message(405, "The requested resource does not support HTTP method '" + method + "'.");
    }

    static FakeAnswer lengthRequired() {
        return FakeAnswer.html(411, "<html><head><title>Length Required</title></head><body>HTTP Error 411</body></html>");
    }

    static FakeAnswer throttledByGateway(long seconds, Instant reset) {
        return json(429, "error", "rate limit exceeded")
                .with("Retry-After", String.valueOf(seconds))
                .with("X-RateLimit-Limit", "10")
                .with("X-RateLimit-Remaining", "0")
                .with("X-RateLimit-Reset", String.valueOf(reset.getEpochSecond()));
    }

    static FakeAnswer terminalPage(String method) {
        String page = method.equals("GET") ? "/404.html" : "/User/LogOn?ReturnUrl=%2Ftoken";
        return FakeAnswer.html(302, "<html><head><title>Object moved</title></head></html>")
                .with("Location", page);
    }

    static FakeAnswer refusal(int status, Shape shape, String text) {
        return switch (shape) {
            case ERROR -> json(status, "error", text);
            case STATE -> json(status, "State", "Failed", "Step", "BaseAuthentication", "Reason", text);
            case MESSAGE -> message(status, text);
            case MODEL_STATE -> json(status, "Message", "Validation error", "ModelState", Map.of("user.Field", List.of(text)));
            case ENVELOPE -> envelope(status, text, "Error");
            case FAULT -> json(status, "message", text, "error", "Unexpected server error");
            case HTML -> FakeAnswer.html(status, "<html><head><title>" + text + "</title></head></html>");
            case EMPTY -> FakeAnswer.empty(status);
        };
    }
}
