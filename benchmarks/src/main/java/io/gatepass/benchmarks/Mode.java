package io.gatepass.benchmarks;

/**
 * How much is measured.
 *
 * @param forks JVMs for each JMH benchmark
 * @param iterations measured iterations in each, after half as many to warm up
 * @param millis how long an iteration takes
 * @param rounds pairs of blocks in {@link Paired}
 * @param minute seconds in a minute of {@link Ride}
 * @param boundaries rounds of {@link Boundary}
 * @param starts pairs of cold starts
 * @param sessions sessions in {@link Retained} and {@link Growth}
 * @param slowMillis how long a slow endpoint takes in the stampede
 * @param virtualThreads callers in the stampede of virtual threads
 */
record Mode(
        int forks,
        int iterations,
        int millis,
        int rounds,
        int minute,
        int boundaries,
        int starts,
        int sessions,
        int slowMillis,
        int virtualThreads) {
    static Mode named(String name) {
        return switch (name) {
            case "full" -> new Mode(2, 4, 1000, 1000, 60, 5, 41, 1_000_000, 7_000, 10_000);
            case "quick" -> new Mode(1, 2, 250, 40, 2, 1, 5, 10_000, 700, 1_000);
            default -> throw new IllegalArgumentException("mode: full or quick, not " + name);
        };
    }
}
