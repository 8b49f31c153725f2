package io.gatepass.benchmarks;

import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What JMH wrote, as far as the report needs it. */
final class JmhResults {
    /**
     * One benchmark.
     *
     * @param subject whose
     * @param target the second parameter, if there is one
     * @param score nanoseconds per operation
     * @param error half the width of the 99.9 % interval
     * @param bytes allocated per operation
     */
    record Score(String subject, String target, double score, double error, double bytes) {}

    private JmhResults() {}

    static List<Score> read(Path file) {
        try {
            if (!Files.exists(file)) {
                return List.of();
            }
            Object json = new Moshi.Builder().build().adapter(Object.class).fromJson(Files.readString(file));
            return ((List<?>) Objects.requireNonNull(json))
                    .stream().map(entry -> score((Map<?, ?>) entry)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Score score(Map<?, ?> entry) {
        Map<?, ?> params = (Map<?, ?>) Objects.requireNonNull(entry.get("params"));
        Map<?, ?> secondary = (Map<?, ?>) Objects.requireNonNull(entry.get("secondaryMetrics"));
        Map<?, ?> primary = (Map<?, ?>) Objects.requireNonNull(entry.get("primaryMetric"));
        Object target = params.get("target");
        return new Score(
                (String) Objects.requireNonNull(params.get("subject")),
                target == null ? "" : target.toString(),
                number(primary.get("score")),
                number(primary.get("scoreError")),
                bytes(secondary));
    }

    private static double bytes(Map<?, ?> secondary) {
        return secondary.entrySet().stream()
                .filter(metric -> metric.getKey().toString().endsWith("gc.alloc.rate.norm"))
                .mapToDouble(metric -> number(((Map<?, ?>) metric.getValue()).get("score")))
                .findFirst()
                .orElse(Double.NaN);
    }

    private static double number(Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
