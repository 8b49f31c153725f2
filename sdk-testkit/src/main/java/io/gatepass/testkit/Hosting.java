package io.gatepass.testkit;

import org.jspecify.annotations.Nullable;

/**
 * Where and when a server of a fake lives.
 *
 * @param api which of the fake's APIs it serves; empty if there is one
 * @param time the clock it goes by
 * @param authority who signs its certificate; null for plain HTTP
 * @param port where it listens; 0 for a free port
 */
record Hosting(String api, ManualTime time, @Nullable FakeAuthority authority, int port) {
    /** Plain HTTP on a free port. */
    static Hosting plain(ManualTime time) {
        return new Hosting("", time, null, 0);
    }

    /** The place of another API of the same fake, so many ports further on. */
    Hosting of(String another, int offset) {
        return new Hosting(another, time, authority, port == 0 ? 0 : port + offset);
    }
}
