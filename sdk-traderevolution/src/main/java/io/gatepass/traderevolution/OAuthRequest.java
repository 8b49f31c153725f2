package io.gatepass.traderevolution;

import io.gatepass.core.Secret;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One sign-in that was begun: send the user's browser to {@link #url()}, keep this where the same user's next request
 * finds it, and redeem it with what the browser brings back. It is good once.
 *
 * <p>Immutable but for having been used; prints no secret.
 */
public final class OAuthRequest {
    private final URI url;
    private final Secret state;
    private final Optional<Secret> verifier;
    private final AtomicBoolean used = new AtomicBoolean();

    OAuthRequest(URI url, Secret state, Optional<Secret> verifier) {
        this.url = url;
        this.state = state;
        this.verifier = verifier;
    }

    /** Where the user signs in. */
    public URI url() {
        return url;
    }

    Secret state() {
        return state;
    }

    Optional<Secret> verifier() {
        return verifier;
    }

    /** Whether this is the first use. */
    boolean use() {
        return used.compareAndSet(false, true);
    }

    @Override
    public String toString() {
        return "OAuthRequest[" + url.getScheme() + "://" + url.getHost() + url.getPath() + "]";
    }
}
