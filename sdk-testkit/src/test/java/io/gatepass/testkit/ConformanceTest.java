package io.gatepass.testkit;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** Every documented exchange, against the fakes or, where a base URL is given, against a real platform. */
class ConformanceTest {
    @TestFactory
    Stream<DynamicContainer> exchanges() {
        Map<String, String> settings = ConformanceReal.settings(System.getProperties(), System.getenv());
        Optional<PlatformName> real = ConformanceReal.platform(settings);
        return real.map(platform -> Stream.of(exchanges(platform, new ConformanceReal(settings))))
                .orElseGet(() -> Stream.of(PlatformName.values())
                        .map(platform -> exchanges(platform, new ConformanceFakes(platform))));
    }

    private static DynamicContainer exchanges(PlatformName platform, ConformanceTarget target) {
        var run = new ConformanceRun(target);
        return dynamicContainer(
                platform.id(),
                ConformanceExchange.of(platform).stream()
                        .map(exchange -> dynamicTest(exchange.name(), () -> listed(run, exchange)))
                        .onClose(run::close));
    }

    /** Runs an exchange and writes a line about it, since test reports number these tests instead of naming them. */
    private static void listed(ConformanceRun run, ConformanceExchange exchange) {
        try {
            run.run(exchange);
            System.out.println("passed  " + exchange.name());
        } catch (ConformanceSkipped e) {
            System.out.println("skipped " + e.getMessage());
            abort(e.getMessage());
        } catch (AssertionError e) {
            System.out.println("FAILED  " + e.getMessage());
            throw e;
        }
    }
}
