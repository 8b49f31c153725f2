package io.gatepass.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs what was asked for, writes {@code benchmarks/results}, and makes the report from all that is there. */
public final class Suite {
    static final Path RESULTS = Path.of("benchmarks", "results");

    private final String modeName;
    private final Mode mode;
    private final Set<String> rows;

    private Suite(String modeName, String rows) {
        this.modeName = modeName;
        this.mode = Mode.named(modeName);
        this.rows = Set.of(rows.split(",", -1));
    }

    /** {@code <full|quick> <all or rows>}, from the root of the repository. */
    public static void main(String[] arguments) throws Exception {
        Files.createDirectories(RESULTS);
        var suite = new Suite(arguments[0], arguments[1]);
        suite.jmh();
        suite.programs();
        if (!suite.rows.equals(Set.of("report"))) {
            suite.describe(arguments);
        }
        Report.write();
        System.exit(0);
    }

    private boolean wants(String row) {
        return rows.contains("all") || rows.contains(row);
    }

    private void jmh() throws Exception {
        if (wants("read")) {
            for (int threads : new int[] {1, 2, 4}) {
                run(ReadBenchmark.class, "read-" + threads, threads);
            }
        }
        if (wants("request")) {
            run(RequestBenchmark.class, "request", 1);
        }
        if (wants("login")) {
            run(LoginBenchmark.class, "login", 1);
        }
        if (wants("paired")) {
            program("paired", () -> Child.here().run(Paired.class, mode.rounds()));
        }
    }

    private void run(Class<?> benchmark, String file, int threads) throws Exception {
        var options = new OptionsBuilder()
                .include(benchmark.getName() + "\\.")
                .threads(threads)
                // Where threads disturb each other, a second JVM tells little that a longer run would not.
                .forks(threads == 1 ? mode.forks() : 1)
                .warmupIterations(Math.max(1, mode.iterations() / 2))
                .warmupTime(TimeValue.milliseconds(mode.millis()))
                .measurementIterations(mode.iterations())
                .measurementTime(TimeValue.milliseconds(mode.millis()))
                .timeout(new TimeValue(1, TimeUnit.MINUTES))
                .addProfiler(GCProfiler.class)
                .resultFormat(ResultFormatType.JSON)
                .result(RESULTS.resolve(file + ".json").toString())
                .shouldFailOnError(true)
                .build();
        new Runner(options).run();
        Path written = RESULTS.resolve(file + ".json");
        Files.writeString(written, Machine.anonymous(Files.readString(written)));
        note(file);
    }

    /** Rows may be measured one by one, so that each file says how it came to be. */
    private synchronized void note(String file) {
        Path notes = RESULTS.resolve("runs.txt");
        try {
            List<String> lines = new ArrayList<>(Files.exists(notes) ? Files.readAllLines(notes) : List.of());
            lines.removeIf(line -> line.startsWith(file + ": "));
            String alone = rows.contains("all") ? "" : ", run by itself";
            lines.add(file + ": " + modeName + alone + ", load " + Machine.load());
            Files.write(notes, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Program {
        List<String> run();
    }

    private void program(String row, Program program) {
        Results.write(RESULTS.resolve(row + ".csv"), program.run());
        note(row);
    }

    private void programs() {
        CompletableFuture<Void> ride = CompletableFuture.completedFuture(null);
        if (wants("ride")) {
            // Ten minutes in which hardly anything happens: the stampedes and the storm run meanwhile.
            ride = CompletableFuture.runAsync(() ->
                    program("ride", () -> Child.here().run(Ride.class, mode.minute())));
        }
        if (wants("stampede")) {
            program("stampede", this::stampedes);
        }
        if (wants("storm")) {
            program("storm", () -> Child.here().run(Storm.class));
        }
        ride.join();
        if (wants("boundary")) {
            program("boundary", () -> Child.here().run(Boundary.class, mode.boundaries()));
        }
        if (wants("memory")) {
            program("memory", () -> Child.here().run(Retained.class, mode.sessions(), 1000));
        }
        if (wants("cold")) {
            program("cold", () -> Child.here().run(Cold.class, mode.starts(), Math.max(1, mode.starts() / 4)));
        }
        if (wants("growth")) {
            program("growth", this::growth);
        }
    }

    private List<String> stampedes() {
        var figures = new ArrayList<>(Child.here().run(Stampede.class, 1000, "platform", mode.slowMillis()));
        Child.jdkWithVirtualThreads()
                .ifPresentOrElse(
                        home -> figures.addAll(new Child(home)
                                .run(Stampede.class, mode.virtualThreads(), "virtual", mode.slowMillis())),
                        () -> System.out.println("No JDK 21 or newer beside this one: virtual threads are left out."));
        return figures;
    }

    private List<String> growth() {
        var figures = new ArrayList<>(Child.here().run(Growth.class, mode.sessions()));
        for (Subject.Maker maker : Subjects.withFloor()) {
            figures.addAll(Child.here().run(Herd.class, maker.name(), 10_000));
        }
        return figures;
    }

    private void describe(String... arguments) throws IOException {
        Files.write(
                RESULTS.resolve("machine.txt"),
                List.of(
                        "command: mvn -q -Pbenchmarks -pl benchmarks -am package -DskipTests exec:exec@all -Dbenchmarks.mode="
                                + arguments[0],
                        "mode: " + modeName + ", " + mode,
                        "machine: " + Machine.hardware(),
                        "system: " + System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                        "jvm: " + System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                        "jvm of virtual threads: "
                                + Child.jdkWithVirtualThreads()
                                        .map(Machine::version)
                                        .orElse("none found")));
    }
}
