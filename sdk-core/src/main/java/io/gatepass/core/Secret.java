package io.gatepass.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;

/**
 * A string that never prints itself: a password, a key, a token, a code.
 *
 * <p>{@link #toString()} is always {@code ██}, comparison takes the same time wherever two secrets differ, and the
 * value leaves only through {@link #reveal()}. It is not erased from memory: header and JSON encoders copy strings, so
 * a promise to wipe them could not be kept. Immutable and safe for use by many threads.
 */
public final class Secret {
    private static final String MASK = "██";
    private static final int HASH_SALT = new SecureRandom().nextInt();

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** Wraps a value as it is: nothing is trimmed, and an empty value is allowed. */
    public static Secret of(String value) {
        return new Secret(value);
    }

    /** Returns the value itself. Never log it, and never put it into an exception message. */
    public String reveal() {
        return value;
    }

    /** Returns whether the value is empty or only white space. */
    public boolean isBlank() {
        return value.isBlank();
    }

    /**
     * Returns the value if an HTTP header carries it unchanged: 1 to 16,384 visible ASCII characters, with blanks only
     * inside. Anything else would be refused, cut or silently replaced on the way.
     *
     * @throws AuthException.Rejected naming {@code field} and what is wrong with it, never the value
     */
    public String forHeader(String field) {
        return WireText.header(field, value);
    }

    /**
     * Returns the value if a {@code Cookie} header carries it unchanged: like {@link #forHeader}, without blanks,
     * quotes, commas, semicolons and backslashes.
     *
     * @throws AuthException.Rejected naming {@code field} and what is wrong with it, never the value
     */
    public String forCookie(String field) {
        return WireText.cookie(field, value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(value.getBytes(UTF_8), that.value.getBytes(UTF_8));
    }

    /** Salted anew in each process, so that a printed hash says nothing about the value. */
    @Override
    public int hashCode() {
        return value.hashCode() * 31 + HASH_SALT;
    }

    @Override
    public String toString() {
        return MASK;
    }
}
