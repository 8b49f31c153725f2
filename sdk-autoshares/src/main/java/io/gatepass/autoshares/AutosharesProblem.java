package io.gatepass.autoshares;

import io.gatepass.core.AuthException.Rejected;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the platform's sentences say beyond the ground of a refusal. A best effort: they are English, and a broker may
 * reword or translate them, so that nothing found means nothing.
 */
public enum AutosharesProblem {
    /** A registration: the login is taken. */
    LOGIN_TAKEN,
    /** A registration: the e-mail address is another user's login. */
    EMAIL_TAKEN,
    /** A registration: the e-mail address is not one. */
    EMAIL_INVALID,
    /** A registration: a field that the broker requires is missing. */
    FIELD_MISSING,
    /** OAuth: the token lacks a scope. Ask the user for consent again, with that scope. */
    SCOPE_MISSING,
    /** OAuth: the trading account is another user's. */
    FOREIGN_ACCOUNT;

    /** Every problem that the messages of a refusal name. Sends nothing. */
    public static Set<AutosharesProblem> in(Rejected refusal) {
        Set<AutosharesProblem> found = EnumSet.noneOf(AutosharesProblem.class);
        refusal.fieldErrors().values().stream()
                .flatMap(List::stream)
                .map(AutosharesProblem::in)
                .flatMap(Optional::stream)
                .forEach(found::add);
        return found;
    }

    /** The problem that a text names, such as the body of a 403 that a call of your own got. Sends nothing. */
    public static Optional<AutosharesProblem> in(String text) {
        return Sentence.in(text).problem();
    }
}
