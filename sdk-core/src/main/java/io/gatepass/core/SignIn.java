package io.gatepass.core;

import java.util.function.Function;

/**
 * What a login came to: a session, or a question that must be answered first.
 *
 * <p>On Java 17 use {@link #fold}; on 21 and later a {@code switch} over the two records is exhaustive too. Immutable.
 *
 * @param <S> the session
 * @param <C> the platform's own challenge type
 */
public sealed interface SignIn<S, C> {
    /**
     * The user is signed in.
     *
     * @param session the session, owned by the caller, who closes it
     */
    record Complete<S, C>(S session) implements SignIn<S, C> {}

    /**
     * The platform asks back. No session exists yet.
     *
     * @param challenge what to ask the user, and what the facade's {@code answer} method takes
     */
    record Challenged<S, C>(C challenge) implements SignIn<S, C> {}

    /** Returns what {@code onComplete} or {@code onChallenge} makes of this outcome. */
    default <R> R fold(Function<? super S, ? extends R> onComplete, Function<? super C, ? extends R> onChallenge) {
        if (this instanceof Complete<S, C> complete) {
            return onComplete.apply(complete.session());
        }
        return onChallenge.apply(((Challenged<S, C>) this).challenge());
    }

    /**
     * Returns the session of a user who is never asked back, for programs without anybody to ask.
     *
     * @throws AuthException.Rejected on ground {@link AuthException.Ground#SECOND_FACTOR} if the platform asked
     */
    default S orElseThrow() {
        return fold(session -> session, challenge -> {
            throw new AuthException.Rejected(
                    AuthException.Ground.SECOND_FACTOR,
                    "the platform asks for a further factor, and nobody can answer");
        });
    }
}
