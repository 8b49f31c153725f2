package io.gatepass.core.spi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** A body of any kind: tried as JSON whatever its type says, unless it is a page for people. */
final class AnswerBody {
    private static final int MOST_BARE_TEXT = 4096;
    private static final int MOST_BLANKS = 256;
    private static final int LONGEST_TAG = "<!doctype html".length();
    private static final int MOST_NAMES = 8;
    private static final int MOST_MESSAGES = 3;
    private static final Pattern HEADINGS = Pattern.compile("(?is)<(title|h1)[^>]*>([^<]{0,200})");

    private final Answer answer;
    private final String type;
    private JsonText.@Nullable Parsed parsed;

    AnswerBody(Answer answer) {
        this.answer = answer;
        String header = answer.headers().get("Content-Type");
        this.type = header == null ? "" : header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    boolean isHtml() {
        return type.equals("text/html") || beginsAsPage();
    }

    private boolean beginsAsPage() {
        ByteString body = answer.body();
        int end = Math.min(MOST_BLANKS, body.size());
        int start = 0;
        while (start < end && body.getByte(start) <= ' ' && body.getByte(start) >= 0) {
            start++;
        }
        if (start == end || body.getByte(start) != '<') {
            return false;
        }
        String tag = body.substring(start, Math.min(start + LONGEST_TAG, body.size()))
                .utf8()
                .toLowerCase(Locale.ROOT);
        return tag.startsWith("<!doctype html") || tag.startsWith("<html");
    }

    boolean isEmpty() {
        return answer.body().size() == 0 || (answer.body().size() < 64 && text().isBlank());
    }

    String text() {
        return answer.body().string(UTF_8);
    }

    @Nullable Object json() {
        return parse().value();
    }

    Optional<Map<?, ?>> object() {
        return asObject(parse());
    }

    static Optional<Map<?, ?>> asObject(JsonText.Parsed parsed) {
        return parsed.value() instanceof Map<?, ?> members ? Optional.of(members) : Optional.empty();
    }

    Optional<List<?>> array() {
        return json() instanceof List<?> elements ? Optional.of(elements) : Optional.empty();
    }

    Optional<String> bareText() {
        if (parse().isJson()) {
            return json() instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
        }
        boolean plain = answer.end() == Answer.End.COMPLETE
                && !isHtml()
                && !isEmpty()
                && answer.body().size() <= MOST_BARE_TEXT;
        return plain ? Optional.of(text().strip()) : Optional.empty();
    }

    private JsonText.Parsed parse() {
        if (parsed == null) {
            boolean worthTrying = answer.end() == Answer.End.COMPLETE && !isHtml();
            parsed = worthTrying ? JsonText.parse(answer.body()) : JsonText.Parsed.NOT_JSON;
        }
        return parsed;
    }

    /** One line about the body: its shape rather than its contents, since an answer's values may be secret. */
    String excerpt(Scrubber scrubber) {
        if (answer.end() != Answer.End.COMPLETE) {
            return answer.end() == Answer.End.CUT_OFF ? "body cut off" : "body too long";
        }
        if (isEmpty()) {
            return "empty body";
        }
        if (isHtml()) {
            return "HTML page"
                    + headings().map(text -> ": " + scrubber.clean(text)).orElse("");
        }
        if (parse().isJson()) {
            return shape(scrubber);
        }
        return answer.status() >= 400
                ? "text: " + scrubber.clean(text())
                : "text of " + answer.body().size() + " bytes";
    }

    private String shape(Scrubber scrubber) {
        if (answer.status() >= 400 && object().isPresent()) {
            return words(scrubber);
        }
        return object().map(members -> "JSON object with " + names(members, scrubber))
                .orElseGet(() -> array().isPresent() ? "JSON array" : "bare JSON value");
    }

    /** What a refusal says in its own words: a success holds tokens, a refusal explains itself. */
    private String words(Scrubber scrubber) {
        return scrubber.clean(Flattener.flatten(json())).entrySet().stream()
                .limit(MOST_MESSAGES)
                .map(message -> message.getKey() + ": " + String.join(" ", message.getValue()))
                .collect(Collectors.joining("; "));
    }

    private static String names(Map<?, ?> members, Scrubber scrubber) {
        return members.isEmpty()
                ? "no members"
                : members.keySet().stream()
                        .limit(MOST_NAMES)
                        .map(name -> scrubber.clean(String.valueOf(name)))
                        .collect(Collectors.joining(", "));
    }

    private Optional<String> headings() {
        Matcher matcher = HEADINGS.matcher(text());
        String found = matcher.results()
                .limit(2)
                .map(heading -> heading.group(2).strip())
                .filter(heading -> !heading.isEmpty())
                .distinct()
                .collect(Collectors.joining(" / "));
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    static boolean fitsHeader(Secret value) {
        try {
            value.forHeader("");
            return true;
        } catch (Rejected unfit) {
            return false;
        }
    }

    static OptionalLong wholeNumber(Number number) {
        try {
            return OptionalLong.of(((BigDecimal) number).longValueExact());
        } catch (ArithmeticException fractionOrTooLarge) {
            return OptionalLong.empty();
        }
    }

    static Map<String, Object> unmodifiable(Map<?, ?> members) {
        var copy = new LinkedHashMap<String, Object>();
        members.forEach((name, value) -> copy.put(String.valueOf(name), value));
        return Collections.unmodifiableMap(copy);
    }
}
