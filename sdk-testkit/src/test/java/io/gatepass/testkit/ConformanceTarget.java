package io.gatepass.testkit;

import io.gatepass.testkit.ConformanceExchange.Place;
import java.util.Optional;

/** What conformance files are run against: the fakes, or a real platform. */
interface ConformanceTarget extends AutoCloseable {
    /** Why an exchange must not be run here; empty if it may be. */
    Optional<String> objection(ConformanceExchange exchange);

    /** The base URL of a server, without a trailing slash. */
    String baseUrl(Place place);

    /** The value of a variable that was not captured; empty if there is none. */
    Optional<String> variable(Place place, String name);

    @Override
    void close();
}
