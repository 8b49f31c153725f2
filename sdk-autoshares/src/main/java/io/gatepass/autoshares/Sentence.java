package io.gatepass.autoshares;

import io.gatepass.core.spi.Reply;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What one of the platform's sentences says; the only place where they are compared. They are English and may be
 * reworded or translated: what is not recognised is {@link #OTHER}, and the caller falls back to the step or the
 * status.
 */
enum Sentence {
    APP_KEY_REFUSED("application key"),
    LOGINS_THROTTLED("too many login requests"),
    TICKET_CORRUPTED("corrupted ticket"),
    BAD_CREDENTIALS("invalid credentials"),
    PASSWORD_EXPIRED("password has expired"),
    PIN_NOT_SET_UP("pin code is not init"),
    LOGIN_TAKEN("login already exists"),
    EMAIL_TAKEN("email is equal to existing"),
    EMAIL_INVALID("not a valid email address"),
    FIELD_MISSING("was not set"),
    SCOPE_MISSING("missing required scope"),
    FOREIGN_ACCOUNT("account does not belong"),
    OTHER("\n");

    /** The members that explain, in the platform's six shapes of refusals; others may hold what a user wrote. */
    private static final List<String> EXPLAINING = List.of("Reason", "error", "Message", "message", "Errors");

    private final String fragment;

    Sentence(String fragment) {
        this.fragment = fragment;
    }

    static Sentence in(String text) {
        String said = text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ");
        for (Sentence known : values()) {
            if (said.contains(known.fragment)) {
                return known;
            }
        }
        return OTHER;
    }

    /** The first thing that is recognised in the members of an answer that explain. */
    static Sentence in(Reply reply) {
        Map<String, List<String>> messages = reply.messages();
        return EXPLAINING.stream()
                .flatMap(member -> messages.getOrDefault(member, List.of()).stream())
                .map(Sentence::in)
                .filter(sentence -> sentence != OTHER)
                .findFirst()
                .orElse(OTHER);
    }

    /** What this sentence is about, for the caller; empty if an error kind says it already. */
    Optional<AutosharesProblem> problem() {
        return switch (this) {
            case LOGIN_TAKEN -> Optional.of(AutosharesProblem.LOGIN_TAKEN);
            case EMAIL_TAKEN -> Optional.of(AutosharesProblem.EMAIL_TAKEN);
            case EMAIL_INVALID -> Optional.of(AutosharesProblem.EMAIL_INVALID);
            case FIELD_MISSING -> Optional.of(AutosharesProblem.FIELD_MISSING);
            case SCOPE_MISSING -> Optional.of(AutosharesProblem.SCOPE_MISSING);
            case FOREIGN_ACCOUNT -> Optional.of(AutosharesProblem.FOREIGN_ACCOUNT);
            default -> Optional.empty();
        };
    }
}
