package io.gatepass.benchmarks;

import io.gatepass.benchmarks.TokenEndpoint.Issued;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What nothing can be faster than: a volatile read and a clock read. Renews nothing; a token past its end is an error. */
final class Floor implements Subject {
    /** Makes floors. */
    record Maker() implements Subject.Maker {
        @Override
        public String name() {
            return "floor";
        }

        @Override
        public Subject open(TokenEndpoint endpoint, Duration left) {
            return new Floor(left);
        }

        @Override
        public Duration window() {
            return Duration.ofHours(1);
        }
    }

    private record Snapshot(String header, long end) {}

    private volatile @Nullable Snapshot current;

    Floor(Duration left) {
        Issued issued = TokenEndpoint.earlier(left);
        this.current = new Snapshot("Bearer " + issued.access(), System.nanoTime() + left.toNanos());
    }

    @Override
    public Object read() {
        return header();
    }

    @Override
    public String header() {
        Snapshot held = current;
        if (held == null || held.end - System.nanoTime() <= 0) {
            throw new IllegalStateException("over");
        }
        return held.header;
    }
}
