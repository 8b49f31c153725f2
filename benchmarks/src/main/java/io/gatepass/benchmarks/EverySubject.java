package io.gatepass.benchmarks;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The parameter of the benchmarks that everybody takes part in. */
@State(Scope.Benchmark)
public abstract class EverySubject {
    /** Whose token it is about, by the names of {@link Subjects}. */
    @Param({
        "floor",
        "gatepass",
        "google-auth",
        "aws OneCaller",
        "aws NonBlocking",
        "azure sync",
        "azure async",
        "msal4j",
        "spring",
        "quarkus",
        "databricks"
    })
    public String subject;
}
