package io.gatepass.matchtrader;

import io.gatepass.core.AuthException.Misconfigured;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which broker's platform this is: configured, or asked for when first needed. Safe for use by many threads. */
final class BrokerId {
    private final Supplier<PlatformDetails> details;
    private final Spelling spelling;
    private final AtomicReference<@Nullable String> known;

    /** How a login spells it: under which name, and as what. */
    record Spelling(String name, BrokerIdForm form) {}

    BrokerId(@Nullable String configured, Spelling spelling, Supplier<PlatformDetails> details) {
        this.details = details;
        this.spelling = spelling;
        this.known = new AtomicReference<>(configured);
        if (configured != null && spelling.form() == BrokerIdForm.NUMBER) {
            number(configured);
        }
    }

    /** Adds what a login says of it; one round trip if it must be asked for. */
    void writeInto(JsonObject login) {
        switch (spelling.form()) {
            case TEXT -> login.put(spelling.name(), text());
            case NUMBER -> login.put(spelling.name(), number(text()));
            case LEFT_OUT -> {}
        }
    }

    /** The same for forms, where the vendor writes a number. */
    Object asNumber() {
        String text = text();
        return text.matches("\\d+") ? number(text) : text;
    }

    private String text() {
        String id = known.get();
        if (id != null) {
            return id;
        }
        String asked = details.get()
                .partnerId()
                .orElseThrow(() -> new Misconfigured("broker id: not configured, and the platform does not say it"));
        known.set(asked);
        return asked;
    }

    private static BigInteger number(String text) {
        try {
            return new BigInteger(text);
        } catch (NumberFormatException e) {
            throw new Misconfigured("broker id: to be sent as a number, and is none");
        }
    }
}
