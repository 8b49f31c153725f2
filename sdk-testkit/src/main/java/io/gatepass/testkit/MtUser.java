package io.gatepass.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A user and what belongs to the user. Guarded by the server's lock. */
final class MtUser {
    final String uuid;
    final String email;
    final Instant created;
    final List<MtAccount> accounts = new ArrayList<>();
    final Map<String, @Nullable Object> form = new LinkedHashMap<>();
    Instant updated;
    String password;
    String verificationStatus = "NEW";
    boolean deleted;

    /** The type of error that every sign-in meets. */
    @Nullable String refusal;

    @Nullable String code;

    @Nullable String selected;

    /** The only one-time token that may be good. */
    @Nullable MtOneTime newest;

    MtUser(MtState state, String email, String password) {
        this.uuid = state.secrets.uuid();
        this.email = email;
        this.created = state.time.now();
        this.updated = created;
        this.password = password;
    }

    Optional<String> refused() {
        return deleted ? Optional.of("ACCOUNT_DELETED") : Optional.ofNullable(refusal);
    }

    Optional<MtAccount> account(String id) {
        return accounts.stream().filter(account -> account.id.equals(id)).findFirst();
    }

    Optional<MtAccount> selectedAccount() {
        String id = selected;
        return id == null ? accounts.stream().findFirst() : account(id);
    }
}
