package io.gatepass.matchtrader;

import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Lifetime;
import io.gatepass.core.Lifetime.Until;
import io.gatepass.core.Secret;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A one-time token: whoever presents it first is the trader. It is good for one use, as a session ({@link
 * MatchTraderPlatform#redeem}) or as a link ({@link MatchTraderSso#link}), and for seconds to minutes.
 *
 * <p>A ticket that has been used, has lapsed or was replaced by a newer one is refused here, before anything is sent. That
 * is known of this object only: do not make two from one value. Safe for use by many threads; never prints its value.
 */
public final class LoginTicket {
    private enum State {
        FRESH("is fresh"),
        USED("has been used"),
        REPLACED("was replaced by a newer one");

        private final String words;

        State(String words) {
            this.words = words;
        }
    }

    private final Secret value;
    private final Lifetime lifetime;
    private final AtomicReference<State> state = new AtomicReference<>(State.FRESH);

    LoginTicket(Secret value, Lifetime lifetime) {
        this.value = Rejected.requireSecret("oneTimeToken", value);
        this.lifetime = lifetime;
    }

    /**
     * A ticket that was issued elsewhere.
     *
     * @param lifetime until when it is good; {@link Lifetime#unstated()} if nobody said
     * @throws Rejected if the value is blank
     */
    public static LoginTicket of(Secret value, Lifetime lifetime) {
        return new LoginTicket(value, lifetime);
    }

    /** Until when it is good; unstated for the token of a new account. */
    public Lifetime lifetime() {
        return lifetime;
    }

    /**
     * The value, for another process to use. This ticket counts as used from then on.
     *
     * @throws Rejected on ground {@link Ground#ONE_TIME_TOKEN} if it has been used or replaced
     */
    public Secret take() {
        State before = state.compareAndExchange(State.FRESH, State.USED);
        if (before != State.FRESH) {
            throw refused(before.words);
        }
        return value;
    }

    /** The same, unless it has lapsed. */
    Secret take(Instant now) {
        if (isOverAt(now)) {
            throw refused("has lapsed");
        }
        return take();
    }

    boolean isOverAt(Instant now) {
        return lifetime instanceof Until until && !until.end().isAfter(now);
    }

    private static Rejected refused(String why) {
        return new Rejected(Ground.ONE_TIME_TOKEN, "the one-time token " + why);
    }

    /** It never left this machine. */
    void giveBack() {
        state.compareAndSet(State.USED, State.FRESH);
    }

    /** The broker issued a newer one for the same trader: only the latest works. */
    void replace() {
        state.compareAndSet(State.FRESH, State.REPLACED);
    }

    @Override
    public String toString() {
        return "LoginTicket[██, " + state + "]";
    }
}
