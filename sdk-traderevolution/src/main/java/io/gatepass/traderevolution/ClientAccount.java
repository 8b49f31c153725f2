package io.gatepass.traderevolution;

import java.util.Map;
import java.util.Optional;

/**
 * An account of the signed-in trader. The vendor does not publish its members: what an installation leaves out is empty.
 *
 * @param id the account's id with its exact digits or letters
 * @param name its name
 * @param raw every member of the answer: strings, {@code BigDecimal}s, booleans, nulls, maps and lists
 */
public record ClientAccount(Optional<String> id, Optional<String> name, Map<String, Object> raw) {
    /** Leaves the raw members out: nobody has said what they hold. */
    @Override
    public String toString() {
        return "ClientAccount[id=" + id + ", name=" + name + "]";
    }
}
