package io.gatepass.benchmarks;

import com.databricks.sdk.core.oauth.CachedTokenSource;
import com.databricks.sdk.core.oauth.Token;
import io.gatepass.benchmarks.TokenEndpoint.Issued;
import java.time.Duration;

/** Databricks: {@code CachedTokenSource} as built by default, renewing in the background. */
final class DatabricksPeer implements Subject {
    /** Makes sources; their window is half of what is left, and their hard edge 40 seconds before the end. */
    record Maker() implements Subject.Maker {
        @Override
        public String name() {
            return "databricks";
        }

        @Override
        public Subject open(TokenEndpoint endpoint, Duration left) {
            return new DatabricksPeer(endpoint, left);
        }

        @Override
        public Duration window() {
            return Duration.ofSeconds(45);
        }

        @Override
        public Duration untilWindow() {
            return Duration.ofSeconds(45);
        }
    }

    private final CachedTokenSource source;

    private DatabricksPeer(TokenEndpoint endpoint, Duration left) {
        this.source = new CachedTokenSource.Builder(() -> token(endpoint.issueUnchecked()))
                .setToken(token(TokenEndpoint.earlier(left)))
                .build();
    }

    private static Token token(Issued issued) {
        return new Token(issued.access(), "Bearer", issued.refresh(), issued.end());
    }

    @Override
    public Object read() {
        return source.getToken();
    }

    @Override
    public String header() {
        return "Bearer " + source.getToken().getAccessToken();
    }
}
