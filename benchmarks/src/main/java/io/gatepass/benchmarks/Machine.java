package io.gatepass.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What the results have to say of the machine: its kind, never its name or its paths. */
final class Machine {
    private Machine() {}

    static String hardware() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return cpu() + ", " + system.getAvailableProcessors() + " cores, " + (system.getTotalMemorySize() >> 30)
                + " GiB of memory";
    }

    private static String cpu() {
        return lines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("a CPU");
    }

    static String version(Path javaHome) {
        return lines(javaHome.resolve("release")).stream()
                .filter(line -> line.startsWith("JAVA_RUNTIME_VERSION=") || line.startsWith("IMPLEMENTOR="))
                .map(line -> line.substring(line.indexOf('=') + 1).replace("\"", ""))
                .reduce((first, second) -> first + " " + second)
                .orElse("unknown");
    }

    static String load() {
        return String.format(
                Locale.ROOT,
                "%.1f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** JMH notes where the JVM is and how it was started; that is nobody's business. */
    static String anonymous(String json) {
        return json.replaceAll("\"jvm\" : \"[^\"]*\"", "\"jvm\" : \"java\"")
                .replaceAll("(?s)\"jvmArgs\" : \\[.*?\\]", "\"jvmArgs\" : []");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
