package io.gatepass.autoshares;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gatepass.core.Secret;
import io.gatepass.core.TimeSource;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * A user's consent that is being asked for: send the browser to {@link #reveal()}, keep this in the user's web session,
 * and give it back to {@link AutosharesOAuth#redeem} together with what the browser comes back with. Good for one
 * return, within an hour.
 *
 * <p>Whoever returns without this consent's own random state is not the user who was sent. Never prints it, and cannot
 * be serialised. Safe for use by many threads.
 */
public final class AutosharesConsent {
    private static final Duration LIFE = Duration.ofHours(1);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final URI url;
    private final Secret state;
    private final Pending<Asked> pending;

    /**
     * What the return is compared and completed with.
     *
     * @param state what the browser must bring back
     * @param verifier what PKCE proves with that the code comes back to who asked
     * @param scopes what was asked for
     */
    record Asked(Secret state, Optional<Secret> verifier, Set<String> scopes) {
        static Asked random(Set<String> scopes, boolean pkce) {
            return new Asked(random(), pkce ? Optional.of(random()) : Optional.empty(), Set.copyOf(scopes));
        }

        private static Secret random() {
            var bytes = new byte[32];
            RANDOM.nextBytes(bytes);
            return Secret.of(base64Url(bytes));
        }

        /** The verifier's SHA-256, which may be seen by anybody. */
        Optional<String> pkceChallenge() {
            return verifier.map(secret -> base64Url(sha256(secret.reveal().getBytes(US_ASCII))));
        }

        private static byte[] sha256(byte[] bytes) {
            try {
                return MessageDigest.getInstance("SHA-256").digest(bytes);
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("every Java platform has SHA-256", e);
            }
        }

        private static String base64Url(byte[] bytes) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }
    }

    AutosharesConsent(URI url, Asked asked, TimeSource time) {
        this.url = url;
        this.state = asked.state();
        this.pending = new Pending<>(asked, time, LIFE);
    }

    /** The URL of the vendor's consent page. */
    public URI reveal() {
        return url;
    }

    Secret state() {
        return state;
    }

    Pending<Asked> pending() {
        return pending;
    }

    @Override
    public String toString() {
        return "AutosharesConsent[" + url.getScheme() + "://" + url.getHost() + "/██]";
    }
}
