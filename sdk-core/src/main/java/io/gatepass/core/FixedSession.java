package io.gatepass.core;

import io.gatepass.core.spi.Placement;
import java.util.Optional;

/** A session that cannot renew: it serves its token until it is closed, and leaves the judgement to the platform. */
final class FixedSession<T extends Token> extends BaseSession<T> {
    private final Placement<? super T> placement;
    private final Audience audience;
    private volatile State<T> state;

    FixedSession(T token, Placement<? super T> placement, Audience audience) {
        this.placement = placement;
        this.audience = audience;
        this.state = Held.first(token, Life.UNWATCHED);
    }

    @Override
    Placement<? super T> placement() {
        return placement;
    }

    @Override
    Audience recipients() {
        return audience;
    }

    @Override
    Held<T> held() {
        return state.orElseThrow();
    }

    @Override
    boolean isOver() {
        return state instanceof Over;
    }

    @Override
    Held<T> usable() {
        return held();
    }

    @Override
    Held<T> ready() {
        return held();
    }

    @Override
    Optional<Held<T>> replacement(Authorization refused) {
        held();
        return Optional.empty();
    }

    @Override
    public void close() {
        state = Over.closed();
    }

    @Override
    public String toString() {
        return "TokenSession[" + (isOver() ? "over" : "open") + "]";
    }
}
