package io.gatepass.model;

import io.gatepass.testkit.Fault;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Random sequences of steps, the ordinary ones more often. */
final class Steps {
    private static final List<Fault> FAULTS = List.of(
            Fault.droppedRequest(),
            Fault.droppedAnswer(),
            Fault.truncated(),
            Fault.corrupted(),
            Fault.reset(),
            Fault.status(500),
            Fault.status(503),
            Fault.page(502),
            Fault.throttled("1"),
            Fault.throttled("3600"),
            Fault.redirected("https://elsewhere.invalid/"),
            Fault.gzipBomb());

    private Steps() {}

    static Arbitrary<List<Step>> sequences() {
        return Arbitraries.frequencyOf(
                        Tuple.of(8, Arbitraries.just(new Step.Read())),
                        Tuple.of(6, Arbitraries.just(new Step.Call())),
                        Tuple.of(2, Arbitraries.integers().between(2, 6).map(Step.Rush::new)),
                        Tuple.of(3, Arbitraries.just(new Step.Renew())),
                        Tuple.of(6, Arbitraries.integers().between(1, 130).map(Step.Advance::new)),
                        Tuple.of(1, Arbitraries.integers().between(-26, 26).map(Steps::hours)),
                        Tuple.of(2, Arbitraries.just(new Step.Revoke())),
                        Tuple.of(4, faults()),
                        Tuple.of(1, Arbitraries.of(new Step.EndAll(), new Step.Close())))
                .<Step>map(step -> step)
                .list()
                .ofMinSize(1)
                .ofMaxSize(20);
    }

    private static Step hours(int hours) {
        return new Step.StepWallClock(Duration.ofHours(hours));
    }

    private static Arbitrary<Step> faults() {
        return Arbitraries.of(FAULTS)
                .flatMap(fault -> Arbitraries.of(true, false).map(renewal -> new Step.Meet(renewal, fault)));
    }
}
