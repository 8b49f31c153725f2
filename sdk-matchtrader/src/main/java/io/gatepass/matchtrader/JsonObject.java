package io.gatepass.matchtrader;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JSON object without what was not filled in: the vendor answers empty texts and nulls with errors. */
final class JsonObject {
    private final Map<String, Object> members = new LinkedHashMap<>();

    /** Adds a member unless it is null, blank or empty, or there already. */
    JsonObject put(String name, @Nullable Object value) {
        Object present = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        if (present != null && !isEmpty(present)) {
            members.putIfAbsent(name, present);
        }
        return this;
    }

    private static boolean isEmpty(Object value) {
        return (value instanceof String text && text.isBlank())
                || (value instanceof Collection<?> elements && elements.isEmpty())
                || (value instanceof Map<?, ?> nested && nested.isEmpty());
    }

    Map<String, Object> members() {
        return members;
    }
}
