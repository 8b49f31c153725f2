package io.gatepass.core;

import io.gatepass.core.Authorization.RefusalRule;
import java.util.Set;

/** Where a session's credentials may go, and how an answer from there refuses them. */
record Audience(Set<Origin> origins, RefusalRule refusals) {
    Audience {
        origins = Set.copyOf(origins);
        if (origins.isEmpty()) {
            throw new IllegalArgumentException("a session needs at least one origin");
        }
    }

    static Audience of(Origin origin) {
        return new Audience(Set.of(origin), RefusalRule.UNAUTHORIZED);
    }
}
