package io.gatepass.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The back office's pace: a few requests a second for each collection, and a block for a token that goes on too fast.
 * Guarded by the server's lock.
 */
final class TeLimits {
    static final Duration BLOCK = Duration.ofSeconds(5);
    private static final int VIOLATIONS_TO_BLOCK = 3;

    private final ManualTime time;
    private final Map<String, Window> windows = new HashMap<>();
    private final Map<String, Integer> violations = new HashMap<>();
    private final Map<String, Instant> blocked = new HashMap<>();
    int perSecond = Integer.MAX_VALUE;

    private record Window(Instant start, int count) {}

    TeLimits(ManualTime time) {
        this.time = time;
    }

    /** Whether a token may make one more request to a collection now. */
    boolean allows(String token, String collection) {
        Instant now = time.now();
        if (now.isBefore(blocked.getOrDefault(token, Instant.MIN))) {
            return false;
        }
        String key = token + " " + collection;
        Window open = windows.getOrDefault(key, new Window(now, 0));
        Window current = now.isBefore(open.start().plusSeconds(1)) ? open : new Window(now, 0);
        windows.put(key, new Window(current.start(), current.count() + 1));
        if (current.count() < perSecond) {
            return true;
        }
        if (violations.merge(token, 1, Integer::sum) >= VIOLATIONS_TO_BLOCK) {
            violations.remove(token);
            blocked.put(token, now.plus(BLOCK));
        }
        return false;
    }
}
