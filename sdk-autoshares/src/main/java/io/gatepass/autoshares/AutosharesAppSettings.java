package io.gatepass.autoshares;

import java.util.Map;
import java.util.Optional;

/**
 * How the company's application is set up.
 *
 * @param pinEnabled whether a PIN is part of the sign-in; empty if the platform does not say
 * @param raw every member of the answer: strings, {@code BigDecimal}s, booleans, nulls, maps and lists
 */
public record AutosharesAppSettings(Optional<Boolean> pinEnabled, Map<String, Object> raw) {
    /** Leaves the raw members out: nobody has said what they hold. */
    @Override
    public String toString() {
        return "AutosharesAppSettings[pinEnabled=" + pinEnabled + "]";
    }
}
