package io.gatepass.testkit;

import io.gatepass.testkit.FakeAutoshares.Issued;
import io.gatepass.testkit.FakeAutoshares.Kind;
import java.time.Instant;
import java.util.Map;

/** Something that was issued to a user: a token, or a code that stands for one. Guarded by the server's lock. */
final class AsTicket {
    final String value;
    final Purpose purpose;
    Instant end;
    boolean spent;
    private int presented;
    private int presentedAgain;

    /**
     * What a ticket is good for.
     *
     * @param kind which calls take it
     * @param user whose it is
     * @param detail what else must be remembered with it
     */
    record Purpose(Kind kind, AsUser user, Map<String, String> detail) {
        static Purpose of(Kind kind, AsUser user) {
            return new Purpose(kind, user, Map.of());
        }
    }

    AsTicket(String value, Purpose purpose, Instant end) {
        this.value = value;
        this.purpose = purpose;
        this.end = end;
    }

    AsUser user() {
        return purpose.user();
    }

    boolean isGood(Instant now) {
        return !spent && now.isBefore(end);
    }

    void count() {
        presented++;
        if (spent) {
            presentedAgain++;
        }
    }

    Issued entry() {
        return new Issued(purpose.kind(), user().login, value, presented, presentedAgain);
    }
}
