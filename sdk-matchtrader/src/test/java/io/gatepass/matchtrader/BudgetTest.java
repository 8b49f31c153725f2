package io.gatepass.matchtrader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.testkit.ManualTime;
import io.gatepass.testkit.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sliding window behind the limits. */
class BudgetTest {
    private final ManualTime time = ManualTime.create();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noStretchOfTimeEverHoldsMoreAndNoneIsRefusedWithoutNeed(long seed) {
        // MT 40, 77
        var random = new Random(seed);
        var budget = new CallBudget(7, Duration.ofMinutes(1), time);
        List<Long> taken = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            time.advance(Duration.ofMillis(random.nextInt(12_000)));
            long now = time.nanoTime();
            long within = taken.stream()
                    .filter(at -> now - at < Duration.ofMinutes(1).toNanos())
                    .count();
            Optional<Duration> pause = budget.take();
            assertThat(pause.isEmpty()).isEqualTo(within < 7);
            if (pause.isEmpty()) {
                taken.add(now);
            }
        }
    }

    @Test
    void refusalSaysExactlyHowLong() {
        // MT 40, 77
        var budget = new CallBudget(2, Duration.ofHours(1), time);
        assertThat(budget.take()).isEmpty();
        time.advance(Duration.ofMinutes(10));
        assertThat(budget.take()).isEmpty();
        time.advance(Duration.ofMinutes(10));
        assertThat(budget.take()).contains(Duration.ofMinutes(40));
        time.advance(Duration.ofMinutes(40).minusNanos(1));
        assertThat(budget.take()).contains(Duration.ofNanos(1));
        time.advance(Duration.ofNanos(1));
        assertThat(budget.take()).isEmpty();
        assertThat(budget.take()).contains(Duration.ofMinutes(10));
    }

    @Test
    void wallClockThatJumpsChangesNothing() {
        // MT 77
        var budget = new CallBudget(1, Duration.ofMinutes(1), time);
        assertThat(budget.take()).isEmpty();
        time.stepWallClock(Duration.ofDays(1));
        assertThat(budget.take()).contains(Duration.ofMinutes(1));
    }

    @Test
    void manyThreadsShareIt() throws Exception {
        // MT 77
        var budget = new CallBudget(25, Duration.ofMinutes(1), time);
        List<Object> outcomes = Threads.run(60, budget::take);
        assertThat(outcomes).filteredOn(Optional.empty()::equals).hasSize(25);
    }

    @Test
    void boundsArePositive() {
        // MT 77
        assertThat(CallLimits.requirePositive("x", 1)).isEqualTo(1);
        for (int none : new int[] {0, -1}) {
            assertThatThrownBy(() -> CallLimits.requirePositive("callsPerDay", none))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("callsPerDay");
        }
    }
}
