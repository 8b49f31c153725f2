package io.gatepass.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fields of a request's JSON object. */
record MtForm(Map<?, ?> fields) {
    /** The object in the body of a request; empty if there is none. */
    static Optional<MtForm> of(FakeRequest request) {
        try {
            return FakeJson.parse(request.bytes().utf8()) instanceof Map<?, ?> fields
                    ? Optional.of(new MtForm(fields))
                    : Optional.empty();
        } catch (FakeJson.Malformed e) {
            return Optional.empty();
        }
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    @Nullable Object value(String name) {
        return fields.get(name);
    }

    /** A text or a number as text; empty if it is absent, null or of another type. */
    Optional<String> text(String name) {
        Object value = fields.get(name);
        if (value instanceof Double number && number == Math.rint(number)) {
            return Optional.of(String.valueOf(number.longValue()));
        }
        return value instanceof String || value instanceof Number ? Optional.of(value.toString()) : Optional.empty();
    }

    /** A value as it was sent: a whole number stays one, however deep. */
    static @Nullable Object asSent(@Nullable Object value) {
        if (value instanceof Double number && number == Math.rint(number)) {
            return number.longValue();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(MtForm::asSent).toList();
        }
        if (!(value instanceof Map<?, ?> fields)) {
            return value;
        }
        var copy = new LinkedHashMap<Object, @Nullable Object>();
        fields.forEach((name, inner) -> copy.put(name, asSent(inner)));
        return copy;
    }

    /** The object at {@code name}; without fields if there is none. */
    MtForm object(String name) {
        return new MtForm(fields.get(name) instanceof Map<?, ?> inner ? inner : Map.of());
    }

    /** The first of these that is absent, null or empty. */
    Optional<String> firstMissing(String... names) {
        for (String name : names) {
            if (text(name).orElse("").isEmpty()) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}
