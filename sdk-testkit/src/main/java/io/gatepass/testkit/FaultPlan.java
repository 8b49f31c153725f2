package io.gatepass.testkit;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Which requests meet which fault. Guarded by the journal's lock. */
final class FaultPlan {
    /** The path is the same wherever it is. */
    static final String ANY_API = "*";

    private final List<Planned> planned = new ArrayList<>();
    private @Nullable Random random;
    private double rate;

    /** A fault, and for which request to its path: 1 for the next. */
    record Due(int occurrence, Fault fault) {}

    /** A fault that waits for its request. */
    private static final class Planned {
        private final String api;
        private final String path;
        private final Fault fault;
        private int countdown;

        Planned(String api, String path, Due due) {
            this.api = api;
            this.path = path;
            this.countdown = due.occurrence;
            this.fault = due.fault;
        }

        boolean concerns(String actualApi, String actualPath) {
            return path.equals(actualPath) && (api.equals(ANY_API) || api.equals(actualApi));
        }
    }

    void add(String api, String path, Due due) {
        if (due.occurrence < 1) {
            throw new IllegalArgumentException("occurrence: must be at least 1");
        }
        planned.add(new Planned(api, path, due));
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
    @Nullable Fault next(String api, String path) {
        Fault met = null;
        for (Iterator<Planned> each = planned.iterator(); each.hasNext(); ) {
            Planned one = each.next();
            if (one.concerns(api, path) && (one.countdown > 1 || met == null)) {
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
