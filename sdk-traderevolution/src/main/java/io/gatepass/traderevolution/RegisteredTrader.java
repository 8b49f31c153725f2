package io.gatepass.traderevolution;

import java.util.Map;
import java.util.Optional;

/**
 * A trader that was created. The answer holds the ids of the user and the account, which the caller must store; how they
 * are called is on the installation's Swagger page.
 *
 * @param userId the member {@code id} or {@code userId}, with its exact digits or letters
 * @param raw every member of the answer: strings, {@code BigDecimal}s, booleans, nulls, maps and lists
 */
public record RegisteredTrader(Optional<String> userId, Map<String, Object> raw) {
    /** Leaves the raw members out: nobody has said what they hold. */
    @Override
    public String toString() {
        return "RegisteredTrader[userId=" + userId + "]";
    }
}
