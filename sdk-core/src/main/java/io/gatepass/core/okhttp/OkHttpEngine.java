package io.gatepass.core.okhttp;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.TimeSource;
import io.gatepass.core.TokenSession;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import okhttp3.Authenticator;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * The threads, connections and clocks that platform clients run on, and the bridge from a session to OkHttp.
 *
 * <p>One engine serves any number of clients and sessions. Threads are daemons, are made when first needed and go after
 * a minute of rest. Safe for use by many threads.
 */
// "exports": OkHttp is not re-exported, so that platform modules cannot see it; whoever calls these requires it itself.
@SuppressWarnings("exports")
public final class OkHttpEngine implements AutoCloseable {
    private final OkHttpClient client;
    private final ExecutorService executor;
    private final TimeSource time;
    private final long maxAnswerBytes;
    private final boolean ownsConnections;
    private final boolean ownsExecutor;

    private OkHttpEngine(Builder builder) {
        this.ownsExecutor = builder.executor == null;
        this.executor = builder.executor == null ? EngineThreads.create() : builder.executor;
        this.ownsConnections = builder.client == null;
        this.time = builder.time;
        this.maxAnswerBytes = builder.maxAnswerBytes;
        var dispatcher = new Dispatcher(executor);
        dispatcher.setMaxRequests(1024);
        dispatcher.setMaxRequestsPerHost(256);
        Duration read = builder.readTimeout == null ? Duration.ZERO : builder.readTimeout;
        OkHttpClient.Builder derived = builder.client == null
                ? new OkHttpClient.Builder().connectionPool(new ConnectionPool())
                : builder.client.newBuilder();
        this.client = derived.dispatcher(dispatcher)
                .connectTimeout(builder.connectTimeout)
                .readTimeout(read)
                .writeTimeout(read)
                .callTimeout(builder.deadline)
                .build();
    }

    /** An engine with its own connections and threads. */
    public static OkHttpEngine create() {
        return builder().build();
    }

    /** An engine that derives from your client: its proxy, TLS, DNS, interceptors and connection pool are used. */
    public static OkHttpEngine sharing(OkHttpClient client) {
        return builder().client(client).build();
    }

    /** Starts an engine with other settings. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Derives a client whose requests are the signed-in user's. The session's credentials are placed on every hop whose
     * origin they were issued for and on no other; after a refusal the session renews once, and a GET, HEAD or OPTIONS is
     * sent once more.
     *
     * <p>The derived client has no HTTP cache, since a cache below the session would mix users, and no authenticator of
     * its own for 401 answers. Web sockets need {@link #authorize}. A failure of the session surfaces as {@link
     * AuthIOException}.
     */
    public static OkHttpClient attach(OkHttpClient base, TokenSession<?> session) {
        return attach(base, session, Replay.SAFE_METHODS);
    }

    /** The same with a choice of what may be sent a second time after a refusal. */
    public static OkHttpClient attach(OkHttpClient base, TokenSession<?> session, Replay replay) {
        return base.newBuilder()
                .cache(null)
                .authenticator(Authenticator.NONE)
                .addInterceptor(new SessionInterceptor(session, replay))
                .addNetworkInterceptor(new PlacementInterceptor())
                .build();
    }

    /**
     * Returns {@code request} with the session's credentials in it, for a web-socket handshake. May block for one
     * renewal. After a refused handshake call {@link TokenSession#replace}, then this again, once.
     *
     * @throws Misconfigured if the session's credentials may not go to the request's origin
     * @throws AuthException as {@link TokenSession#authorization()}
     */
    public static Request authorize(Request request, TokenSession<?> session) {
        if (!Placements.covers(session.audience(), request.url())) {
            throw new Misconfigured("the session's credentials were not issued for "
                    + request.url().host());
        }
        return Prepared.of(session.authorization()).place(request);
    }

    /** The client that platform exchanges derive from. */
    public OkHttpClient client() {
        return client;
    }

    /** Where renewals run. It must not run them in the caller's thread, and must not have a bound they can fill. */
    public Executor executor() {
        return executor;
    }

    /** The clocks that lifetimes are measured with. */
    public TimeSource time() {
        return time;
    }

    /** How many bytes of an answer are read at most, after decompression. */
    public long maxAnswerBytes() {
        return maxAnswerBytes;
    }

    /** Ends what this engine made: its threads, and its connections unless they are yours. Harmless twice. */
    @Override
    public void close() {
        client.dispatcher().cancelAll();
        if (ownsExecutor) {
            executor.shutdown();
        }
        if (ownsConnections) {
            client.connectionPool().evictAll();
        }
    }

    /** What may be sent a second time after the session has renewed. */
    public enum Replay {
        /** GET, HEAD and OPTIONS: an order is never sent twice. */
        SAFE_METHODS,
        /** Every request whose body can be sent again. Only for APIs that ignore a request they refuse with 401. */
        ANY_REPEATABLE
    }

    /** A session's failure on its way through OkHttp, which lets only {@code IOException}s through. */
    public static final class AuthIOException extends IOException {
        private static final long serialVersionUID = 1L;

        private final AuthException failure;

        AuthIOException(AuthException failure) {
            super(failure.getMessage(), failure);
            this.failure = failure;
        }

        /** What the session failed with. */
        public AuthException failure() {
            return failure;
        }
    }

    /** Settings of an engine. For use by one thread. */
    public static final class Builder {
        private @Nullable OkHttpClient client;
        private @Nullable ExecutorService executor;
        private TimeSource time = TimeSource.system();
        private Duration connectTimeout = Duration.ofSeconds(10);
        private @Nullable Duration readTimeout;
        private Duration deadline = Duration.ofSeconds(30);
        private long maxAnswerBytes = 1024L * 1024;

        private Builder() {}

        /** Derive from this client instead of a new one. */
        public Builder client(OkHttpClient yours) {
            this.client = yours;
            return this;
        }

        /** Run calls and renewals here; on Java 21 an executor of virtual threads. You shut it down. */
        public Builder executor(ExecutorService yours) {
            this.executor = yours;
            return this;
        }

        /** Measure lifetimes with these clocks. */
        public Builder time(TimeSource clocks) {
            this.time = clocks;
            return this;
        }

        /** How long to connect to one address; 10 s unless set. */
        public Builder connectTimeout(Duration most) {
            this.connectTimeout = most;
            return this;
        }

        /** How long to wait between two bytes; unless set, as long as the deadline allows. */
        public Builder readTimeout(Duration most) {
            this.readTimeout = most;
            return this;
        }

        /** How long one exchange of a platform client may take in all; 30 s unless set. Must be positive. */
        public Builder deadline(Duration most) {
            if (most.isZero() || most.isNegative()) {
                throw new IllegalArgumentException("deadline: must be positive");
            }
            this.deadline = most;
            return this;
        }

        /** How many bytes of an answer to read at most, after decompression; 1 MiB unless set. */
        public Builder maxAnswerBytes(long most) {
            this.maxAnswerBytes = most;
            return this;
        }

        /** The engine. No thread starts before the first renewal. */
        public OkHttpEngine build() {
            return new OkHttpEngine(this);
        }
    }
}
