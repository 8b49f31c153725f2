package io.gatepass.testkit;

import io.gatepass.testkit.TeState.Pass;

/** What a test can do to whoever holds tokens. */
abstract class TeHandle<H> {
    final Place place;

    /** The installation behind a handle. */
    record Place(TeState state, TeOAuth oauth) {}

    TeHandle(Place place) {
        this.place = place;
    }

    abstract H self();

    abstract boolean owns(Pass pass);

    /** Ends all access tokens, as a change of lifetimes at run time may; refresh tokens stay good. */
    public H endAccessTokens() {
        return change(() -> place.state().endAccess(this::owns));
    }

    /** Ends every token that was issued. */
    public H endTokens() {
        return change(() -> place.state().end(this::owns));
    }

    H change(Runnable change) {
        return place.state().journal.locked(() -> {
            change.run();
            return self();
        });
    }
}
