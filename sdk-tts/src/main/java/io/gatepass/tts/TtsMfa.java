package io.gatepass.tts;

import io.gatepass.core.Secret;
import java.time.Instant;

/**
 * The backend wants a second factor: ask the user for the code of the authenticator app or a recovery code, then call
 * {@link TtsClient#answer}. Nobody is signed in yet.
 *
 * <p>Keep it where the user's next request finds it; it holds an interim token, which never prints. Immutable.
 */
public final class TtsMfa {
    private final Secret ephemeralToken;
    private final Instant expiresAbout;

    TtsMfa(Secret ephemeralToken, Instant expiresAbout) {
        this.ephemeralToken = ephemeralToken;
        this.expiresAbout = expiresAbout;
    }

    /** When the question lapses by the backend's default of five minutes; a site may have set another time. */
    public Instant expiresAbout() {
        return expiresAbout;
    }

    Secret ephemeralToken() {
        return ephemeralToken;
    }

    @Override
    public String toString() {
        return "TtsMfa[expiresAbout=" + expiresAbout + "]";
    }
}
