package io.gatepass.traderevolution;

import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.spi.Reply;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What the two APIs' ways of saying no have in common. */
final class Refusals {
    /** Statuses that speak of the place, the form or the pace of a request, and not of who signs in. */
    private static final Set<Integer> NOT_ABOUT_THE_USER = Set.of(403, 404, 405, 407, 408, 413, 414, 415, 429, 431);

    private Refusals() {}

    /**
     * Whether an answer to a sign-in or a renewal is a no for good. Of a client error that explains nothing it is
     * assumed: presenting the same again could lock the user.
     */
    static boolean isFinal(Reply reply, boolean explained) {
        int status = reply.status();
        return explained ? status < 500 : status / 100 == 4 && !NOT_ABOUT_THE_USER.contains(status);
    }

    /** Credentials that a caller promised to have at hand. */
    static <L> L atHand(Supplier<Optional<L>> credentials) {
        return credentials
                .get()
                .orElseThrow(() -> new ReauthenticationRequired("no credentials are at hand to sign in with"));
    }
}
