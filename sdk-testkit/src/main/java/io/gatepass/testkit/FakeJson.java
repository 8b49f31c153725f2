package io.gatepass.testkit;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON for fakes: plain maps, lists, strings, doubles, booleans and nulls. */
final class FakeJson {
    private static final JsonAdapter<Object> ANY =
            new Moshi.Builder().build().adapter(Object.class).serializeNulls();

    /** The text is not JSON. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed() {
            super("not JSON");
        }
    }

    private FakeJson() {}

    static @Nullable Object parse(String text) throws Malformed {
        try {
            return ANY.fromJson(text);
        } catch (IOException | JsonDataException e) {
            throw new Malformed();
        }
    }

    static String write(@Nullable Object value) {
        return ANY.toJson(value);
    }

    /** An object with members in the order given: name, value, name, value. */
    static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return members;
    }
}
