package io.gatepass.testkit;

import java.util.Locale;

/** The platforms there is a fake of. */
public enum PlatformName {
    /** TradeTechSolutions. */
    TTS(1),
    /** TraderEvolution, both APIs. */
    TRADER_EVOLUTION(2),
    /** Autoshares, and ETNA Trader under it. */
    AUTOSHARES(3),
    /** Match-Trader, on ports of its own for its three hosts. */
    MATCH_TRADER(4);

    private final int portOffset;

    PlatformName(int portOffset) {
        this.portOffset = portOffset;
    }

    /** Its name on the wire of the control endpoint: lower case, no separators. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace("_", "");
    }

    /** How far its port is from the first one. */
    int portOffset() {
        return portOffset;
    }

    FakePlatform start(Hosting place) {
        return switch (this) {
            case TTS -> FakeTts.builder().hosting(place).start();
            case TRADER_EVOLUTION ->
                FakeTraderEvolution.builder().hosting(place).start();
            case AUTOSHARES -> FakeAutoshares.builder().hosting(place).start();
            case MATCH_TRADER -> FakeMatchTrader.builder().hosting(place).start();
        };
    }
}
