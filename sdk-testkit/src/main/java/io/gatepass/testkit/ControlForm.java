package io.gatepass.testkit;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON object of a request to the control endpoint. What is missing or wrong is an {@link IllegalArgumentException} that
 * names the member.
 */
final class ControlForm {
    private final Map<?, ?> members;

    private ControlForm(Map<?, ?> members) {
        this.members = members;
    }

    static ControlForm of(FakeRequest request) {
        try {
            if (FakeJson.parse(request.bytes().utf8()) instanceof Map<?, ?> members) {
                return new ControlForm(members);
            }
        } catch (FakeJson.Malformed e) {
            throw new IllegalArgumentException("body: is not JSON", e);
        }
        throw new IllegalArgumentException("body: must be a JSON object");
    }

    boolean has(String name) {
        return members.get(name) != null;
    }

    String text(String name) {
        if (members.get(name) instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw new IllegalArgumentException(name + ": must be a text");
    }

    Number number(String name) {
        if (members.get(name) instanceof Number number) {
            return number;
        }
        throw new IllegalArgumentException(name + ": must be a number");
    }

    /** An ISO 8601 duration such as PT15M; empty if the member is absent. */
    Optional<Duration> duration(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.parse(text(name)));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(name + ": must be a duration such as PT15M", e);
        }
    }

    Fault fault() {
        return switch (text("fault")) {
            case "droppedRequest" -> Fault.droppedRequest();
            case "droppedAnswer" -> Fault.droppedAnswer();
            case "stalled" -> Fault.stalled();
            case "truncated" -> Fault.truncated();
            case "corrupted" -> Fault.corrupted();
            case "reset" -> Fault.reset();
            case "gzipBomb" -> Fault.gzipBomb();
            default -> faultWithValue();
        };
    }

    private Fault faultWithValue() {
        return switch (text("fault")) {
            case "status" -> Fault.status(number("status").intValue());
            case "page" -> Fault.page(number("status").intValue());
            case "throttled" -> Fault.throttled(text("retryAfter"));
            case "redirected" -> Fault.redirected(text("location"));
            case "trickled" ->
                Fault.trickled(Duration.ofMillis(number("millisPerByte").longValue()));
            default ->
                throw new IllegalArgumentException("fault: must be droppedRequest, droppedAnswer, stalled, truncated,"
                        + " corrupted, reset, gzipBomb, status, page, throttled, redirected or trickled");
        };
    }
}
