package io.gatepass.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which secrets a fake issued, and in which requests they came back. It looks at the whole of a request, whatever the
 * fake's routes make of it, so that a secret in the wrong place is noticed too. Guarded by the journal's lock.
 */
final class Ledger {
    /** Secrets are words of the one or of the other kind. */
    private static final List<Pattern> BETWEEN_WORDS =
            List.of(Pattern.compile("[^A-Za-z0-9._~-]+"), Pattern.compile("[^A-Za-z0-9._~+/=-]+"));

    private static final int SHORTEST = 16;

    private final Map<String, Line> lines = new LinkedHashMap<>();

    private record Line(String kind, String owner, int issuedBy, List<Integer> presentedBy) {}

    /** Writes down a secret, once, however often it is handed out. */
    void issued(int request, LedgerEntry.Subject subject, String secret) {
        lines.putIfAbsent(secret, new Line(subject.kind(), subject.owner(), request, new ArrayList<>()));
    }

    /** Looks for known secrets in a request. */
    void presented(int number, SeenRequest request) {
        if (lines.isEmpty()) {
            return;
        }
        for (String word : words(request)) {
            Line line = lines.get(word);
            if (line != null) {
                line.presentedBy.add(number);
            }
        }
    }

    List<LedgerEntry> entries() {
        var entries = new ArrayList<LedgerEntry>();
        lines.forEach((secret, line) -> entries.add(new LedgerEntry(
                new LedgerEntry.Subject(line.kind, line.owner), secret, line.issuedBy, List.copyOf(line.presentedBy))));
        return List.copyOf(entries);
    }

    /** The text with every known secret in it masked. */
    String masked(String text) {
        String masked = text;
        for (String secret : lines.keySet()) {
            masked = masked.replace(secret, Masked.MASK);
        }
        return masked;
    }

    private static Set<String> words(SeenRequest request) {
        var words = new LinkedHashSet<String>();
        addWords(words, request.target());
        addWords(words, request.body());
        request.headers().values().forEach(values -> values.forEach(value -> addWords(words, value)));
        return words;
    }

    private static void addWords(Set<String> words, String text) {
        split(words, text);
        if (text.indexOf('%') >= 0) {
            split(words, decoded(text));
        }
    }

    private static void split(Set<String> words, String text) {
        for (Pattern between : BETWEEN_WORDS) {
            between.splitAsStream(text)
                    .filter(word -> word.length() >= SHORTEST)
                    .forEach(word -> {
                        words.add(word);
                        words.add(word.substring(word.indexOf('=') + 1)); // name=secret
                    });
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return "";
        }
    }
}
