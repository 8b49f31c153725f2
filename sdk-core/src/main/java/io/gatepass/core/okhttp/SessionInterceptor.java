package io.gatepass.core.okhttp;

import io.gatepass.core.AuthException;
import io.gatepass.core.Authorization;
import io.gatepass.core.TokenSession;
import io.gatepass.core.okhttp.OkHttpEngine.AuthIOException;
import io.gatepass.core.okhttp.OkHttpEngine.Replay;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Asks the session what a request carries, and after a refusal for something better, once. */
final class SessionInterceptor implements Interceptor {
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
    private static final long MOST_PEEKED = 16 * 1024;

    private final TokenSession<?> session;
    private final Replay replay;

    /** Unguarded on purpose: immutable, and whoever finds it missing or old makes the same one again. */
    private @Nullable Prepared latest;

    SessionInterceptor(TokenSession<?> session, Replay replay) {
        this.session = session;
        this.replay = replay;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        if (isWebSocket(request) || !Placements.covers(session.audience(), request.url())) {
            return chain.proceed(request);
        }
        Authorization used = authorization(chain.call());
        Carried.put(chain.call(), prepared(used));
        Response response = chain.proceed(request);
        if (!refused(response, used)) {
            return response;
        }
        if (!mayBeSentAgain(request)) {
            renewForTheNextRequest(used);
            return response;
        }
        return replayed(chain, used, response);
    }

    /** Only a call that has to wait needs to hear of its cancellation meanwhile. */
    private Authorization authorization(Call call) throws IOException {
        try {
            Optional<Authorization> ready = session.authorizationIfReady();
            return ready.isPresent() ? ready.get() : CancellableWait.on(call, session::authorization);
        } catch (AuthException failure) {
            throw new AuthIOException(failure);
        }
    }

    @SuppressWarnings("ReferenceEquality") // a session hands out the same object for the same token
    private Prepared prepared(Authorization authorization) {
        Prepared known = latest;
        if (known != null && known.authorization() == authorization) {
            return known;
        }
        Prepared made = Prepared.of(authorization);
        latest = made;
        return made;
    }

    private Response replayed(Chain chain, Authorization used, Response refusal) throws IOException {
        Optional<Authorization> better;
        try {
            better = CancellableWait.on(chain.call(), () -> session.replace(used));
        } catch (IOException e) {
            refusal.close();
            throw e;
        }
        if (better.isEmpty()) {
            return refusal;
        }
        refusal.close();
        Carried.put(chain.call(), prepared(better.get()));
        return chain.proceed(chain.request());
    }

    /** The refusal itself goes to the caller: it says that the request was not carried out. */
    private void renewForTheNextRequest(Authorization used) {
        try {
            session.replace(used);
        } catch (AuthException failure) {
            // No field: a first request that goes well need not wait for the logging system to start.
            LoggerFactory.getLogger(OkHttpEngine.class)
                    .debug(
                            "Renewal after a refused request failed; the next request hears it: {}",
                            failure.getMessage());
        }
    }

    /** Network interceptors are skipped for these, so that nothing could be placed: they are authorized beforehand. */
    private static boolean isWebSocket(Request request) {
        return "websocket".equalsIgnoreCase(request.header("Upgrade"));
    }

    private boolean mayBeSentAgain(Request request) {
        RequestBody body = request.body();
        boolean repeatable = body == null || !(body.isOneShot() || body.isDuplex());
        return repeatable && (replay == Replay.ANY_REPEATABLE || SAFE_METHODS.contains(request.method()));
    }

    private static boolean refused(Response response, Authorization used) {
        return response.code() >= 400
                && Placements.covers(used.audience(), response.request().url())
                && used.refusedBy(response.code(), () -> beginningOf(response));
    }

    private static String beginningOf(Response response) {
        try {
            return response.peekBody(MOST_PEEKED).string();
        } catch (IOException e) {
            return ""; // the caller meets the same failure when it reads the body
        }
    }
}
