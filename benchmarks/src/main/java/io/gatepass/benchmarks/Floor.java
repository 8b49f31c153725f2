package io.gatepass.benchmarks;

import io.gatepass.benchmarks.TokenEndpoint.Issued;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * What one writes by hand: a volatile read and a clock read, which nothing can be faster than, and one lock around the
 * renewal of a token that is over. Nothing renews it ahead, and nothing keeps callers from an endpoint that is down.
 */
final class Floor implements Subject {
    /** Makes floors. */
    record Maker() implements Subject.Maker {
        @Override
        public String name() {
            return Subjects.FLOOR;
        }

        @Override
        public Subject open(TokenEndpoint endpoint, Duration left) {
            return new Floor(endpoint, TokenEndpoint.earlier(left));
        }

        @Override
        public Duration window() {
            return Duration.ZERO;
        }

        @Override
        public boolean hearsRefusals() {
            return true;
        }
    }

    private record Snapshot(String header, long end) {
        static Snapshot of(Issued issued) {
            long left = Duration.between(Instant.now(), issued.end()).toNanos();
            return new Snapshot("Bearer " + issued.access(), System.nanoTime() + left);
        }
    }

    private final TokenEndpoint endpoint;
    private volatile Snapshot current;

    private Floor(TokenEndpoint endpoint, Issued first) {
        this.endpoint = endpoint;
        this.current = Snapshot.of(first);
    }

    @Override
    public Object read() throws IOException {
        return header();
    }

    @Override
    public String header() throws IOException {
        Snapshot held = current;
        return held.end - System.nanoTime() > 0 ? held.header : newerThan(held).header;
    }

    @Override
    public void refused(Object refused) throws IOException {
        Snapshot held = current;
        if (held.header.equals(refused)) {
            newerThan(held);
        }
    }

    private synchronized Snapshot newerThan(Snapshot old) throws IOException {
        if (current.equals(old)) {
            current = Snapshot.of(endpoint.issue());
        }
        return current;
    }
}
