package io.gatepass.benchmarks;

import io.gatepass.benchmarks.JmhResults.Score;
import io.gatepass.benchmarks.Results.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes the tables of {@code docs/performance.md}, between its markers, from all results that there are. */
final class Report {
    private static final Path PAGE = Path.of("docs", "performance.md");
    private static final String BEGIN = "<!-- begin: made by the benchmarks -->";
    private static final String END = "<!-- end: made by the benchmarks -->";

    private final StringBuilder out = new StringBuilder();

    private Report() {}

    static void write() throws IOException {
        var report = new Report();
        report.machine();
        report.reads();
        report.requests();
        report.logins();
        report.stampedes();
        report.scenarios();
        report.memory();
        report.cold();
        report.growth();
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        Files.writeString(PAGE, page.substring(0, begin) + "\n" + report.out + page.substring(page.indexOf(END)));
        Plots.write();
    }

    static List<Score> scores(String file) {
        return JmhResults.read(Suite.RESULTS.resolve(file + ".json"));
    }

    static List<Figure> figures(String row) {
        return Results.read(Suite.RESULTS.resolve(row + ".csv"));
    }

    static Optional<Figure> figure(List<Figure> figures, String subject, String condition, String metric) {
        return figures.stream()
                .filter(f -> f.subject().equals(subject)
                        && f.condition().equals(condition)
                        && f.metric().equals(metric))
                .findFirst();
    }

    /** To three digits, which is more than the measurements are worth. */
    static double rounded(double value) {
        if (value == 0 || Double.isNaN(value)) {
            return value;
        }
        double unit = Math.pow(10, Math.floor(Math.log10(Math.abs(value))) - 2);
        return unit >= 1 ? Math.rint(value) : Math.rint(value / unit) * unit;
    }

    private static String show(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        String text = Results.number(rounded(value));
        return text.contains(".") && !text.contains("e") ? text.replaceAll("\\.?0+$", "") : text;
    }

    private void machine() throws IOException {
        Path file = Suite.RESULTS.resolve("machine.txt");
        if (Files.exists(file)) {
            Path runs = Suite.RESULTS.resolve("runs.txt");
            out.append("```\n").append(Files.readString(file));
            out.append(Files.exists(runs) ? Files.readString(runs) : "").append("```\n");
        }
    }

    private void heading(String text) {
        out.append("\n### ").append(text).append("\n\n");
    }

