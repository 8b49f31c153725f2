package io.gatepass.core;

import java.time.Instant;

/**
 * How long something that a platform issued stays good. Never ending, ending at a known instant, and unknown are three
 * different things; none of them is proof, since a platform may refuse a token at any time.
 */
public sealed interface Lifetime {
    /** Good until somebody revokes it. */
    record UntilRevoked() implements Lifetime {
        private static final UntilRevoked INSTANCE = new UntilRevoked();
    }

    /**
     * Good until an instant on this machine's wall clock.
     *
     * @param end the first instant at which it is over
     */
    record Until(Instant end) implements Lifetime {}

    /** The platform does not say; only a refusal will tell. */
    record Unstated() implements Lifetime {
        private static final Unstated INSTANCE = new Unstated();
    }

    /** Good until somebody revokes it. */
    static Lifetime untilRevoked() {
        return UntilRevoked.INSTANCE;
    }

    /** Good until {@code end} on this machine's wall clock. */
    static Lifetime until(Instant end) {
        return new Until(end);
    }

    /** The platform does not say. */
    static Lifetime unstated() {
        return Unstated.INSTANCE;
    }
}
