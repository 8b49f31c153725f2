package io.gatepass.benchmarks;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.AccessTokenCache;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import io.gatepass.benchmarks.TokenEndpoint.Issued;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Azure: {@code AccessTokenCache}, which its authentication policies ask, in its blocking and its reactive form. */
final class AzurePeer implements Subject {
    /** Makes caches with the default offset of five minutes. */
    record Maker(boolean reactive) implements Subject.Maker {
        @Override
        public String name() {
            return reactive ? "azure async" : "azure sync";
        }

        @Override
        public Subject open(TokenEndpoint endpoint, Duration left) {
            return new AzurePeer(reactive, endpoint, left);
        }

        @Override
        public Duration window() {
            return Duration.ofMinutes(5);
        }

        /** It does not renew within 30 seconds of having been given a token. */
        @Override
        public Duration untilWindow() {
            return Duration.ofSeconds(33);
        }
    }

    /** Gives the first token, then those of the endpoint. */
    private static final class Credential implements TokenCredential {
        private final TokenEndpoint endpoint;
        private final AtomicReference<@Nullable AccessToken> first = new AtomicReference<>();

        Credential(TokenEndpoint endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        public Mono<AccessToken> getToken(TokenRequestContext request) {
            return Mono.fromCallable(this::next).subscribeOn(Schedulers.boundedElastic());
        }

        @Override
        public AccessToken getTokenSync(TokenRequestContext request) {
            return next();
        }

        private AccessToken next() {
            AccessToken given = first.getAndSet(null);
            return given != null ? given : token(endpoint.issueUnchecked());
        }
    }

    private final boolean reactive;
    private final TokenRequestContext request = new TokenRequestContext().addScopes("benchmark");
    private final AccessTokenCache cache;

    private AzurePeer(boolean reactive, TokenEndpoint endpoint, Duration left) {
        this.reactive = reactive;
        var credential = new Credential(endpoint);
        this.cache = new AccessTokenCache(credential);
        if (!left.isNegative() && !left.isZero()) {
            credential.first.set(token(TokenEndpoint.earlier(left)));
            read();
        }
    }

    private static AccessToken token(Issued issued) {
        return new AccessToken(issued.access(), issued.end().atOffset(ZoneOffset.UTC));
    }

    @Override
    public Object read() {
        return current();
    }

    private AccessToken current() {
        return Objects.requireNonNull(
                reactive ? cache.getToken(request, false).block() : cache.getTokenSync(request, false));
    }

    @Override
    public String header() {
        return "Bearer " + current().getToken();
    }
}
