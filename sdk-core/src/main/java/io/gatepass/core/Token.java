package io.gatepass.core;

/**
 * What a platform issued at sign-in: plain data, usually a record whose secrets are {@link Secret}s.
 *
 * <p>An application may store it and resume a session from it later. Implementations are immutable.
 */
public interface Token {
    /** How long the token is accepted. */
    Lifetime lifetime();

    /**
     * How long the token can still be exchanged for a fresh one. {@linkplain Lifetime#unstated() Unstated} unless the
     * platform says.
     */
    default Lifetime renewableFor() {
        return Lifetime.unstated();
    }
}
