package io.gatepass.core.spi;

import io.gatepass.core.AuthException;
import io.gatepass.core.Token;

/**
 * Exchanges a token for a fresh one.
 *
 * <p>How it fails decides what the session does next, and is all that core and a platform agree on:
 *
 * <ul>
 *   <li>{@link AuthException.Rejected} or {@link AuthException.ReauthenticationRequired}: renewal is over for good.
 *   <li>{@link AuthException.Unavailable}, {@link AuthException.RateLimited}, {@link AuthException.Misconfigured}: not
 *       processed; {@code spent} may be presented again after a pause. A renewer that does no harm when repeated reports
 *       every ambiguous failure as {@code Unavailable}.
 *   <li>anything else, above all {@link AuthException.OutcomeUnknown}: {@code spent} may have been used up and is never
 *       presented again.
 * </ul>
 */
@FunctionalInterface
public interface Renewer<T extends Token> {
    /**
     * Makes at most one exchange and returns its result. Called by one thread at a time for a session; blocks.
     *
     * @param spent the token to renew; what it renews with counts as used up from here on
     */
    T renew(T spent);
}
