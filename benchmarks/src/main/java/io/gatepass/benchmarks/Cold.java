package io.gatepass.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatepass.benchmarks.Results.Sheet;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Row 9: {@link ColdStart} in fresh JVMs, ours and the floor in turns and each with its own class path; the ratio of each
 * pair, its median and half its 95 % interval. Then the sizes of our jars, and of all that they need.
 */
final class Cold {
    private static final List<String> PARTS =
            List.of("okhttp-jvm", "okio-jvm", "moshi", "kotlin-stdlib", "slf4j-", "jspecify");
    private static final List<String> NOT_OURS = List.of("kotlin-stdlib-jdk", "slf4j-jboss");

    private static final String CONDITION = "login and one request";

    private final String classPath = System.getProperty("java.class.path");

    private Cold() {}

    private record Start(double nanos, double classes) {}

    /** {@code <pairs of starts> <starts of each peer>}. */
    public static void main(String[] arguments) throws Exception {
        int pairs = Integer.parseInt(arguments[0]);
        int ofPeers = Integer.parseInt(arguments[1]);
        var cold = new Cold();
        try (RawServer server = RawServer.saying(Logins.ANSWER)) {
            cold.pairs(pairs, server);
            for (Subject.Maker maker : Subjects.all()) {
                if (!maker.name().equals(Subjects.OURS)) {
                    cold.peer(maker, ofPeers);
                }
            }
        }
        cold.sizes();
        System.exit(0);
    }

    private void pairs(int count, RawServer server) throws Exception {
        Start[] floor = new Start[count];
        Start[] ours = new Start[count];
        Start[] ownClient = new Start[count];
        start(Subjects.FLOOR, server.url(""), lean()); // the first one reads the jars from the disk
        for (int i = 0; i < count; i++) {
            floor[i] = start(Subjects.FLOOR, server.url(""), lean());
            ours[i] = start(Subjects.OURS, server.url(""), lean());
            ownClient[i] = start("own client", server.url(""), lean());
        }
        put(new Sheet("cold", Subjects.FLOOR, CONDITION), floor);
        compare(new Sheet("cold", Subjects.OURS, CONDITION), floor, ours);
        compare(new Sheet("cold", Subjects.OURS, CONDITION + "; two clients"), floor, ownClient);
    }

    private static void compare(Sheet sheet, Start[] floor, Start[] ours) {
        put(sheet, ours);
        double[] ratios = new double[floor.length];
        Arrays.setAll(ratios, i -> ours[i].nanos / floor[i].nanos);
        var ratio = new Sample(ratios);
        sheet.put("ratio", ratio.median(), "x").put("ratio error", ratio.medianError(), "x");
    }

    private void peer(Subject.Maker maker, int count) throws Exception {
        Start[] starts = new Start[count];
        for (int i = 0; i < count; i++) {
            starts[i] = start(maker.name(), "none", classPath);
        }
        put(new Sheet("cold", maker.name(), "first header; no network"), starts);
    }

    private static void put(Sheet sheet, Start... starts) {
        var times = new Sample(Arrays.stream(starts).mapToDouble(Start::nanos).toArray());
        sheet.nanosAsMillis("time", times.median())
                .nanosAsMillis("time error", times.medianError())
                .count("classes", (long) starts[0].classes);
    }

    private static Start start(String subject, String base, String path) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                path,
                ColdStart.class.getName(),
                subject,
                base);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        String line = output.lines()
                .filter(text -> text.startsWith("cold,"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(subject + " did not start: " + output));
        String[] part = line.split(",", -1);
        return new Start(Double.parseDouble(part[1]), Double.parseDouble(part[2]));
    }

    /** What an application of ours has on its class path, and this program. */
    private String lean() {
        return entries().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private List<Path> entries() {
        return Arrays.stream(classPath.split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(Cold::isLean)
                .toList();
    }

    private static boolean isLean(Path entry) {
        String name = entry.getFileName().toString();
        return isProject(entry)
                || (PARTS.stream().anyMatch(name::startsWith)
                        && NOT_OURS.stream().noneMatch(name::startsWith));
    }

    private static boolean isProject(Path entry) {
        return Files.isDirectory(entry) || entry.getParent().endsWith("target");
    }

    private void sizes() throws IOException {
        long closure = 0;
        for (Path entry : entries()) {
            String name = entry.getFileName().toString();
            boolean counts =
                    Files.isRegularFile(entry) && !name.startsWith("benchmarks") && !name.startsWith("slf4j-nop");
            if (counts) {
                closure += Files.size(entry);
            }
            if (counts && name.startsWith("sdk-")) {
                new Sheet("cold", Subjects.OURS, "sizes")
                        .put(name.replaceAll("-\\d.*", " jar"), Files.size(entry), "B");
            }
        }
        new Sheet("cold", Subjects.OURS, "sizes").put("closure of all platforms", closure, "B");
    }
}
