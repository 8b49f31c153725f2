package io.gatepass.testkit;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Which requests meet which fault. Guarded by the journal's lock. */
final class FaultPlan {
    private final List<Planned> planned = new ArrayList<>();
    private @Nullable Random random;
    private double rate;

    /** A fault that waits for its request. */
    private static final class Planned {
        private final String path;
        private final Fault fault;
        private int countdown;

        Planned(String path, int occurrence, Fault fault) {
            this.path = path;
            this.countdown = occurrence;
            this.fault = fault;
        }
    }

    void add(String path, int occurrence, Fault fault) {
        if (occurrence < 1) {
            throw new IllegalArgumentException("occurrence: must be at least 1");
        }
        planned.add(new Planned(path, occurrence, fault));
    }

    void randomly(long seed, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("rate: must be from 0 to 1");
        }
        random = new Random(seed);
        rate = share;
    }

    void clear() {
        planned.clear();
        random = null;
    }

    /** The fault that a request to {@code path} meets; of several for the same request, the one planned first. */
    @Nullable Fault next(String path) {
        Fault met = null;
        for (Iterator<Planned> each = planned.iterator(); each.hasNext(); ) {
            Planned one = each.next();
            if (one.path.equals(path) && (one.countdown > 1 || met == null)) {
                one.countdown--;
                if (one.countdown == 0) {
                    each.remove();
                    met = one.fault;
                }
            }
        }
        return met != null ? met : randomFault();
    }

    private @Nullable Fault randomFault() {
        if (random == null || random.nextDouble() >= rate) {
            return null;
        }
        List<Fault> prompt = Fault.prompt();
        return prompt.get(random.nextInt(prompt.size()));
    }
}
