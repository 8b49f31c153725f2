package io.gatepass.core;

import io.gatepass.core.Lifetime.Unstated;
import io.gatepass.core.Lifetime.Until;
import io.gatepass.core.RenewableSession.Tuning;
import java.time.Duration;

/**
 * A token's life as points on the monotonic clock, so that a jump of the wall clock changes nothing.
 *
 * @param obtainedAt when the request for it was sent
 * @param dueAt when renewal is due
 * @param endsAt when it is over
 * @param renewableUntil when its renewal secret is over
 */
record Life(long obtainedAt, long dueAt, long endsAt, long renewableUntil) {
    /** How long before now a stored token counts as obtained: long enough that no refusal is taken for a fresh one's. */
    private static final Duration LONG_AGO = Duration.ofDays(1);

    /** For a token whose end nobody acts on. */
    static final Life UNWATCHED = new Life(0, 0, 0, 0);

    /** For a token that the platform issued in answer to a request sent at {@code sent}. */
    static Life issued(Token token, Moment sent, Tuning tuning) {
        Life life = stored(token, sent, tuning);
        // A token that seems over on arrival is tried as it is: the clocks disagree, and only a refusal is proof.
        boolean seemsOver = life.endsAt - sent.nanos() <= 0;
        return seemsOver
                ? new Life(sent.nanos(), sent.never(), sent.never(), life.renewableUntil)
                : new Life(sent.nanos(), life.dueAt, life.endsAt, life.renewableUntil);
    }

    /** For a token that the application kept since some earlier time. */
    static Life stored(Token token, Moment now, Tuning tuning) {
        long obtainedAt = now.nanos() - LONG_AGO.toNanos();
        Lifetime lifetime = token.lifetime();
        if (lifetime instanceof Until until) {
            Duration rest = now.until(until.end());
            long endsAt = now.after(rest);
            return new Life(obtainedAt, endsAt - tuning.marginOf(rest).toNanos(), endsAt, renewableUntil(token, now));
        }
        long dueAt = lifetime instanceof Unstated && tuning.softMaxAge() != null
                ? now.after(tuning.softMaxAge())
                : now.never();
        return new Life(obtainedAt, dueAt, now.never(), renewableUntil(token, now));
    }

    /** The same with another end of the renewal secret. */
    Life renewableUntil(long end) {
        return new Life(obtainedAt, dueAt, endsAt, end);
    }

    private static long renewableUntil(Token token, Moment now) {
        return token.renewableFor() instanceof Until until ? now.after(now.until(until.end())) : now.never();
    }
}
