package io.gatepass.core.spi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatepass.core.Secret;
import java.net.URLEncoder;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import okhttp3.Headers;

/**
 * Makes a server's words safe to show: an error page may echo the password it was sent, or print a token of its own.
 *
 * <p>Masks every secret of the request, however it was escaped, everything that looks like a token, and the query of
 * every URL; turns control characters into blanks; and cuts what is long.
 */
final class Scrubber {
    private static final String MASK = "██";
    private static final int MOST = 300;
    private static final Pattern URL_REST = Pattern.compile("(https?://[^\\s/?#\"'<>]+)([^\\s\"'<>]*)");
    private static final Pattern TOKEN_LIKE = Pattern.compile("[A-Za-z0-9+/_=.~-]{20,}+");
    private static final Pattern NOTHING = Pattern.compile("(?!)");
    private static final Pattern DIGIT = Pattern.compile("[0-9]");
    private static final Pattern TELLING =
            Pattern.compile("(x-)?ratelimit-[a-z-]{1,20}|x-request-id|x-correlation-id|cf-mitigated|cf-ray|allow");
    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i)(token|secret|passw|pin|key|cookie|session|auth|jwt)[^.]*$");
    private static final Pattern PRIVATE_NAME = Pattern.compile("(?i)(phrase|image|question|answer)$");
    private static final Map<String, String> HTML =
            Map.of("&", "&amp;", "<", "&lt;", ">", "&gt;", "\"", "&quot;", "'", "&#x27;");

    private final Pattern known;

    Scrubber(Collection<Secret> secrets) {
        Set<String> spellings = new LinkedHashSet<>();
        secrets.forEach(secret -> spell(secret.reveal(), spellings));
        this.known = anyOf(spellings);
    }

    private static void spell(String value, Set<String> spellings) {
        if (value.isBlank()) {
            return;
        }
        spellings.add(value);
        spellings.add(value.strip());
        spellings.add(escaped(value, "\\\""));
        spellings.add(escaped(value, "\\'"));
        spellings.add(escaped(value, "\\\"/"));
        spellings.add(html(value));
        spellings.add(html(value).replace("&#x27;", "&#39;"));
        spellings.add(URLEncoder.encode(value, UTF_8));
        spellings.add(URLEncoder.encode(value, UTF_8).replace("+", "%20"));
        int space = value.indexOf(' ');
        if (space > 0 && value.indexOf(' ', space + 1) < 0) {
            spell(value.substring(space + 1), spellings); // "Bearer abc": the token alone is as secret
        }
    }

    String clean(String text) {
        String shown = text.codePoints()
                .limit(20_000)
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        shown = known.matcher(shown).replaceAll(MASK);
        shown = URL_REST.matcher(shown).replaceAll("$1");
        shown = TOKEN_LIKE
                .matcher(shown)
                .replaceAll(Scrubber::maskedIfToken)
                .strip()
                .replaceAll(" {2,}", " ");
        return shown.length() > MOST ? shown.substring(0, MOST) + "…" : shown;
    }

    /** A long word without a digit is a word. Looked for here, not in the pattern, whose time would grow squared. */
    private static String maskedIfToken(MatchResult run) {
        return DIGIT.matcher(run.group()).find() ? MASK : Matcher.quoteReplacement(run.group());
    }

    Map<String, List<String>> clean(Map<String, List<String>> messages) {
        var cleaned = new LinkedHashMap<String, List<String>>();
        messages.forEach((path, texts) -> cleaned.put(
                clean(path), texts.stream().map(text -> cleanMember(path, text)).toList()));
        return Collections.unmodifiableMap(cleaned);
    }

    /** The headers that explain or identify a refusal. */
    Map<String, String> telling(Headers headers) {
        var telling = new TreeMap<String, String>();
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.name(i).toLowerCase(Locale.ROOT);
            if (TELLING.matcher(name).matches()) {
                telling.put(name, clean(headers.value(i)));
            }
        }
        return Collections.unmodifiableMap(telling);
    }

    /** Under a name like "token" a single word is taken for one; a sentence is about it. */
    private String cleanMember(String path, String text) {
        boolean secret = PRIVATE_NAME.matcher(path).find()
                || (SECRET_NAME.matcher(path).find() && !text.strip().contains(" "));
        return secret && !text.isBlank() ? MASK : clean(text);
    }

    /** The longest first, so that no part of a secret is left beside the mask. */
    private static Pattern anyOf(Set<String> spellings) {
        if (spellings.isEmpty()) {
            return NOTHING;
        }
        return Pattern.compile(
                spellings.stream()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|")),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static String escaped(String value, String special) {
        return value.codePoints()
                .mapToObj(Character::toString)
                .map(c -> special.contains(c) ? "\\" + c : c)
                .collect(Collectors.joining());
    }

    private static String html(String value) {
        return value.codePoints()
                .mapToObj(Character::toString)
                .map(c -> HTML.getOrDefault(c, c))
                .collect(Collectors.joining());
    }
}
