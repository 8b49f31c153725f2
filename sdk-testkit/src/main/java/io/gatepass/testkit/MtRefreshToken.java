package io.gatepass.testkit;

/** A refresh cookie: good for one path, and once. Guarded by the server's lock. */
final class MtRefreshToken {
    final String token;
    final String path;
    final MtSession session;
    final long end;
    boolean revoked;
    int presented;
    int accepted;

    MtRefreshToken(MtState state, String path, MtSession session) {
        this.token = state.issue("refresh-token", session.user.email);
        this.path = path;
        this.session = session;
        this.end = state.endOf(state.refreshLife);
    }
}
