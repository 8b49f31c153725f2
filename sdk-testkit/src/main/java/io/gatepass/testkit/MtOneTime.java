package io.gatepass.testkit;

import java.time.Duration;
import java.time.Instant;

/** A one-time token. Guarded by the server's lock. */
final class MtOneTime {
    final String token;
    final MtUser user;
    final Instant issued;
    final Duration validity;
    final long end;
    int presented;
    int accepted;

    MtOneTime(MtState state, MtUser user, Duration validity) {
        this.token = state.issue("one-time-token", user.email, state.secrets.uuid());
        this.user = user;
        this.issued = state.time.now();
        this.validity = validity;
        this.end = state.endOf(validity);
    }
}
