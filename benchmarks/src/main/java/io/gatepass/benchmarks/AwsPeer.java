package io.gatepass.benchmarks;

import io.gatepass.benchmarks.TokenEndpoint.Issued;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.utils.cache.CachedSupplier;
import software.amazon.awssdk.utils.cache.CachedSupplier.PrefetchStrategy;
import software.amazon.awssdk.utils.cache.NonBlocking;
import software.amazon.awssdk.utils.cache.OneCallerBlocks;
import software.amazon.awssdk.utils.cache.RefreshResult;

/** AWS SDK: the cached supplier under its credential providers, with the windows of the STS provider: 5 and 1 minutes. */
final class AwsPeer implements Subject {
    /** Makes suppliers that renew with one caller, or in the background. */
    record Maker(boolean nonBlocking) implements Subject.Maker {
        @Override
        public String name() {
            return nonBlocking ? "aws NonBlocking" : "aws OneCaller";
        }

        @Override
        public Subject open(TokenEndpoint endpoint, Duration left) {
            return new AwsPeer(this, endpoint, left(left));
        }

        /** Jitter begins a prefetch up to a minute before its stale time; so close to it there is a second of it. */
        @Override
        public Subject openBeforeWindow(TokenEndpoint endpoint) {
            Issued issued = TokenEndpoint.earlier(Duration.ofSeconds(123));
            Instant now = Instant.now();
            return new AwsPeer(
                    this,
                    endpoint,
                    RefreshResult.builder("Bearer " + issued.access())
                            .prefetchTime(now.plus(untilWindow()))
                            .staleTime(now.plus(untilWindow()).plusSeconds(61))
                            .build());
        }

        @Override
        public Duration window() {
            return Duration.ofMinutes(5);
        }

        private static RefreshResult<String> left(Duration left) {
            return result(TokenEndpoint.earlier(left));
        }

        private PrefetchStrategy strategy() {
            return nonBlocking ? new NonBlocking("benchmark") : new OneCallerBlocks();
        }
    }

    private final CachedSupplier<String> cache;

    private AwsPeer(Maker maker, TokenEndpoint endpoint, RefreshResult<String> first) {
        this.cache = CachedSupplier.builder(firstOf(first, () -> result(endpoint.issueUnchecked())))
                .prefetchStrategy(maker.strategy())
                .build();
        boolean over = first.staleTime() != null && first.staleTime().isBefore(Instant.now());
        prime(over);
    }

    /** It cannot be built around a token, so the first read is given one. */
    private static Supplier<RefreshResult<String>> firstOf(
            @Nullable RefreshResult<String> first, Supplier<RefreshResult<String>> later) {
        var given = new AtomicBoolean(first == null || first.staleTime().isBefore(Instant.now()));
        return () -> given.compareAndSet(false, true) ? first : later.get();
    }

    private void prime(boolean over) {
        if (!over) {
            cache.get();
        }
    }

    private static RefreshResult<String> result(Issued issued) {
        return RefreshResult.builder("Bearer " + issued.access())
                .staleTime(issued.end().minusSeconds(60))
                .prefetchTime(issued.end().minusSeconds(300))
                .build();
    }

    @Override
    public Object read() {
        return cache.get();
    }

    @Override
    public String header() {
        return cache.get();
    }

    @Override
    public void close() {
        cache.close();
    }
}
