package io.gatepass.matchtrader;

import io.gatepass.core.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** At most so many calls within any stretch of time of a given length. Safe for use by many threads. */
final class CallBudget {
    private final int most;
    private final long window;
    private final TimeSource time;
    private final Deque<Long> taken = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();

    CallBudget(int most, Duration window, TimeSource time) {
        this.most = most;
        this.window = window.toNanos();
        this.time = time;
    }

    /** Takes one call; or returns how long until there is one, and takes nothing. */
    Optional<Duration> take() {
        lock.lock();
        try {
            long now = time.nanoTime();
            while (!taken.isEmpty() && now - taken.getFirst() >= window) {
                taken.removeFirst();
            }
            if (taken.size() >= most) {
                return Optional.of(Duration.ofNanos(window - (now - taken.getFirst())));
            }
            taken.addLast(now);
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }
}
