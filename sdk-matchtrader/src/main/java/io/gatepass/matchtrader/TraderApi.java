package io.gatepass.matchtrader;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Authorization;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.core.spi.PlatformHttp;
import io.gatepass.core.spi.Reply;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The Trader API: the trader's own programs, with a personal token instead of a login. The token goes to this API alone,
 * and this API is sent nothing else.
 *
 * <p>Each call blocks for the number of round trips its first line says and is never repeated by itself. Safe for use by
 * many threads.
 */
public final class TraderApi implements AutoCloseable {
    private final PlatformHttp http;
    private final CallLimits limits;
    private final String header;
    private final String scheme;
    private final @Nullable OkHttpEngine ownEngine;

    private TraderApi(Builder builder) {
        OkHttpEngine engine = builder.engine == null ? OkHttpEngine.create() : builder.engine;
        this.ownEngine = builder.engine == null ? engine : null;
        this.http = PlatformHttp.builder(engine, builder.baseUrl).build();
        this.limits = new CallLimits(CallLimits.VENDORS_MINUTE, OptionalInt.empty(), engine.time());
        this.header = builder.header;
        this.scheme = builder.scheme;
    }

    /** The vendor's API. */
    public static TraderApi create() {
        return builder().build();
    }

    /** Starts a client with other settings. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A session with a token that the trader made. Sends nothing. For calls of your own, see {@link OkHttpEngine#attach}.
     *
     * @throws Rejected if the token is blank or no header carries it
     */
    public TokenSession<PersonalToken> resume(Secret token) {
        var held = new PersonalToken(token, http.origin());
        return TokenSession.of(held, this::place, http.origin());
    }

    private void place(PersonalToken token, Authorization.Fields out) {
        if (scheme.isEmpty()) {
            out.header(header, token.value());
        } else {
            out.header(header, scheme, token.value());
        }
    }

    /**
     * Reads: one round trip. Returns the answer's members: strings, {@code BigDecimal}s, booleans, nulls, maps and lists.
     *
     * @param path the version and the resource, beginning with a slash
     * @throws ReauthenticationRequired if the token is not valid or was revoked: the trader must make another
     * @throws Rejected if the broker has not switched the API on, or the token lacks the resource
     */
    public Map<String, Object> get(TokenSession<PersonalToken> session, String path) {
        limits.count();
        Reply reply = http.get(path).as(session).repeatable().send();
        if (!reply.isSuccess()) {
            throw refused(reply);
        }
        return reply.fields().raw();
    }

    private static AuthException refused(Reply reply) {
        return PlatformRefusals.signedIn(reply);
    }

    /** Ends the engine this client made, if it made one. Sends nothing. */
    @Override
    public void close() {
        if (ownEngine != null) {
            ownEngine.close();
        }
    }

    /** Settings of a client. For use by one thread. */
    public static final class Builder {
        private String baseUrl = "https://trader-api.match-trader.com";
        private String header = "Authorization";
        private String scheme = "Bearer";
        private @Nullable OkHttpEngine engine;

        private Builder() {}

        /** Use this engine, which you close; without one the client makes its own. */
        public Builder engine(OkHttpEngine yours) {
            this.engine = yours;
            return this;
        }

        /** Call another host than the vendor's. */
        public Builder baseUrl(String url) {
            this.baseUrl = url;
            return this;
        }

        /** The header the token goes into and the word before it, which may be empty; the vendor does not publish them. */
        public Builder header(String name, String word) {
            this.header = name;
            this.scheme = word;
            return this;
        }

        /**
         * The client. Opens no connection.
         *
         * @throws Misconfigured if the URL cannot be used
         */
        public TraderApi build() {
            return new TraderApi(this);
        }
    }
}
