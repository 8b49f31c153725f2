package io.gatepass.tts;

import io.gatepass.core.TokenSession;

/**
 * What a registration came to. In every case the user exists now; only {@link SignedIn} is a session.
 *
 * <p>Some versions of the backend accept an e-mail address that exists already but was never verified, and create a second
 * account: success does not prove that the address was new.
 */
public sealed interface TtsRegistered {
    /**
     * Registered and signed in.
     *
     * @param session the session, owned by the caller, who closes it
     */
    record SignedIn(TokenSession<TtsKey> session) implements TtsRegistered {}

    /** Registered; the user must follow the link in the mail before the first login. */
    record VerificationPending() implements TtsRegistered {}

    /** Registered; this backend issues no key at registration, so log in next. */
    record LoginNeeded() implements TtsRegistered {}

    /**
     * Only from {@link TtsClient#registerOrLogin}: the login asked for a second factor.
     *
     * @param challenge what {@link TtsClient#answer} takes
     */
    record Challenged(TtsMfa challenge) implements TtsRegistered {}
}
