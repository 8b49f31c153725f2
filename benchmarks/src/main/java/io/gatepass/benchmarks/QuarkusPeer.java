package io.gatepass.benchmarks;

import io.gatepass.benchmarks.TokenEndpoint.Issued;
import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.Tokens;
import io.quarkus.oidc.client.runtime.TokensHelper;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Quarkus: {@code TokensHelper}, which its token filters ask, with the optional skew of a minute switched on. */
final class QuarkusPeer implements Subject {
    /** Makes helpers. */
    record Maker() implements Subject.Maker {
        @Override
        public String name() {
            return "quarkus";
        }

        @Override
        public Subject open(TokenEndpoint endpoint, Duration left) {
            return new QuarkusPeer(endpoint, left);
        }

        @Override
        public Duration window() {
            return Duration.ofSeconds(60);
        }
    }

    private record Client(TokenEndpoint endpoint, AtomicReference<@Nullable Tokens> first) implements OidcClient {
        @Override
        public Uni<Tokens> getTokens(Map<String, String> parameters) {
            Tokens given = first.getAndSet(null);
            return given != null ? Uni.createFrom().item(given) : exchange();
        }

        @Override
        public Uni<Tokens> refreshTokens(String refreshToken, Map<String, String> parameters) {
            return exchange();
        }

        private Uni<Tokens> exchange() {
            return Uni.createFrom()
                    .item(() -> tokens(endpoint.issueUnchecked()))
                    .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
        }

        @Override
        public Uni<Boolean> revokeAccessToken(String accessToken, Map<String, String> parameters) {
            return Uni.createFrom().item(false);
        }

        @Override
        public void close() {}
    }

    private final TokensHelper helper = new TokensHelper();
    private final OidcClient client;

    private QuarkusPeer(TokenEndpoint endpoint, Duration left) {
        this.client = new Client(endpoint, new AtomicReference<>(tokens(TokenEndpoint.earlier(left))));
        helper.initTokens(client);
    }

    private static Tokens tokens(Issued issued) {
        return new Tokens(
                issued.access(),
                issued.end().getEpochSecond(),
                Duration.ofSeconds(60),
                issued.refresh(),
                null,
                new JsonObject(),
                "client");
    }

    private Tokens current() {
        return helper.getTokens(client).await().indefinitely();
    }

    @Override
    public Object read() {
        return current();
    }

    @Override
    public String header() {
        return "Bearer " + current().getAccessToken();
    }
}
