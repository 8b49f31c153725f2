package io.gatepass.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one sign-in began: session tokens that may overlap, and the refresh cookies of now. Guarded by the lock. */
final class MtSession {
    final MtUser user;

    /** Ends by session token. */
    final Map<String, Long> tokens = new LinkedHashMap<>();

    final List<MtRefreshToken> refreshTokens = new ArrayList<>();

    /** When it was renewed. */
    final Deque<Long> renewals = new ArrayDeque<>();

    /** The session token issued last. */
    String token = "";

    MtSession(MtUser user) {
        this.user = user;
    }
}
