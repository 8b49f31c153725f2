package io.gatepass.traderevolution;

import java.util.Map;
import java.util.Optional;

/**
 * A user as the back office knows it. Only the login is certain: the rest is as the installation's Swagger page has it.
 *
 * @param id the user's id with its exact digits or letters
 * @param login the login that was asked for
 * @param raw every member of the answer: strings, {@code BigDecimal}s, booleans, nulls, maps and lists
 */
public record BackOfficeUser(Optional<String> id, String login, Map<String, Object> raw) {
    /** Leaves the raw members out: nobody has said what they hold. */
    @Override
    public String toString() {
        return "BackOfficeUser[id=" + id + ", login=" + login + "]";
    }
}
