package io.gatepass.core.spi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads messages out of any JSON: {@code {"email":["taken"],"card":{"no":["bad"]}}} has email and card.no. */
final class Flattener {
    /** More messages than a person reads; a hostile answer may hold a million. */
    private static final int MOST = 200;

    private final Map<String, List<String>> messages = new LinkedHashMap<>();
    private int count;

    private Flattener() {}

    static Map<String, List<String>> flatten(@Nullable Object json) {
        var flattener = new Flattener();
        if (json instanceof Map || json instanceof List) {
            flattener.add("", json);
        }
        return flattener.messages;
    }

    /** A single text, or the texts of a list; numbers and booleans count as text. */
    static List<String> texts(@Nullable Object value) {
        if (value instanceof List<?> elements) {
            return elements.stream()
                    .filter(Flattener::isText)
                    .map(Object::toString)
                    .toList();
        }
        return isText(value) ? List.of(String.valueOf(value)) : List.of();
    }

    private static boolean isText(@Nullable Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean;
    }

    private void add(String path, @Nullable Object value) {
        if (count >= MOST) {
            return;
        }
        if (value instanceof Map<?, ?> members) {
            members.forEach((name, member) -> add(path.isEmpty() ? "" + name : path + "." + name, member));
        } else if (value instanceof List<?> elements) {
            messages.computeIfAbsent(path, p -> new ArrayList<>());
            elements.forEach(element -> add(path, element));
        } else {
            count++;
            List<String> texts = messages.computeIfAbsent(path, p -> new ArrayList<>());
            if (value != null) {
                texts.add(value.toString());
            }
        }
    }
}
