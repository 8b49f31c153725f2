package io.gatepass.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Figures of the rows that are programs and not JMH, as lines of a CSV file: row, subject, condition, metric, value,
 * unit. Child processes print such lines; everything else they print is for the reader.
 */
final class Results {
    private static final String MARK = "#figure,";

    /** One figure. */
    record Figure(String row, String subject, String condition, String metric, double value, String unit) {
        String line() {
            return String.join(",", row, subject, condition, metric, number(value), unit);
        }

        static Figure parse(String line) {
            String[] part = line.split(",", -1);
            return new Figure(part[0], part[1], part[2], part[3], Double.parseDouble(part[4]), part[5]);
        }
    }

    private Results() {}

    /** Prints figures of one subject under one condition. */
    record Sheet(String row, String subject, String condition) {
        Sheet put(String metric, double value, String unit) {
            System.out.println(MARK + new Figure(row, subject, condition, metric, value, unit).line());
            System.out.flush();
            return this;
        }

        Sheet count(String metric, long value) {
            return put(metric, value, "");
        }

        Sheet nanosAsMillis(String metric, double nanos) {
            return put(metric, nanos / 1e6, "ms");
        }
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.format(Locale.ROOT, "%.6g", value);
    }

    static List<String> figuresIn(List<String> output) {
        return output.stream()
                .filter(line -> line.startsWith(MARK))
                .map(line -> line.substring(MARK.length()))
                .toList();
    }

    static void write(Path file, List<String> figures) {
        var lines = new ArrayList<String>();
        lines.add("row,subject,condition,metric,value,unit");
        lines.addAll(figures);
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Figure> read(Path file) {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream()
                            .skip(1)
                            .map(Figure::parse)
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
