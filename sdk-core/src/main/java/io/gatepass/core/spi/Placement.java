package io.gatepass.core.spi;

import io.gatepass.core.Authorization;
import io.gatepass.core.Token;

/** Says how a token travels: in which headers and cookies. */
@FunctionalInterface
public interface Placement<T extends Token> {
    /**
     * Writes what a request must carry. Pure and quick: called once per token, by any thread.
     *
     * @throws io.gatepass.core.AuthException.Rejected if a value does not fit into a header, naming the header only
     */
    void place(T token, Authorization.Fields out);
}
