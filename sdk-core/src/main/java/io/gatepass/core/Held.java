package io.gatepass.core;

import org.jspecify.annotations.Nullable;

/**
 * What a session holds, as one immutable picture: a reader sees a token together with its own deadlines or not at all.
 *
 * @param token the token
 * @param generation 1 for the first token, one more for each renewal
 * @param life when it is due, when it ends
 * @param spent whether its renewal secret was used up, so that it must never be presented again
 * @param outage the failures since the last success, if any
 */
record Held<T extends Token>(
        T token,
        long generation,
        Life life,
        boolean spent,
        @Nullable Outage outage) implements State<T> {
    static <T extends Token> Held<T> first(T token, Life life) {
        return new Held<>(token, 1, life, false, null);
    }

    Held<T> followedBy(T fresh, Life freshLife) {
        return new Held<>(fresh, generation + 1, freshLife, false, null);
    }

    Held<T> spentBy(@Nullable Outage last) {
        return new Held<>(token, generation, life, true, last);
    }

    Held<T> failed(Outage last) {
        return new Held<>(token, generation, life, spent, last);
    }

    @Override
    public Held<T> orElseThrow() {
        return this;
    }

    boolean isDue(long now) {
        return life.dueAt() - now <= 0;
    }

    boolean isUsable(long now) {
        return life.endsAt() - now > 0;
    }

    boolean gateIsShut(long now) {
        return outage != null && outage.shutUntil() - now > 0;
    }
}
