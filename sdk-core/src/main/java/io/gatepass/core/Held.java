package io.gatepass.core;

import org.jspecify.annotations.Nullable;

/**
 * What a session holds, as one immutable picture: a reader sees a token together with its own deadlines or not at all.
 *
 * <p>There is one for each idle session, of which there may be a million: the {@link Life} is copied in.
 *
 * @param token the token
 * @param generation 1 for the first token, one more for each renewal
 * @param obtainedAt when the request for it was sent, as all times here on the monotonic clock
 * @param dueAt when renewal is due
 * @param endsAt when it is over
 * @param renewableUntil when its renewal secret is over
 * @param spent whether its renewal secret was used up, so that it must never be presented again
 * @param outage the failures since the last success, if any
 */
record Held<T extends Token>(
        T token,
        int generation,
        long obtainedAt,
        long dueAt,
        long endsAt,
        long renewableUntil,
        boolean spent,
        @Nullable Outage outage)
        implements State<T> {
    static <T extends Token> Held<T> first(T token, Life life) {
        return of(token, 1, life);
    }

    Held<T> followedBy(T fresh, Life life) {
        return of(fresh, generation + 1, life);
    }

    private static <T extends Token> Held<T> of(T token, int generation, Life life) {
        return new Held<>(
                token, generation, life.obtainedAt(), life.dueAt(), life.endsAt(), life.renewableUntil(), false, null);
    }

    Held<T> spentBy(@Nullable Outage last) {
        return new Held<>(token, generation, obtainedAt, dueAt, endsAt, renewableUntil, true, last);
    }

    Held<T> failed(Outage last) {
        return new Held<>(token, generation, obtainedAt, dueAt, endsAt, renewableUntil, spent, last);
    }

    @Override
    public Held<T> orElseThrow() {
        return this;
    }

    boolean isDue(long now) {
        return dueAt - now <= 0;
    }

    boolean isUsable(long now) {
        return endsAt - now > 0;
    }

    boolean gateIsShut(long now) {
        return outage != null && outage.shutUntil() - now > 0;
    }
}
