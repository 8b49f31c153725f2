package io.gatepass.tts;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;

/** What the backend would silently change or refuse, said before anything is sent. */
final class TtsInput {
    private TtsInput() {}

    static String text(String field, String value) {
        requireNoNul(field, Rejected.requireText(field, value));
        return value;
    }

    static String email(String value) {
        return text("email", value).strip();
    }

    /** The backend trims passwords: with blanks around it, another password than the user typed would be set. */
    static Secret password(String field, Secret value) {
        String password = Rejected.requireSecret(field, value).reveal();
        requireNoNul(field, password);
        if (!password.equals(password.strip())) {
            throw Rejected.form(field, "must not begin or end with a blank, which the platform would drop");
        }
        return value;
    }

    private static void requireNoNul(String field, String value) {
        if (value.indexOf('\0') >= 0) {
            throw Rejected.form(field, "must not contain a NUL character");
        }
    }
}
