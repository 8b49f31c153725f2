package io.gatepass.testkit;

import java.util.List;
import java.util.Map;

/**
 * What all fakes have in common: addresses, a transcript, a ledger of the secrets they issued, and planned faults.
 *
 * <p>Safe for use by many threads; requests are acted on one at a time. Nothing it holds is a secret.
 */
public abstract sealed class FakePlatform implements AutoCloseable
        permits FakeTts, FakeTraderEvolution, AsRecords, FakeMatchTrader {
    final Journal journal;

    FakePlatform(Journal journal) {
        this.journal = journal;
    }

    /** The base URLs by the name of the API, none with a trailing slash. */
    public abstract Map<String, String> addresses();

    /** Every message the fake sent so far, to whomever and by whatever means, oldest first. */
    public abstract List<SentMessage> messages();

    /** A path as requests have it, for one that a test names. */
    String fromRoot(String path) {
        return path;
    }

    /** Its servers. */
    abstract List<FakeServer> servers();

    /** Adds the users of the standalone program; returns who they are. */
    abstract List<ReadyUser> addReadyUsers();

    /** Adds a user who signs in with these. */
    abstract void add(String login, String password);

    /** Every request so far with its secrets, in the order they came in. */
    public final List<SeenRequest> requests() {
        return journal.requests();
    }

    /** Every request so far as text for people, with how it was answered. Secrets are masked. */
    public final List<String> transcript() {
        return journal.transcript(Integer.MAX_VALUE);
    }

    /** Every secret issued so far, oldest first, with the requests that carried it. */
    public final List<LedgerEntry> ledger() {
        return journal.ledger();
    }

    /** Lets the next request to {@code path} meet {@code fault}; several are met in the order planned. */
    public final void plan(String path, Fault fault) {
        plan(path, 1, fault);
    }

    /** Lets a later request to {@code path} meet {@code fault}: the next one for 1, the one after for 2. */
    public final void plan(String path, int occurrence, Fault fault) {
        journal.change(
                () -> journal.faults().add(FaultPlan.ANY_API, fromRoot(path), new FaultPlan.Due(occurrence, fault)));
    }

    /**
     * Lets a share of all requests from now on meet faults drawn at random, none of which makes a client wait. The same seed
     * and the same requests meet the same faults: print it, so that a failure can be repeated.
     *
     * @param rate from 0 for none to 1 for every request
     */
    public final void planRandomly(long seed, double rate) {
        journal.change(() -> journal.faults().randomly(seed, rate));
    }

    /** Lets the next connection that a client opens meet {@code fault}; several in the order planned. */
    public final void planConnection(ConnectionFault fault) {
        servers().forEach(server -> server.plan(fault));
    }

    /** Forgets all faults of requests that are still to come. */
    public final void clearPlans() {
        journal.change(() -> journal.faults().clear());
    }

    @Override
    public final void close() {
        servers().forEach(FakeServer::close);
    }

    /**
     * A message that a fake sent to a user.
     *
     * @param to the address or number
     * @param kind what it is for
     * @param content what it says, by name
     */
    public record SentMessage(String to, String kind, Map<String, String> content) {}

    /**
     * A user that is there from the start.
     *
     * @param login what the user signs in with
     * @param password the password
     * @param about what is special about the user
     */
    public record ReadyUser(String login, String password, String about) {}
}
