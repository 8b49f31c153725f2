package io.gatepass.testkit;

import java.time.Duration;

/**
 * Something that goes wrong with a connection, before the fake knows which request it carries. Immutable.
 *
 * <p>A client that keeps connections open meets it only when it opens its next one.
 */
public final class ConnectionFault {
    static final ConnectionFault NONE = new ConnectionFault(Long.MAX_VALUE, Duration.ZERO);

    final long closedAfter;
    final Duration pause;

    private ConnectionFault(long closedAfter, Duration pause) {
        this.closedAfter = closedAfter;
        this.pause = pause;
    }

    /** The connection is closed as soon as it is opened: nothing is read. */
    public static ConnectionFault closedAtOnce() {
        return new ConnectionFault(0, Duration.ZERO);
    }

    /** The connection is closed when {@code bytes} of what the client sends were read, such as in the middle of a request. */
    public static ConnectionFault closedAfter(long bytes) {
        return new ConnectionFault(bytes, Duration.ZERO);
    }

    /** Nothing is read for so long; over HTTPS the hand-shake takes that long. It ends early when the fake is closed. */
    public static ConnectionFault slowHandshake(Duration pause) {
        return new ConnectionFault(Long.MAX_VALUE, pause);
    }
}
