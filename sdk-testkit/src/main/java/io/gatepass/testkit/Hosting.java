package io.gatepass.testkit;

import org.jspecify.annotations.Nullable;

/**
 * Where and when a fake lives.
 *
 * @param time the clock it goes by
 * @param authority who signs its certificate; null for plain HTTP
 * @param port where it listens; 0 for a free port
 */
record Hosting(ManualTime time, @Nullable FakeAuthority authority, int port) {
    /** Plain HTTP on a free port. */
    static Hosting plain(ManualTime time) {
        return new Hosting(time, null, 0);
    }
}
