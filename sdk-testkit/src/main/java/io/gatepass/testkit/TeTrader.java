package io.gatepass.testkit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A trader. Guarded by the server's lock. */
final class TeTrader {
    final int id;
    final int accountId;
    final String login;
    String password;
    Map<?, ?> form = Map.of();

    @Nullable String code;

    int failures;
    int mostFailures = 10;
    boolean locked;

    TeTrader(TeState state, String login, String password) {
        this.id = state.nextId();
        this.accountId = state.nextId();
        this.login = login;
        this.password = password;
    }
}
