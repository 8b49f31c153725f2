package io.gatepass.core.spi;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * JSON as maps, lists, strings, exact numbers and booleans, without reflection.
 *
 * <p>Messages of the parser quote values, so none of them leaves this class.
 */
final class JsonText {
    private static final ByteString BYTE_ORDER_MARK = ByteString.decodeHex("efbbbf");

    private JsonText() {}

    /** What {@link #parse} found: a value, which may be null, or that the text is not JSON. */
    record Parsed(boolean isJson, @Nullable Object value) {
        static final Parsed NOT_JSON = new Parsed(false, null);
    }

    /** Never throws. A repeated member makes the whole text unusable: two readers could see two different tokens. */
    static Parsed parse(ByteString text) {
        Buffer buffer = new Buffer().write(text.startsWith(BYTE_ORDER_MARK) ? text.substring(3) : text);
        try (JsonReader reader = JsonReader.of(buffer)) {
            Object value = readValue(reader);
            return reader.peek() == JsonReader.Token.END_DOCUMENT ? new Parsed(true, value) : Parsed.NOT_JSON;
        } catch (IOException | JsonDataException | NumberFormatException e) {
            return Parsed.NOT_JSON;
        }
    }

    private static @Nullable Object readValue(JsonReader reader) throws IOException {
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> readObject(reader);
            case BEGIN_ARRAY -> readArray(reader);
            case STRING -> reader.nextString();
            case NUMBER -> new BigDecimal(reader.nextString());
            case BOOLEAN -> reader.nextBoolean();
            case NULL -> reader.<Object>nextNull();
            default -> throw new JsonDataException("unexpected end");
        };
    }

    private static Map<String, @Nullable Object> readObject(JsonReader reader) throws IOException {
        var members = new LinkedHashMap<String, @Nullable Object>();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (members.containsKey(name)) {
                throw new JsonDataException("repeated member");
            }
            members.put(name, readValue(reader));
        }
        reader.endObject();
        return members;
    }

    private static List<@Nullable Object> readArray(JsonReader reader) throws IOException {
        var elements = new ArrayList<@Nullable Object>();
        reader.beginArray();
        while (reader.hasNext()) {
            elements.add(readValue(reader));
        }
        reader.endArray();
        return elements;
    }

    /**
     * Writes an object. Members that are an empty {@link Optional} are left out.
     *
     * @throws Rejected naming the member whose text is not valid Unicode
     */
    static ByteString write(Map<String, ?> members) {
        Buffer out = new Buffer();
        try (JsonWriter writer = JsonWriter.of(out)) {
            writer.setSerializeNulls(true);
            writeObject(writer, "", members);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a Buffer never fails
        }
        return out.readByteString();
    }

    private static void writeObject(JsonWriter writer, String path, Map<?, ?> members) throws IOException {
        writer.beginObject();
        for (Map.Entry<?, ?> member : members.entrySet()) {
            String name = String.valueOf(member.getKey());
            Object value = member.getValue();
            if (value instanceof Optional<?> optional && optional.isEmpty()) {
                continue;
            }
            writer.name(name);
            writeValue(writer, path.isEmpty() ? name : path + "." + name, value);
        }
        writer.endObject();
    }

    private static void writeValue(JsonWriter writer, String path, @Nullable Object value) throws IOException {
        if (value == null) {
            writer.nullValue();
        } else if (value instanceof Optional<?> optional) {
            writeValue(writer, path, optional.orElseThrow());
        } else if (value instanceof Secret secret) {
            writer.value(wellFormed(path, secret.reveal()));
        } else if (value instanceof String text) {
            writer.value(wellFormed(path, text));
        } else if (value instanceof Boolean flag) {
            writer.value(flag);
        } else if (value instanceof Number number) {
            writer.value(number);
        } else {
            writeNested(writer, path, value);
        }
    }

    private static void writeNested(JsonWriter writer, String path, Object value) throws IOException {
        if (value instanceof Map<?, ?> members) {
            writeObject(writer, path, members);
        } else if (value instanceof Iterable<?> elements) {
            writer.beginArray();
            for (Object element : elements) {
                writeValue(writer, path, element);
            }
            writer.endArray();
        } else {
            throw new IllegalArgumentException(
                    path + ": no JSON for " + value.getClass().getName());
        }
    }

    /** The encoder would send a lone surrogate as a question mark: another password than the user typed. */
    static String wellFormed(String field, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw Rejected.form(field, "must be valid Unicode text");
            }
        }
        return text;
    }
}
