package io.gatepass.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a fake writes down about its requests, whichever of its servers they came to, and the faults they will meet. */
final class Journal {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Line> lines = new ArrayList<>();
    private final Ledger ledger = new Ledger();
    private final FaultPlan faults = new FaultPlan();
    private @Nullable Line current;

    /** A request, and how it was answered. */
    private static final class Line {
        private final int number;
        private final String api;
        private final SeenRequest request;
        private String answer = "…";

        Line(int number, String api, SeenRequest request) {
            this.number = number;
            this.api = api;
            this.request = request;
        }
    }

    /** Runs {@code action} while no request is being acted on. */
    <R> R locked(Supplier<R> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /** The same for an action without a result. */
    void change(Runnable action) {
        locked(() -> {
            action.run();
            return this;
        });
    }

    /** Writes down a request; what is issued until {@link #answered} is issued by it. To be called under the lock. */
    @Nullable Fault received(String api, SeenRequest request) {
        current = new Line(lines.size() + 1, api, request);
        lines.add(current);
        ledger.presented(current.number, request);
        return faults.next(api, request.path());
    }

    /** Writes down how the last request was answered. To be called under the lock. */
    void answered(int status, @Nullable Fault fault) {
        if (current != null) {
            current.answer = fault == null ? String.valueOf(status) : "fault: " + fault;
        }
        current = null;
    }

    /** Writes down a secret that the fake issues. To be called under the lock. */
    void issued(String kind, String owner, String secret) {
        ledger.issued(current == null ? 0 : current.number, new LedgerEntry.Subject(kind, owner), secret);
    }

    FaultPlan faults() {
        return faults;
    }

    List<SeenRequest> requests() {
        return requests(line -> true);
    }

    /** The requests to one API. */
    List<SeenRequest> requests(String api) {
        return requests(line -> line.api.equals(api));
    }

    private List<SeenRequest> requests(Predicate<Line> wanted) {
        return locked(
                () -> lines.stream().filter(wanted).map(line -> line.request).toList());
    }

    List<LedgerEntry> ledger() {
        return locked(ledger::entries);
    }

    /** The last requests, at most so many, as text without secrets, each with the status it was answered with. */
    List<String> transcript(int most) {
        return locked(() -> lines.stream()
                .skip(Math.max(0, lines.size() - most))
                .map(line -> line.number + " " + ledger.masked(Masked.text(line.request)) + "\n-> " + line.answer)
                .toList());
    }
}
