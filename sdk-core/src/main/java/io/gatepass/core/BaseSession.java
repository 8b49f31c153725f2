package io.gatepass.core;

import io.gatepass.core.spi.Placement;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What every session shares: it holds something, and turns it into what a request carries, once per token. */
abstract sealed class BaseSession<T extends Token> implements TokenSession<T>
        permits FixedSession, RenewingSession, PresentedSession {
    /** Unguarded on purpose: immutable, and whoever finds it missing or old makes the same one again. */
    private @Nullable Authorization latest;

    /** How its token travels. */
    abstract Placement<? super T> placement();

    /** Where its token may go. */
    abstract Audience recipients();

    /** What is held now, without waiting; throws when the session is over. */
    abstract Held<T> held();

    /** Whether it ended for good. */
    abstract boolean isOver();

    /** What a request may use now; may wait for a renewal. */
    abstract Held<T> usable();

    /** The same, or null instead of waiting. */
    abstract @Nullable Held<T> ready();

    /** What to use in place of a refused authorization; empty if there is nothing better. */
    abstract Optional<Held<T>> replacement(Authorization refused);

    @Override
    public final T token() {
        return held().token();
    }

    @Override
    public final Authorization authorization() {
        return present(usable());
    }

    @Override
    public final Optional<Authorization> authorizationIfReady() {
        Held<T> ready = ready();
        return ready == null ? Optional.empty() : Optional.of(present(ready));
    }

    @Override
    public final Set<Origin> audience() {
        return recipients().origins();
    }

    @Override
    public final Optional<Authorization> replace(Authorization refused) {
        return replacement(refused).map(this::present);
    }

    @Override
    public final TokenSession<T> presentedAs(Placement<? super T> other) {
        return new PresentedSession<>(this, other);
    }

    /** Drops what the next request makes again: an idle session keeps its token alone. */
    final void rest() {
        latest = null;
    }

    final Authorization present(Held<T> held) {
        Authorization known = latest;
        if (known != null && known.generation() == held.generation()) {
            return known;
        }
        Authorization made = Authorization.of(held, placement(), recipients());
        latest = made;
        return made;
    }
}
