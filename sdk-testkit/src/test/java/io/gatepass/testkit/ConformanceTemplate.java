package io.gatepass.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts of a conformance file: {@code ${name}} stands for a variable, {@code <kind>} for any value of the kind. */
final class ConformanceTemplate {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");
    private static final Pattern PART = Pattern.compile("\\$\\{(\\w+)}|<(any|text|number|uuid|time)>");
    private static final Pattern OTHER_THAN = Pattern.compile("<not (.+)>");
    private static final Map<String, String> KINDS = Map.of(
            "any", ".*",
            "text", ".*\\S.*",
            "number", "-?\\d+(\\.\\d+)?",
            "uuid", "\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}",
            "time", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:?\\d\\d)?");

    private final Variables variables;

    /** Finds the value of a variable; empty if nobody knows it. */
    interface Variables {
        Optional<String> find(String name);
    }

    ConformanceTemplate(Variables variables) {
        this.variables = variables;
    }

    /** Aborts the test if anything in a JSON value names a variable that is not known. */
    void requireKnown(Object value) {
        if (value instanceof Map<?, ?> object) {
            object.values().forEach(this::requireKnown);
        } else if (value instanceof List<?> list) {
            list.forEach(this::requireKnown);
        } else if (value instanceof String text) {
            VARIABLE.matcher(text).results().forEach(found -> value(found.group(1)));
        }
    }

    private String value(String name) {
        return variables.find(name).orElseThrow(() -> new ConformanceSkipped("nothing is known of ${" + name + "}"));
    }

    /** The text with the values of its variables, each as {@code encoding} makes it. */
    String expanded(String text, UnaryOperator<String> encoding) {
        return VARIABLE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(encoding.apply(value(found.group(1)))));
    }

    /** A JSON value with the values of all variables in it. */
    Object expanded(Object value) {
        if (value instanceof Map<?, ?> object) {
            Map<String, Object> copy = FakeJson.object();
            object.forEach((name, member) -> copy.put(String.valueOf(name), expanded(member)));
            return copy;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::expanded).toList();
        }
        return value instanceof String text ? expanded(text, UnaryOperator.identity()) : value;
    }

    /** Whether a text is what this one stands for. */
    boolean matches(String template, String text) {
        Matcher other = OTHER_THAN.matcher(template);
        return other.matches()
                ? !text.isBlank() && !matches(other.group(1), text)
                : pattern(template).matcher(text).matches();
    }

    private Pattern pattern(String template) {
        var pattern = new StringBuilder();
        Matcher part = PART.matcher(template);
        int end = 0;
        while (part.find()) {
            pattern.append(Pattern.quote(template.substring(end, part.start())));
            String variable = part.group(1);
            pattern.append(variable == null ? KINDS.get(part.group(2)) : Pattern.quote(value(variable)));
            end = part.end();
        }
        return Pattern.compile(
                pattern.append(Pattern.quote(template.substring(end))).toString(), Pattern.DOTALL);
    }
}
