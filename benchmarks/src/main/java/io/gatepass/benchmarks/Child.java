package io.gatepass.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A program of this module in a JVM of its own; what it prints goes on to the reader, and its figures come back. */
final class Child {
    /** For every JVM: JOL may look everywhere, and nothing else differs from the defaults. */
    private static final List<String> FLAGS =
            List.of("-Xmx4g", "-Djol.magicFieldOffset=true", "-Djdk.attach.allowAttachSelf");

    private final Path java;

    Child(Path javaHome) {
        this.java = javaHome.resolve("bin").resolve("java");
    }

    static Child here() {
        return new Child(Path.of(System.getProperty("java.home")));
    }

    /** The newest JDK beside this one that has virtual threads. */
    static Optional<Path> jdkWithVirtualThreads() {
        Path beside = Path.of(System.getProperty("java.home")).getParent();
        try (Stream<Path> homes = Files.list(beside)) {
            return homes.filter(home -> major(home) >= 21).max(Comparator.comparingInt(Child::major));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static int major(Path home) {
        try {
            return Files.readAllLines(home.resolve("release")).stream()
                    .filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.replaceAll("[^0-9.]", "").split("\\.", -1)[0])
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    List<String> run(Class<?> program, Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            List<String> figures = Results.figuresIn(printed(process));
            if (process.waitFor() != 0) {
                throw new IllegalStateException(program.getSimpleName() + " failed");
            }
            return figures;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> printed(Process process) throws IOException {
        List<String> lines = new ArrayList<>();
        try (var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                System.out.println(line);
                lines.add(line);
            }
        }
        return lines;
    }
}
