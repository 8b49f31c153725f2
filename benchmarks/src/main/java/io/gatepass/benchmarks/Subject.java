package io.gatepass.benchmarks;

import java.time.Duration;

/** One library's way to hold a token and keep it fresh, driven through its public API. Safe for use by many threads. */
interface Subject extends AutoCloseable {
    /** What its documentation says to ask before each request; renews if it must. The result is not looked into. */
    Object read() throws Exception;

    /** The same as the value of an {@code Authorization} header. */
    String header() throws Exception;

    /** Called after an answer 401 to a request with {@code refused}: does what the library offers for that. */
    default void refused(Object refused) throws Exception {
        throw new UnsupportedOperationException("no call for a refused token");
    }

    @Override
    default void close() {}

    /** Makes a subject around an endpoint. */
    interface Maker {
        /** What it is called in the results. */
        String name();

        /** Opens it with a token that ends after {@code left}; with nothing left the next read must renew. */
        Subject open(TokenEndpoint endpoint, Duration left);

        /** Opens it so that its renewal window begins about {@link #untilWindow} from now. */
        default Subject openBeforeWindow(TokenEndpoint endpoint) {
            return open(endpoint, untilWindow().plus(window()));
        }

        /** How long before the end of a token it begins to renew. */
        Duration window();

        /** How long {@link #openBeforeWindow} leaves until then. */
        default Duration untilWindow() {
            return Duration.ofSeconds(2);
        }

        /** Whether its documentation offers something to do after a 401. */
        default boolean hearsRefusals() {
            return false;
        }
    }
}
