package io.gatepass.core;

import io.gatepass.core.spi.Placement;
import java.util.Optional;
import java.util.Set;

/**
 * A signed-in user.
 *
 * <p>A platform's facade creates it; {@link io.gatepass.core.okhttp.OkHttpEngine#attach} puts it behind an OkHttp
 * client. Safe for use by many threads.
 *
 * @param <T> the platform's own token record
 */
public sealed interface TokenSession<T extends Token> extends AutoCloseable permits BaseSession {
    /**
     * The token held now, as plain data: store it, and resume a session from it later. Never blocks.
     *
     * @throws AuthException.ReauthenticationRequired if the session is over
     */
    T token();

    /**
     * What the next request must carry. Returns at once while the token is usable; a renewable session whose token is
     * past its end waits for its one renewal, which every caller shares.
     *
     * @throws AuthException.ReauthenticationRequired if the session is over
     * @throws AuthException of any kind with which the renewal failed; {@link AuthException.Unavailable} if the waiting
     *     was interrupted (the flag is set again) or took too long
     */
    Authorization authorization();

    /**
     * The same without waiting, for a thread that must not: empty if {@link #authorization()} would wait for a renewal or
     * fail with the last one's failure. A renewal that is due is started all the same.
     *
     * @throws AuthException.ReauthenticationRequired if the session is over
     */
    Optional<Authorization> authorizationIfReady();

    /** The origins that this session's credentials may be sent to. */
    Set<Origin> audience();

    /**
     * Asks for something better after the platform refused {@code refused}. If the session has renewed since, returns
     * the current authorization without any exchange; else waits for one renewal. Repeat the request at most once.
     *
     * @return empty if this session cannot renew, or if the refused token is so new that it cannot have expired: then the
     *     refusal itself is the answer
     * @throws AuthException as {@link #authorization()}
     */
    Optional<Authorization> replace(Authorization refused);

    /**
     * The same token and the same renewal, presented differently: other headers, the same origins. Closing the view
     * leaves this session open.
     */
    TokenSession<T> presentedAs(Placement<? super T> other);

    /**
     * Ends the session in this process and drops its token. Sends nothing: the platform still honours the token until
     * it is logged out or ends. Closing twice is harmless, and a renewal that is still under way comes to nothing.
     */
    @Override
    void close();

    /** For platform modules: a session that cannot renew, for credentials accepted at {@code origin} only. */
    static <T extends Token> TokenSession<T> of(T token, Placement<? super T> placement, Origin origin) {
        return new FixedSession<>(token, placement, Audience.of(origin));
    }
}
