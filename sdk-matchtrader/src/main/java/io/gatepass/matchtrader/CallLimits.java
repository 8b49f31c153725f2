package io.gatepass.matchtrader;

import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** How many calls a client makes at most: the vendor blocks who makes more. Nobody is made to wait; a call is refused. */
final class CallLimits {
    /** What the vendor allows an origin in a minute. */
    static final int VENDORS_MINUTE = 500;

    private final List<CallBudget> budgets;

    CallLimits(int perMinute, OptionalInt perDay, TimeSource time) {
        var minute = new CallBudget(perMinute, Duration.ofMinutes(1), time);
        // The day last, so that a call refused within a minute does not count against it.
        this.budgets = Stream.concat(
                        Stream.of(minute),
                        perDay.stream().mapToObj(most -> new CallBudget(most, Duration.ofDays(1), time)))
                .toList();
    }

    static int requirePositive(String name, int most) {
        if (most < 1) {
            throw new IllegalArgumentException(name + ": must be positive");
        }
        return most;
    }

    /** Counts a call that is about to be made, or refuses it. */
    void count() {
        for (CallBudget budget : budgets) {
            budget.take().ifPresent(pause -> {
                throw new RateLimited("not sent: this client has made as many calls as it may for now", pause, null);
            });
        }
    }
}
