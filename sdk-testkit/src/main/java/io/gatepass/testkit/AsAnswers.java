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
        return error(status, "Application key is not defined or does not exist");
    }

    static FakeAnswer error(int status, String text) {
        return json(status, "error", text);
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

    /** A refusal for a reason of business; its {@code StatusCode} is a number in some of the vendor's samples. */
    static FakeAnswer envelope(int status, String error, String code) {
        Object statusCode = status == 409 ? (Object) 409 : "Continue";
        Object[] body = {
            "Errors", List.of(error), "ErrorsCode", List.of(code), "StatusCode", statusCode, "IsSucceed", false
        };
        Map<String, @Nullable Object> members = FakeJson.object("Model", null);
        members.putAll(FakeJson.object(body));
        return FakeAnswer.json(status, members);
    }

    static FakeAnswer invalid(int status, String field, String problem) {
        return json(
                status,
                "Message",
                "Validation error occured while processing entity",
                "ModelState",
                Map.of(field, List.of(problem)));
    }

    static FakeAnswer unsupportedType(String type) {
        return message(415, "The request entity's media type '" + type + "' is not supported for this resource.");
    }

    static FakeAnswer notFound(String url) {
        return message(404, "No HTTP resource was found that matches the request URI '" + url + "'.");
    }

    static FakeAnswer methodNotAllowed(String method) {
        return message(405, "The requested resource does not support HTTP method '" + method + "'.");
    }

    static FakeAnswer lengthRequired() {
        return page(411, "Length Required");
    }

    static FakeAnswer page(int status, String title) {
        return FakeAnswer.html(
                status, "<html><head><title>" + title + "</title></head><body><h2>" + title + "</h2></body></html>");
    }

    static FakeAnswer throttledByGateway(long seconds, FakeAutoshares.Settings settings, Instant now) {
        return error(429, "rate limit exceeded")
                .with("Retry-After", String.valueOf(seconds))
                .with("X-RateLimit-Limit", String.valueOf(settings.loginsPerMinute))
                .with("X-RateLimit-Remaining", "0")
                .with(
                        "X-RateLimit-Reset",
                        String.valueOf(now.plusSeconds(seconds).getEpochSecond()));
    }

    static FakeAnswer terminalPage(String method) {
        String page = method.equals("GET") ? "/404.html" : "/User/LogOn?ReturnUrl=%2Ftoken";
        return page(302, "Object moved").with("Location", page);
    }

    static FakeAnswer refusal(int status, Shape shape, String text) {
        return switch (shape) {
            case ERROR -> error(status, text);
            case STATE -> json(status, "State", "Failed", "Step", "BaseAuthentication", "Reason", text);
            case MESSAGE -> message(status, text);
            case MODEL_STATE -> invalid(status, "user.Field", text);
            case ENVELOPE -> envelope(status, text, "Error");
            case FAULT -> json(status, "message", text, "error", "Unexpected server error");
            case HTML -> page(status, text);
            case EMPTY -> FakeAnswer.empty(status);
        };
    }
}
