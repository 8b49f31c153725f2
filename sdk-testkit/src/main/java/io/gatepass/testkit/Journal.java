package io.gatepass.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a fake writes down about its requests, whichever of its servers they came to, and the faults they will meet. */
final class Journal {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<SeenRequest> seen = new ArrayList<>();
    private final List<String> apis = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private final Ledger ledger = new Ledger();
    private final FaultPlan faults = new FaultPlan();
    private boolean acting;

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
        seen.add(request);
        apis.add(api);
        acting = true;
        ledger.presented(seen.size(), request);
        return faults.next(api, request.path());
    }

    /** Writes down how the last request was answered. To be called under the lock. */
    void answered(int status, @Nullable Fault fault) {
        answers.add(fault == null ? String.valueOf(status) : "fault: " + fault);
        acting = false;
    }

    /** Writes down a secret that the fake issues. To be called under the lock. */
    void issued(String kind, String owner, String secret) {
        ledger.issued(acting ? seen.size() : 0, new LedgerEntry.Subject(kind, owner), secret);
    }

    FaultPlan faults() {
        return faults;
    }

    List<SeenRequest> requests() {
        return locked(() -> List.copyOf(seen));
    }

    /** The requests to one API. */
    List<SeenRequest> requests(String api) {
        return locked(() -> IntStream.range(0, seen.size())
                .filter(i -> apis.get(i).equals(api))
                .mapToObj(seen::get)
                .toList());
    }

    List<LedgerEntry> ledger() {
        return locked(ledger::entries);
    }

    /** The requests as text without secrets, each with the status it was answered with. */
    List<String> transcript() {
        return locked(() -> {
            var lines = new ArrayList<String>();
            for (int i = 0; i < seen.size(); i++) {
                String answer = i < answers.size() ? "-> " + answers.get(i) : "-> …";
                lines.add((i + 1) + " " + ledger.masked(Masked.text(seen.get(i))) + "\n" + answer);
            }
            return List.copyOf(lines);
        });
    }
}
