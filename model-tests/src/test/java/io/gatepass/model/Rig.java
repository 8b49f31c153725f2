package io.gatepass.model;

import io.gatepass.core.TokenSession;
import io.gatepass.testkit.FakePlatform;
import io.gatepass.testkit.ManualTime;
import java.time.Duration;
import java.util.Set;

/** A real client signed in to a fake, with the levers that steps pull. */
abstract class Rig {
    private final Bench bench;

    Rig(Bench bench) {
        this.bench = bench;
    }

    final ManualTime time() {
        return bench.fakes.time();
    }

    /** What the session's engine runs renewals on. */
    final GatedExecutor executor() {
        return bench.executor;
    }

    abstract FakePlatform fake();

    /** The session that is driven. */
    abstract TokenSession<?> session();

    /** Whose secrets the ledger has written down for this rig. */
    abstract String owner();

    /** The kinds of secret that are good for one request, as the ledger names them. */
    abstract Set<String> singleUse();

    /** Where renewals go. */
    abstract String renewalPath();

    /** Where {@link #call} goes. */
    abstract String callPath();

    /** How long a token lives, or any time if the platform does not say. */
    abstract Duration life();

    /** One authenticated call through the facade. */
    abstract void call();

    /** Lets the platform forget the token that is held now. */
    abstract void revoke();

    /** Lets the platform end all that the user has. */
    abstract void endAll();
}
