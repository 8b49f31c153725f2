package io.gatepass.benchmarks;

import io.gatepass.benchmarks.Results.Figure;
import io.gatepass.benchmarks.Svg.Point;
import io.gatepass.benchmarks.Svg.Series;
import java.nio.file.Path;
import java.util.List;

/** The plots of {@code docs/performance.md}. */
final class Plots {
    private static final Path DOCS = Path.of("docs");

    private Plots() {}

    static void write() {
        List<Point> reads = Report.scores("read-1").stream()
                .map(s -> new Point(s.subject(), 0, s.score(), Double.isNaN(s.error()) ? 0 : s.error()))
                .toList();
        if (!reads.isEmpty()) {
            Svg.bars(DOCS.resolve("performance-read.svg"), "Reading a usable token, 1 thread, ns", reads);
        }
        List<Point> down = Report.figures("stampede").stream()
                .filter(f -> f.condition().equals("platform 1000; down")
                        && f.metric().equals("exchanges"))
                .map(f -> new Point(f.subject(), 0, f.value(), 0))
                .toList();
        if (!down.isEmpty()) {
            Svg.bars(
                    DOCS.resolve("performance-stampede.svg"),
                    "Exchanges of 1000 callers at an expiry, the endpoint down",
                    down);
        }
        List<Figure> growth = Report.figures("growth");
        if (!growth.isEmpty()) {
            Svg.lines(
                    DOCS.resolve("performance-growth.svg"),
                    "What grows with what (both axes in powers of ten)",
                    List.of(
                            series(growth, "sessions ", "bytes"),
                            series(growth, "sessions ", "read"),
                            series(growth, "callers ", "last served"),
                            series(growth, "error bytes ", "classified"),
                            series(growth, "accounts ", "bytes of all views")));
        }
    }

    private static Series series(List<Figure> figures, String condition, String metric) {
        List<Figure> chosen = figures.stream()
                .filter(f -> f.subject().equals(Subjects.OURS)
                        && f.condition().startsWith(condition)
                        && f.metric().equals(metric))
                .toList();
        String unit = chosen.isEmpty() ? "" : ", " + chosen.get(0).unit();
        return new Series(
                condition.strip() + ": " + metric + unit,
                chosen.stream()
                        .map(f -> new Point(
                                "", Double.parseDouble(f.condition().substring(condition.length())), f.value(), 0))
                        .toList());
    }
}
