package io.gatepass.testkit;

import io.gatepass.testkit.FakeMatchTrader.Offer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A trading account. Guarded by the server's lock. */
final class MtAccount {
    final String id;
    final String uuid;
    final Offer offer;
    final Instant created;
    final List<String> orders = new ArrayList<>();
    String tradingToken;
    String accountToken;

    MtAccount(String id, Offer offer, MtState state) {
        this.id = id;
        this.uuid = state.secrets.uuid();
        this.offer = offer;
        this.created = state.time.now();
        this.tradingToken = state.issue("trading-token", "account " + id);
        this.accountToken = state.issue("account-token", "account " + id);
    }
}
