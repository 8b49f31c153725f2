package io.gatepass.benchmarks;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Row 1: what it costs to ask for a token that is usable for days. All threads ask the same subject. The floor is one
 * volatile read and one clock read; nanoseconds per read, and bytes allocated, by JMH's gc profiler.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReadBenchmark extends EverySubject {
    private Subject reader;

    /** Opens the subject with a token of two days. */
    @Setup
    public void open() throws Exception {
        var endpoint = TokenEndpoint.answering(Duration.ZERO);
        reader = Subjects.named(subject).open(endpoint, Duration.ofDays(2));
        reader.read();
    }

    /** Ends what it started. */
    @TearDown
    public void close() {
        reader.close();
    }

    /** One read. */
    @Benchmark
    public Object read() throws Exception {
        return reader.read();
    }
}
