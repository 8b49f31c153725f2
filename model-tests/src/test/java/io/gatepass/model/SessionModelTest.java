package io.gatepass.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;

/** What holds for every session, whatever happens in whatever order: docs/session-states.md. */
class SessionModelTest {
    /** Transcripts and ledgers grow with every sequence. */
    private static final int SEQUENCES_PER_BENCH = 100;

    private static final int ENOUGH = 10_000;

    private Bench bench = new Bench();
    private int sequences;

    @Provide
    Arbitrary<List<Step>> steps() {
        return Steps.sequences();
    }

    @AfterProperty
    void close() {
        bench.close();
    }

    @Property
    void tradeTechSolutions(@ForAll("steps") List<Step> steps) {
        drive(TtsRig::of, steps);
    }

    @Property
    void traderEvolution(@ForAll("steps") List<Step> steps) {
        drive(TeRig::forgetting, steps);
    }

    @Property
    void traderEvolutionKeepingCredentials(@ForAll("steps") List<Step> steps) {
        drive(TeRig::keeping, steps);
    }

    @Property
    void autosharesKeepingCredentials(@ForAll("steps") List<Step> steps) {
        drive(AsRig::of, steps);
    }

    @Property
    void matchTrader(@ForAll("steps") List<Step> steps) {
        drive(MtRig::forgetting, steps);
    }

    @Property
    void matchTraderKeepingCredentials(@ForAll("steps") List<Step> steps) {
        drive(MtRig::keeping, steps);
    }

    @Example
    void renewerThatRetriesASpentSecretIsCaught() {
        assertThatThrownBy(() -> steps().sampleStream().limit(ENOUGH).forEach(steps -> drive(BuggyRig::of, steps)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("refresh of");
    }

    private void drive(Function<Bench, Rig> rig, List<Step> steps) {
        sequences++;
        if (sequences % SEQUENCES_PER_BENCH == 0) {
            bench.close();
            bench = new Bench();
        }
        Rig driven = rig.apply(bench);
        try {
            new Driver(bench, driven).drive(steps);
        } finally {
            driven.fake().clearPlans();
        }
    }
}
