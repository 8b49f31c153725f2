package io.gatepass.model;

import io.gatepass.core.TokenSession;
import io.gatepass.testkit.FakePlatform;
import java.time.Duration;
import java.util.Set;

/**
 * A real client signed in to a fake, with the levers that steps pull.
 *
 * @param fake the fake
 * @param subject what is driven
 * @param paths where its requests go
 * @param levers what can be done to it
 */
record Rig(FakePlatform fake, Subject subject, Paths paths, Levers levers) {
    /**
     * A session and what is known about it.
     *
     * @param owner whose secrets the ledger has written down for it
     * @param session the session
     * @param life how long a token lives, or any time if the platform does not say
     * @param singleUse the kinds of secret that are good for one request, as the ledger names them
     */
    record Subject(String owner, TokenSession<?> session, Duration life, Set<String> singleUse) {}

    /** Where renewals and calls go. */
    record Paths(String renewal, String call) {}

    /**
     * What can be done to a session.
     *
     * @param call one authenticated call through the facade
     * @param revoke lets the platform forget the token that is held now
     * @param endAll lets the platform end all that the user has
     */
    record Levers(Runnable call, Runnable revoke, Runnable endAll) {}
}
