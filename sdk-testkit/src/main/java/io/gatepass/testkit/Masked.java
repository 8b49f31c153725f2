package io.gatepass.testkit;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A request as text for people, without what is or may be secret: names stay, values go. */
final class Masked {
    static final String MASK = "██";

    /** The only headers whose values are shown. */
    private static final Set<String> SHOWN = Set.of(
            "accept",
            "accept-encoding",
            "accept-language",
            "connection",
            "content-length",
            "content-type",
            "host",
            "origin",
            "user-agent");

    private static final Pattern TELLING =
            Pattern.compile("pass|secret|token|code|pin|key|otp|ott|auth|session|verifier|assertion|^rt$|^uid$");
    private static final Pattern PAIR = Pattern.compile("([^=&?]+)=([^&]*)");
    private static final Pattern MEMBER =
            Pattern.compile("\"([^\"\\\\]+)\"(\\s*:\\s*)(\"(?:[^\"\\\\]|\\\\.)*\"?|[0-9][0-9.eE+-]*)");

    private Masked() {}

    /** Request line, headers and body, a line each. */
    static String text(SeenRequest request) {
        String headers = request.headers().entrySet().stream()
                .map(header -> header(header.getKey(), header.getValue()))
                .collect(Collectors.joining());
        return request.method() + " " + target(request.target()) + "\n" + headers + body(request.body());
    }

    /** The target with the values of telling query parameters masked. */
    static String target(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query + 1) + pairs(target.substring(query + 1));
    }

    /** A header's line, its value masked unless it is known to be harmless. */
    private static String header(String name, List<String> values) {
        boolean shown = SHOWN.contains(name.toLowerCase(Locale.ROOT));
        return name + ": " + (shown ? String.join(", ", values) : MASK) + "\n";
    }

    private static String body(String body) {
        String text = body.stripLeading();
        boolean json = text.startsWith("{") || text.startsWith("[");
        return json ? members(body) : pairs(body);
    }

    private static String pairs(String text) {
        return replaced(PAIR.matcher(text), pair -> telling(pair.group(1)) ? pair.group(1) + "=" + MASK : pair.group());
    }

    private static String members(String text) {
        return replaced(
                MEMBER.matcher(text),
                member -> telling(member.group(1))
                        ? "\"" + member.group(1) + "\"" + member.group(2) + "\"" + MASK + "\""
                        : member.group());
    }

    private interface Replacement {
        String of(MatchResult found);
    }

    private static String replaced(Matcher matcher, Replacement replacement) {
        return matcher.replaceAll(found -> Matcher.quoteReplacement(replacement.of(found)));
    }

    private static boolean telling(String name) {
        return TELLING.matcher(name.toLowerCase(Locale.ROOT)).find();
    }
}
