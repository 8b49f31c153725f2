package io.gatepass.testkit;

import io.gatepass.testkit.ConformanceExchange.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A platform's fakes, one for each set-up, started when first needed. Every exchange may be run here. */
final class ConformanceFakes implements ConformanceTarget {
    private final PlatformName platform;
    private final Map<String, Ready> ready = new HashMap<>();

    /**
     * A fake with its users.
     *
     * @param fake the fake
     * @param variables what files may ask about it, by name; looked up when it is asked for
     */
    record Ready(FakePlatform fake, Map<String, Supplier<String>> variables) {}

    ConformanceFakes(PlatformName platform) {
        this.platform = platform;
    }

    @Override
    public Optional<String> objection(ConformanceExchange exchange) {
        return Optional.empty();
    }

    private Ready ready(Place place) {
        return ready.computeIfAbsent(place.setUp(), setUp -> switch (platform) {
            case TTS -> ConformanceTts.ready(setUp);
            case TRADER_EVOLUTION -> ConformanceTraderEvolution.ready(setUp);
            case AUTOSHARES -> ConformanceAutoshares.ready(setUp);
            case MATCH_TRADER -> ConformanceMatchTrader.ready(setUp);
        });
    }

    @Override
    public String baseUrl(Place place) {
        Map<String, String> addresses = ready(place).fake().addresses();
        String url = addresses.get(place.api().isEmpty() ? "api" : place.api());
        if (url == null) {
            throw new AssertionError("api: must be one of " + addresses.keySet());
        }
        return url;
    }

    @Override
    public Optional<String> variable(Place place, String name) {
        return Optional.ofNullable(ready(place).variables().get(name)).map(Supplier::get);
    }

    @Override
    public void close() {
        ready.values().forEach(one -> one.fake().close());
    }
}
