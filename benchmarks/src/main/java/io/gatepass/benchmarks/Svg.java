package io.gatepass.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A chart with two logarithmic axes, one line for each series, or with one such axis and bars; plain SVG. */
final class Svg {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 360;
    private static final int LEFT = 150;
    private static final int BOTTOM = 300;
    private static final int RIGHT = 600;
    private static final int TOP = 50;
    private static final String[] COLOURS = {"#1b6ca8", "#d1495b", "#3c8d2f", "#8d5a97", "#c77d0a"};

    /** A point, or a bar with the half width of its interval as {@code error}. */
    record Point(String label, double x, double y, double error) {}

    /** One line. */
    record Series(String name, List<Point> points) {}

    private final StringBuilder out = new StringBuilder();

    private Svg(String title) {
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .append(WIDTH + " " + HEIGHT)
                .append("\" font-family=\"sans-serif\" font-size=\"12\">\n");
        out.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        text(LEFT, 25, "start", title);
    }

    /** Lines over powers of ten. */
    static void lines(Path file, String title, List<Series> series) {
        var svg = new Svg(title);
        var xs = Axis.of(
                series.stream()
                        .flatMap(line -> line.points.stream())
                        .map(Point::x)
                        .toList(),
                LEFT,
                RIGHT);
        var ys = Axis.of(
                series.stream()
                        .flatMap(line -> line.points.stream())
                        .map(Point::y)
                        .toList(),
                BOTTOM,
                TOP);
        svg.grid(xs, ys);
        for (int i = 0; i < series.size(); i++) {
            svg.line(series.get(i), COLOURS[i % COLOURS.length], new Axis[] {xs, ys});
            svg.coloured(COLOURS[i % COLOURS.length], RIGHT + 8, TOP + 18 * i, series.get(i).name);
        }
        svg.save(file);
    }

    /** Horizontal bars from the least power of ten. */
    static void bars(Path file, String title, List<Point> bars) {
        var svg = new Svg(title);
        var xs = Axis.of(bars.stream().map(Point::y).toList(), LEFT, RIGHT);
        svg.grid(xs, null);
        int step = Math.min(28, (BOTTOM - TOP) / Math.max(1, bars.size()));
        for (int i = 0; i < bars.size(); i++) {
            Point bar = bars.get(i);
            int y = TOP + step * i;
            String colour = COLOURS[bar.label.equals(Subjects.OURS) ? 0 : bar.label.equals(Subjects.FLOOR) ? 2 : 1];
            double end = xs.at(bar.y);
            svg.rectangle(new double[] {LEFT, y, Math.max(2, end - LEFT), step - 6}, colour);
            svg.text(LEFT - 6, y + step / 2, "end", bar.label);
            if (bar.error > 0 && bar.error < bar.y) {
                double middle = y + (step - 6) / 2.0;
                svg.segment(xs.at(bar.y - bar.error), middle, xs.at(bar.y + bar.error), middle);
            }
            svg.text(
                    xs.at(bar.y + Math.max(0, bar.error)) + 5,
                    y + step / 2,
                    "start",
                    Results.number(Report.rounded(bar.y)));
        }
        svg.save(file);
    }

    /** Powers of ten from {@code first} to {@code last} on pixels. */
    private record Axis(int first, int last, int from, int to) {
        static Axis of(List<Double> values, int from, int to) {
            double least =
                    values.stream().mapToDouble(v -> v).filter(v -> v > 0).min().orElse(1);
            double most = values.stream().mapToDouble(v -> v).max().orElse(10);
            int first = (int) Math.floor(Math.log10(least));
            return new Axis(first, Math.max(first + 1, (int) Math.ceil(Math.log10(most))), from, to);
        }

        double at(double value) {
            double part = (Math.log10(Math.max(value, Math.pow(10, first))) - first) / (last - first);
            return from + part * (to - from);
        }

        List<Double> marks() {
            var marks = new ArrayList<Double>();
            for (int power = first; power <= last; power++) {
                marks.add(Math.pow(10, power));
            }
            return marks;
        }
    }

    private void grid(Axis xs, @org.jspecify.annotations.Nullable Axis ys) {
        for (double mark : xs.marks()) {
            out.append(shape("<path d=\"M%.1f,%d V%d\" stroke=\"#ddd\"/>%n", xs.at(mark), TOP, BOTTOM));
            text(xs.at(mark), BOTTOM + 18, "middle", power(mark));
        }
        if (ys != null) {
            for (double mark : ys.marks()) {
                out.append(shape("<path d=\"M%d,%.1f H%d\" stroke=\"#ddd\"/>%n", LEFT, ys.at(mark), RIGHT));
                text(LEFT - 6, ys.at(mark) + 4, "end", power(mark));
            }
        }
    }

    private static String power(double mark) {
        return mark >= 0.01 && mark < 100_000
                ? Results.number(mark).replaceAll("(\\.\\d*?)0+$", "$1")
                : shape("1e%d", Math.round(Math.log10(mark)));
    }

    private void line(Series series, String colour, Axis... axes) {
        var path = new StringBuilder();
        for (Point point : series.points) {
            double x = axes[0].at(point.x);
            double y = axes[1].at(point.y);
            path.append(path.isEmpty() ? "M" : " L").append(shape("%.1f,%.1f", x, y));
            out.append(shape("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n", x, y, colour));
        }
        out.append(shape("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n", path, colour));
    }

    private void rectangle(double[] box, String colour) {
        out.append(shape(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
                box[0], box[1], box[2], box[3], colour));
    }

    private void segment(double x1, double y1, double x2, double y2) {
        out.append(shape("<path d=\"M%.1f,%.1f L%.1f,%.1f\" stroke=\"#222\" stroke-width=\"1.5\"/>%n", x1, y1, x2, y2));
    }

    private void text(double x, double y, String anchor, String words) {
        out.append(shape("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, words));
    }

    private void coloured(String colour, double x, double y, String words) {
        out.append(shape("<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\">%s</text>%n", x, y, colour, words));
    }

    private static String shape(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private void save(Path file) {
        try {
            Files.writeString(file, out.append("</svg>\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
