package io.gatepass.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Row 3: one whole login over a warm loopback connection: the request with its credentials, the parsed and classified
 * answer, something that holds the token. The same answer for everybody; see {@link Logins} for who does what.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LoginBenchmark {
    /** Who logs in. */
    @Param({"floor", "gatepass", "google-auth", "msal4j", "spring"})
    public String subject;

    private Logins.Login login;
    private RawServer server;

    /** Prepares the client. */
    @Setup
    public void open() throws Exception {
        server = RawServer.saying(Logins.ANSWER);
        login = Logins.of(subject, server);
        login.perform();
    }

    /** Ends what it started. */
    @TearDown
    public void close() {
        server.close();
    }

    /** One login. */
    @Benchmark
    public Object run() throws Exception {
        return login.perform();
    }
}
