package io.gatepass.testkit;

import org.jspecify.annotations.Nullable;

/** A row of the fake's user table. Guarded by the server's lock. */
final class TtsUser {
    final int id;
    final String email;
    String password;
    String fullName = "";
    boolean active = true;
    boolean verified = true;
    boolean subscribed;

    @Nullable String key;

    @Nullable String code;

    @Nullable String session;

    TtsUser(int id, String email, String password) {
        this.id = id;
        this.email = email;
        this.password = password;
    }
}
