package io.gatepass.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import okhttp3.Headers;

/** Compares an answer with the one that a file expects. Says where they differ and how, but never what was answered. */
final class ConformanceExpectation {
    private static final String ABSENT = "<absent>";
    private static final String EACH = "<each>";
    private static final String ONE_OF = "<one of>";

    private final ConformanceTemplate template;
    private final boolean exact;
    private final List<String> differences = new ArrayList<>();

    private ConformanceExpectation(ConformanceTemplate template, boolean exact) {
        this.template = template;
        this.exact = exact;
    }

    /** How {@code answer} differs from {@code expected}; empty if it does not. */
    static List<String> differences(ConformanceTemplate template, Map<?, ?> expected, ConformanceClient.Answer answer) {
        var expectation = new ConformanceExpectation(template, Boolean.TRUE.equals(expected.get("exact")));
        expectation.status(expected.get("status"), answer.status());
        if (expected.get("headers") instanceof Map<?, ?> headers) {
            headers.forEach((name, value) -> expectation.header(String.valueOf(name), value, answer.headers()));
        }
        if (expected.get("text") instanceof String text && !template.matches(text, answer.body())) {
            expectation.differ("body", text, answer.body());
        }
        if (expected.containsKey("body")) {
            expectation.body(expected.get("body"), answer.body());
        }
        return List.copyOf(expectation.differences);
    }

    private void status(Object expected, int found) {
        List<?> allowed = expected instanceof List<?> list ? list : List.of(expected);
        if (!allowed.contains((double) found)) {
            String statuses = allowed.stream()
                    .map(status -> String.valueOf(((Double) status).intValue()))
                    .collect(Collectors.joining(" or "));
            differences.add("status: expected " + statuses + ", found " + found);
        }
    }

    private void header(String name, Object expected, Headers headers) {
        List<String> found = headers.values(name);
        if (expected == null || ABSENT.equals(expected)) {
            if (!found.isEmpty()) {
                differences.add("header " + name + ": expected none, found one");
            }
            return;
        }
        for (Object one : expected instanceof List<?> list ? list : List.of(expected)) {
            if (found.stream().noneMatch(value -> template.matches(String.valueOf(one), value))) {
                differences.add("header " + name + ": expected \"" + one + "\", found "
                        + (found.isEmpty() ? "nothing" : "another text"));
            }
        }
    }

    private void body(Object expected, String body) {
        try {
            value("", expected, FakeJson.parse(body));
        } catch (FakeJson.Malformed e) {
            differences.add("body: expected JSON, found another text");
        }
    }

    private void value(String pointer, Object expected, Object found) {
        if (expected instanceof Map<?, ?> object && object.containsKey(ONE_OF)) {
            oneOf(pointer, (List<?>) object.get(ONE_OF), found);
        } else if (expected instanceof Map<?, ?> object && object.containsKey(EACH)) {
            each(pointer, object.get(EACH), found);
        } else if (expected instanceof Map<?, ?> object && found instanceof Map<?, ?> members) {
            object(pointer, object, members);
        } else if (expected instanceof List<?> list && found instanceof List<?> items && list.size() == items.size()) {
            for (int i = 0; i < list.size(); i++) {
                value(pointer + "/" + i, list.get(i), items.get(i));
            }
        } else if (!isLike(expected, found)) {
            differ(pointer, expected, found);
        }
    }

    private void object(String pointer, Map<?, ?> expected, Map<?, ?> found) {
        expected.forEach((name, value) -> {
            String member = pointer + "/" + name;
            if (ABSENT.equals(value)) {
                if (found.containsKey(name)) {
                    differ(member, value, found.get(name));
                }
            } else if (found.containsKey(name)) {
                value(member, value, found.get(name));
            } else {
                differences.add(member + ": expected " + FakeJson.write(value) + ", found nothing");
            }
        });
        if (exact && !expected.keySet().containsAll(found.keySet())) {
            differences.add((pointer.isEmpty() ? "/" : pointer) + ": has more members than expected");
        }
    }

    private void each(String pointer, Object expected, Object found) {
        if (found instanceof List<?> items) {
            for (int i = 0; i < items.size(); i++) {
                value(pointer + "/" + i, expected, items.get(i));
            }
        } else {
            differ(pointer, "<list>", found);
        }
    }

    private void oneOf(String pointer, List<?> choices, Object found) {
        for (Object choice : choices) {
            var attempt = new ConformanceExpectation(template, exact);
            attempt.value(pointer, choice, found);
            if (attempt.differences.isEmpty()) {
                return;
            }
        }
        differ(pointer, choices, found);
    }

    private boolean isLike(Object expected, Object found) {
        if (!(expected instanceof String kind)) {
            return !(expected instanceof Map || expected instanceof List) && Objects.equals(expected, found);
        }
        return switch (kind) {
            case "<any>" -> true;
            case "<number>" -> found instanceof Number;
            case "<flag>" -> found instanceof Boolean;
            case "<list>" -> found instanceof List;
            case "<object>" -> found instanceof Map;
            default -> found instanceof String text && template.matches(kind, text);
        };
    }

    private void differ(String pointer, Object expected, Object found) {
        differences.add((pointer.isEmpty() ? "/" : pointer) + ": expected " + FakeJson.write(expected) + ", found "
                + kind(found));
    }

    private static String kind(Object found) {
        if (found instanceof List<?> list) {
            return "a list of " + list.size();
        }
        if (found instanceof Map) {
            return "an object";
        }
        return found instanceof String ? "another text" : found instanceof Number ? "a number" : String.valueOf(found);
    }
}
