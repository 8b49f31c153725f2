package io.gatepass.traderevolution;

import java.util.Map;

/**
 * The user whose terminal opened the page: a name, not a session.
 *
 * @param login the login
 * @param raw every member of the answer: strings, {@code BigDecimal}s, booleans, nulls, maps and lists
 */
public record TerminalUser(String login, Map<String, Object> raw) {
    /** Leaves the raw members out: nobody has said what they hold. */
    @Override
    public String toString() {
        return "TerminalUser[login=" + login + "]";
    }
}