    private void row(List<String> cells) {
        out.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private void header(String... names) {
        row(List.of(names));
        row(Arrays.stream(names)
                .map(name -> name.equals(names[0]) ? "---" : "---:")
                .toList());
    }

    private static String scored(Score score) {
        return show(score.score()) + " ± " + show(score.error());
    }

    private void reads() {
        List<Score> one = scores("read-1");
        if (one.isEmpty()) {
            return;
        }
        heading("1. Reading a usable token");
        header("", "1 thread, ns", "2 threads, ns", "4 threads, ns", "bytes", "× floor, 1 thread");
        double floor = one.get(0).score();
        for (Score score : one) {
            row(List.of(
                    score.subject(),
                    scored(score),
                    other("read-2", score),
                    other("read-4", score),
                    show(Math.max(0, Math.rint(score.bytes()))),
                    show(score.score() / floor)));
        }
        ratio("read", "with floor", "In turns with the floor", "");
        ratio("read", "with google-auth", "In turns with google-auth, the fastest peer", "");
        out.append("\n![reads](performance-read.svg)\n");
    }

    private static String other(String file, Score score) {
        return scores(file).stream()
                .filter(same -> same.subject().equals(score.subject()))
                .map(Report::scored)
                .findFirst()
                .orElse("–");
    }

    private void requests() {
        List<Score> all = scores("request");
        if (all.isEmpty()) {
            return;
        }
        heading("2. One authenticated request");
        header("", "no socket, ns", "bytes", "loopback, ns", "bytes");
        for (Score local : all.stream().filter(s -> s.target().equals("local")).toList()) {
            Optional<Score> loopback = all.stream()
                    .filter(s -> s.target().equals("loopback") && s.subject().equals(local.subject()))
                    .findFirst();
            row(List.of(
                    local.subject(),
                    scored(local),
                    show(Math.rint(local.bytes())),
                    loopback.map(Report::scored).orElse("–"),
                    loopback.map(s -> show(Math.rint(s.bytes()))).orElse("–")));
        }
        paired("request", "local", "In turns with the floor, without a socket");
        paired("request", "loopback", "In turns with the floor, over loopback");
    }

    private void logins() {
        List<Score> all = scores("login");
        if (all.isEmpty()) {
            return;
        }
        heading("3. One whole login over loopback");
        header("", "ns", "bytes");
        all.forEach(score -> row(List.of(score.subject(), scored(score), show(Math.rint(score.bytes())))));
        paired("login", "loopback", "In turns with the floor");
    }

    private void paired(String row, String condition, String words) {
        List<Figure> figures = turns(row);
        String more = ", " + value(figures, Subjects.OURS, condition, "bytes more") + " bytes more ("
                + value(figures, Subjects.OURS, condition, "bytes ratio") + " ×)";
        ratio(row, condition, words, more);
    }

    private void ratio(String row, String condition, String words, String more) {
        List<Figure> figures = turns(row);
        figure(figures, Subjects.OURS, condition, "ratio")
                .ifPresent(ratio -> out.append("\n")
                        .append(words)
                        .append(": **")
                        .append(thousandths(ratio.value()))
                        .append(" ± ")
                        .append(figure(figures, Subjects.OURS, condition, "ratio error")
                                .map(error -> thousandths(error.value()))
                                .orElse("–"))
                        .append(" ×** its time")
                        .append(more)
                        .append(".\n"));
    }

    private static String thousandths(double ratio) {
        return String.format(Locale.ROOT, "%.3f", ratio);
    }

    private static List<Figure> turns(String row) {
        return figures("paired").stream().filter(f -> f.row().equals(row)).toList();
    }

    private static String value(List<Figure> figures, String subject, String condition, String metric) {
        return figure(figures, subject, condition, metric)
                .map(f -> show(f.value()))
                .orElse("–");
    }

    private void stampedes() {
        List<Figure> figures = figures("stampede");
        if (figures.isEmpty()) {
            return;
        }
        heading("4. Many callers at the expiry of a token");
        List<String> metrics = List.of(
                "exchanges",
                "most at once",
                "p50",
                "p99",
                "max",
                "failed",
                "still waiting at the cut",
                "failed asks",
                "recovery");
        for (String condition : conditions(figures)) {
            out.append("\n**").append(condition).append("** (times in ms)\n\n");
            table(figures, condition, metrics);
        }
        out.append("\n![stampede](performance-stampede.svg)\n");
    }

    private static Set<String> conditions(List<Figure> figures) {
        Set<String> conditions = new LinkedHashSet<>();
        figures.forEach(f -> conditions.add(f.condition()));
        return conditions;
    }

    /** One line for each subject that has figures, one column for each metric that anybody has. */
    private void table(List<Figure> figures, String condition, List<String> metrics) {
        List<Figure> here =
                figures.stream().filter(f -> f.condition().equals(condition)).toList();
        List<String> present = metrics.stream()
                .filter(metric -> here.stream().anyMatch(f -> f.metric().equals(metric)))
                .toList();
        header(Stream.concat(Stream.of(""), present.stream()).toArray(String[]::new));
        Set<String> subjects = new LinkedHashSet<>();
        here.forEach(f -> subjects.add(f.subject()));
        for (String subject : subjects) {
            List<String> cells = new ArrayList<>(List.of(subject));
            present.forEach(metric -> cells.add(value(here, subject, condition, metric)));
            row(cells);
        }
    }

    private void plain(String row, String title, String... metrics) {
        List<Figure> figures = figures(row);
        if (figures.isEmpty()) {
            return;
        }
        heading(title);
        header(Stream.concat(Stream.of(""), Arrays.stream(metrics)).toArray(String[]::new));
        for (Figure first : figures) {
            if (first.metric().equals(metrics[0])) {
                List<String> cells = new ArrayList<>(List.of(first.subject() + "; " + first.condition()));
                Arrays.stream(metrics)
                        .forEach(metric -> cells.add(value(figures, first.subject(), first.condition(), metric)));
                row(cells);
            }
        }
    }

    private void scenarios() {
        plain(
                "ride",
                "5. An outage shorter than the token's life (times in ms)",
                "requests",
                "failed",
                "delayed over 100 ms",
                "p99",
                "max",
                "exchanges");
        plain("storm", "6. Two hundred refusals within a second", "renewals", "most at once", "failed");
        plain(
                "boundary",
                "7. Worst wait at the renewal boundary (ms)",
                "worst wait",
                "best round",
                "worst round",
                "worst wait of the floor meanwhile",
                "rounds",
                "exchanges");
    }

    private void memory() {
        plain("memory", "8. Bytes retained by an idle session", "bytes", "beyond the strings", "threads more");
    }

    private void cold() {
        plain("cold", "9. Cold start (ms)", "time", "time error", "classes", "ratio", "ratio error");
        List<Figure> figures = figures("cold");
        if (!figures.isEmpty()) {
            out.append("\n");
            header("", "bytes");
            figures.stream()
                    .filter(f -> f.condition().startsWith("sizes"))
                    .forEach(f -> row(List.of(f.metric(), show(f.value()))));
        }
    }

    private void growth() {
        plain("growth", "10. Growth: sessions", "read", "bytes", "threads");
        plain("growth", "10. Growth: callers at an expiry (ms)", "exchanges", "last served", "not served in 10 s");
        plain("growth", "10. Growth: the body of an error (ms)", "classified");
        plain("growth", "10. Growth: accounts of one user", "bytes of all views", "exchanges");
        if (!figures("growth").isEmpty()) {
            out.append("\n![growth](performance-growth.svg)\n");
        }
    }
}
