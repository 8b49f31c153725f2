package io.gatepass.testkit;

import io.gatepass.testkit.ConformanceExchange.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.Headers;

/** Runs the exchanges of one file in their order, and keeps what they capture for those that follow. */
final class ConformanceRun implements AutoCloseable {
    private final ConformanceTarget target;
    private final Map<String, Map<String, String>> captured = new HashMap<>();

    ConformanceRun(ConformanceTarget target) {
        this.target = target;
    }

    /**
     * Runs an exchange.
     *
     * @throws ConformanceSkipped if it is skipped: it must not be run here, or a variable is not known
     * @throws AssertionError if the answer is not the expected one
     */
    void run(ConformanceExchange exchange) {
        target.objection(exchange).ifPresent(why -> {
            throw new ConformanceSkipped(exchange.name() + ": " + why);
        });
        var template = new ConformanceTemplate(name -> variable(exchange.place(), name));
        try {
            template.requireKnown(exchange.request());
            template.requireKnown(exchange.answer());
        } catch (ConformanceSkipped e) {
            throw new ConformanceSkipped(exchange.name() + ": " + e.getMessage());
        }
        for (int time = 0; time < exchange.repeat(); time++) {
            once(exchange, template);
        }
    }

    private Optional<String> variable(Place place, String name) {
        return Optional.ofNullable(captured(place).get(name)).or(() -> target.variable(place, name));
    }

    private Map<String, String> captured(Place place) {
        return captured.computeIfAbsent(place.setUp(), setUp -> new HashMap<>());
    }

    private void once(ConformanceExchange exchange, ConformanceTemplate template) {
        ConformanceClient.Answer answer;
        try {
            answer = new ConformanceClient(template).send(target.baseUrl(exchange.place()), exchange.request());
        } catch (AssertionError e) {
            throw new AssertionError(exchange.name() + ": " + e.getMessage());
        }
        List<String> differences = ConformanceExpectation.differences(template, exchange.answer(), answer);
        if (!differences.isEmpty()) {
            throw new AssertionError(exchange.name() + ":\n  " + String.join("\n  ", differences));
        }
        exchange.capture()
                .forEach((name, where) -> captured(exchange.place())
                        .put(
                                String.valueOf(name),
                                found(where, answer)
                                        .orElseThrow(() -> new AssertionError(exchange.name() + ": no " + where
                                                + " to capture as ${" + name + "}"))));
    }

    /** The first of several places that has a value. */
    private static Optional<String> found(Object where, ConformanceClient.Answer answer) {
        List<?> places = where instanceof List<?> list ? list : List.of(where);
        return places.stream()
                .map(place -> at(String.valueOf(place), answer))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> at(String place, ConformanceClient.Answer answer) {
        if (place.startsWith("header:")) {
            return Optional.ofNullable(answer.headers().get(place.substring("header:".length())));
        }
        return place.startsWith("cookie:")
                ? cookie(place.substring("cookie:".length()), answer.headers())
                : member(place, answer.body());
    }

    /** The value of a cookie; of several by one name, with {@code name@path} the one for that path. */
    private static Optional<String> cookie(String nameAndPath, Headers headers) {
        String[] parts = nameAndPath.split("@", 2);
        return headers.values("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(parts[0] + "="))
                .filter(cookie -> parts.length == 1 || (cookie + ";").contains("; Path=" + parts[1] + ";"))
                .map(cookie -> cookie.substring(parts[0].length() + 1).split(";", 2)[0])
                .findFirst();
    }

    private static Optional<String> member(String pointer, String body) {
        try {
            Object value = FakeJson.parse(body);
            for (String step : pointer.substring(1).split("/", -1)) {
                value = step.isEmpty() ? value : child(value, step);
            }
            return text(value);
        } catch (FakeJson.Malformed e) {
            return Optional.empty();
        }
    }

    private static Object child(Object value, String step) {
        if (value instanceof List<?> list) {
            int index = Integer.parseInt(step);
            return index < list.size() ? list.get(index) : null;
        }
        return value instanceof Map<?, ?> object ? object.get(step) : null;
    }

    private static Optional<String> text(Object value) {
        if (value instanceof Double number && number == Math.rint(number)) {
            return Optional.of(String.valueOf(number.longValue()));
        }
        return value instanceof String || value instanceof Number ? Optional.of(value.toString()) : Optional.empty();
    }

    @Override
    public void close() {
        target.close();
    }
}
