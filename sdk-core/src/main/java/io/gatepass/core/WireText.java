package io.gatepass.core;

import io.gatepass.core.AuthException.Rejected;

/** What an HTTP header carries unchanged. The HTTP library's own refusals quote the value, so they must never fire. */
final class WireText {
    private static final int MOST = 16_384;
    private static final String NOT_IN_COOKIES = "\" ,;\\";

    private WireText() {}

    static String header(String field, String value) {
        if (value.isEmpty()) {
            throw Rejected.form(field, "must not be empty");
        }
        if (value.length() > MOST) {
            throw Rejected.form(field, "must not be longer than " + MOST + " characters");
        }
        for (int i = 0; i < value.length(); i++) {
            requireVisible(field, value.charAt(i));
        }
        if (value.startsWith(" ") || value.endsWith(" ")) {
            throw Rejected.form(field, "must not begin or end with a blank, which HTTP would drop");
        }
        return value;
    }

    static String cookie(String field, String value) {
        header(field, value);
        if (value.chars().anyMatch(c -> NOT_IN_COOKIES.indexOf(c) >= 0)) {
            throw Rejected.form(field, "must not contain blanks, quotes, commas, semicolons or backslashes");
        }
        return value;
    }

    private static void requireVisible(String field, int c) {
        if (c < ' ' || c == 0x7F) {
            throw Rejected.form(field, "must not contain control characters");
        }
        if (c > 0x7F) {
            throw Rejected.form(field, "must contain only ASCII characters: an HTTP header cannot carry others");
        }
    }
}
