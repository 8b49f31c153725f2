package io.gatepass.testkit;

import io.gatepass.testkit.FakeTts.Profile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A submitted form and what is wrong with it, in the words of the real validators. */
final class TtsForm {
    private static final Set<String> COMMON =
            Set.of("12345", "123456", "12345678", "password", "password1", "qwerty", "qwerty123", "iloveyou");

    private final Map<?, ?> data;
    private final Map<String, List<String>> errors = new LinkedHashMap<>();

    TtsForm(Map<?, ?> data) {
        this.data = data;
    }

    Map<String, List<String>> errors() {
        return errors;
    }

    boolean isValid() {
        return errors.isEmpty();
    }

    void error(String field, String message) {
        errors.computeIfAbsent(field, f -> new ArrayList<>()).add(message);
    }

    boolean has(String field) {
        return data.containsKey(field);
    }

    /** A text that must be there; trimmed, as the real serializers do even with passwords. */
    String required(String field) {
        return required(field, Integer.MAX_VALUE);
    }

    String required(String field, int mostCharacters) {
        if (!has(field)) {
            error(field, TtsAnswers.REQUIRED);
            return "";
        }
        return text(field, mostCharacters);
    }

    Optional<String> optional(String field) {
        return has(field) ? Optional.of(text(field, Integer.MAX_VALUE)) : Optional.empty();
    }

    private String text(String field, int mostCharacters) {
        Object value = data.get(field);
        if (value == null) {
            error(field, "This field may not be null.");
            return "";
        }
        if (!(value instanceof String || value instanceof Number)) {
            error(field, "Not a valid string.");
            return "";
        }
        String text = value.toString().strip();
        if (text.isEmpty()) {
            error(field, "This field may not be blank.");
        } else if (text.indexOf('\0') >= 0) {
            error(field, "Null characters are not allowed.");
        } else if (text.length() > mostCharacters) {
            error(field, "Ensure this field has no more than " + mostCharacters + " characters.");
        }
        return text;
    }

    boolean flag(String field) {
        Object value = data.get(field);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        error(field, "Must be a valid boolean.");
        return false;
    }

    void requireEmail(String field, String email) {
        if (!errors.containsKey(field) && !email.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+")) {
            error(field, "Enter a valid email address.");
        }
    }

    void requireFree(String email, TtsState state) {
        Optional<TtsUser> taken = state.find(email);
        boolean counts = state.stack == FakeTts.Stack.A
                || taken.map(user -> user.verified).orElse(false);
        if (!errors.containsKey("email") && taken.isPresent() && counts) {
            error(
                    "email",
                    state.profile == Profile.MANDATORY_VERIFICATION
                            ? "A user is already registered with this e-mail address."
                            : "Email address already in use");
        }
    }

    void requireStrong(String field, String password) {
        if (errors.containsKey(field)) {
            return;
        }
        if (password.length() < 8) {
            error(field, "This password is too short. It must contain at least 8 characters.");
        }
        if (COMMON.contains(password.toLowerCase(Locale.ROOT))) {
            error(field, "This password is too common.");
        }
        if (password.matches("\\d+")) {
            error(field, "This password is entirely numeric.");
        }
    }

    void requireUnlike(String password, @Nullable String email) {
        if (isValid() && email != null && password.equalsIgnoreCase(email)) {
            error("non_field_errors", "The password is too similar to the username.");
        }
    }
}
