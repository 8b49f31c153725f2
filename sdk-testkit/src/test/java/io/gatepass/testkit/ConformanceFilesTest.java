package io.gatepass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files themselves, and that none of their exchanges is passed over where nothing stands in its way. */
class ConformanceFilesTest {
    @ParameterizedTest
    @EnumSource
    void everyExchangeOfEveryFileRunsAgainstTheFake(PlatformName platform) {
        List<ConformanceExchange> exchanges = ConformanceExchange.of(platform);
        var trouble = new ArrayList<String>();
        try (var run = new ConformanceRun(new ConformanceFakes(platform))) {
            for (ConformanceExchange exchange : exchanges) {
                try {
                    run.run(exchange);
                } catch (AssertionError | RuntimeException e) {
                    trouble.add(e.getMessage());
                }
            }
        }
        assertThat(String.join("\n", trouble)).isEmpty();
        assertThat(exchanges).hasSizeGreaterThanOrEqualTo(20);
    }

    @ParameterizedTest
    @EnumSource
    void readOnlyExchangesDoNotNeedWhatOnlyDestructiveOnesCapture(PlatformName platform) {
        List<ConformanceExchange> readOnly = ConformanceExchange.of(platform).stream()
                .filter(exchange -> !exchange.destructive())
                .toList();
        try (var run = new ConformanceRun(new ConformanceFakes(platform))) {
            long ran =
                    readOnly.stream().filter(exchange -> passes(run, exchange)).count();
            assertThat(ran).isGreaterThanOrEqualTo(10);
        }
    }

    /** Aborted is neither; a read-only exchange may ask for what only a destructive one makes a server send. */
    private static boolean passes(ConformanceRun run, ConformanceExchange exchange) {
        try {
            run.run(exchange);
            return true;
        } catch (ConformanceSkipped e) {
            return false;
        }
    }

    @Test
    void membersThatNobodyKnowsAreRefused() {
        Map<String, Object> item = FakeJson.object("name", "n", "page", "p", "effect", "read-only", "efect", "x");
        assertThatThrownBy(() -> ConformanceExchange.of(item)).hasMessageContaining("efect");
    }

    @Test
    void anExchangeNeedsAnEffect() {
        Map<String, Object> item = FakeJson.object("name", "n", "page", "p", "answer", Map.of("status", 200.0));
        assertThatThrownBy(() -> ConformanceExchange.of(item)).hasMessageContaining("effect");
    }
}
