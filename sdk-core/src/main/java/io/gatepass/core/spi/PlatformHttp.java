package io.gatepass.core.spi;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.core.okhttp.OkHttpEngine;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import okhttp3.Authenticator;
import okhttp3.CookieJar;
import okhttp3.OkHttpClient;

/**
 * Blocking exchanges with one platform's API, strict by default: HTTPS only, no redirects, no cookies, no cache, nothing
 * sent twice, bounded in time and size, and interruptible. Whatever comes back is either a {@link Reply} or one of the
 * seven kinds of {@link AuthException}.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class PlatformHttp {
    final OkHttpClient client;
    final OkHttpEngine engine;
    final BaseUrl base;
    final SortedMap<String, String> defaults;

    private PlatformHttp(Builder builder) {
        this.engine = builder.engine;
        this.base = BaseUrl.parse(builder.baseUrl, builder.plainHttpAllowed);
        this.defaults = new TreeMap<>(builder.headers);
        this.client = engine.client()
                .newBuilder()
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .cookieJar(CookieJar.NO_COOKIES)
                .cache(null)
                .authenticator(Authenticator.NONE)
                .addNetworkInterceptor(new OnceInterceptor())
                .build();
    }

    /** Starts a client for the API at {@code baseUrl}, whose path, if any, is kept. */
    public static Builder builder(OkHttpEngine engine, String baseUrl) {
        return new Builder(engine, baseUrl);
    }

    /** Where the API is, and the only place where this client sends anything. */
    public Origin origin() {
        return base.origin();
    }

    /** The absolute URL that a request to {@code path} goes to. Path as in {@link #get}. */
    public String url(String path, Object... segments) {
        return base.join(path, segments).build().toString();
    }

    /**
     * A GET. {@code path} starts with a slash; each {@code {}} in it takes the next segment, percent-encoded.
     *
     * @throws Rejected if a segment is empty, or a dot or two, which would lead elsewhere
     */
    public Request get(String path, Object... segments) {
        return request("GET", path, segments);
    }

    /** A POST, with an empty body until one is given. Path as in {@link #get}. */
    public Request post(String path, Object... segments) {
        return request("POST", path, segments);
    }

    /** Any other method, such as PUT, PATCH or DELETE. Path as in {@link #get}. */
    public Request request(String method, String path, Object... segments) {
        return new Request(new Draft(this, new Draft.Endpoint(method, path, base.join(path, segments))));
    }

    /** One request. For use by one thread; {@link #send} it once. */
    public static final class Request {
        private final Draft draft;

        private Request(Draft draft) {
            this.draft = draft;
        }

        /** Adds a query parameter, percent-encoded. */
        public Request query(String name, String value) {
            draft.query(name, value);
            return this;
        }

        /** Adds a secret query parameter: only where the platform offers no better place. */
        public Request query(String name, Secret value) {
            draft.secrets.add(value);
            return query(name, value.reveal());
        }

        /** Sets a header. */
        public Request header(String name, String value) {
            draft.header(name, Secret.of(value));
            return this;
        }

        /**
         * Sets a header to a secret.
         *
         * @throws Rejected naming the header if its value cannot be sent unchanged
         */
        public Request header(String name, Secret value) {
            draft.secrets.add(value);
            draft.header(name, value);
            return this;
        }

        /**
         * Adds a cookie to this one request.
         *
         * @throws Rejected naming the cookie if its value cannot be sent unchanged
         */
        public Request cookie(String name, Secret value) {
            draft.secrets.add(value);
            draft.cookies.put(name, value.forCookie(name));
            return this;
        }

        /** Says that this secret is part of the request in another form, such as encoded, so that no message shows it. */
        public Request conceal(Secret value) {
            draft.secrets.add(value);
            return this;
        }

        /** Sets the body to a JSON object; empty {@code Optional}s are left out, maps and lists nest. */
        public Request json(Map<String, ?> members) {
            draft.json(members);
            return this;
        }

        /** Sets the body to a form of strings and secrets. */
        public Request form(Map<String, ?> fields) {
            draft.form(fields);
            return this;
        }

        /**
         * Sends it as the signed-in user. After a refusal the session renews once; a GET is then sent once more, anything
         * else is not.
         *
         * @throws Misconfigured at once if the session's credentials may not go to this API
         */
        public Request as(TokenSession<?> session) {
            draft.as(session);
            return this;
        }

        /** Says that sending it again does no harm, so that a lost answer is {@link AuthException.Unavailable}. */
        public Request repeatable() {
            draft.repeatable = true;
            return this;
        }

        /**
         * Sends it once and waits for the answer: one round trip, with {@link #as} up to three.
         *
         * @return the answer, whatever its status
         * @throws AuthException.Unavailable if nothing was sent, or nothing came back and the request is repeatable
         * @throws AuthException.OutcomeUnknown if it was sent and nothing came back
         * @throws Misconfigured if the server's certificate is not trusted
         */
        public Reply send() {
            return draft.send();
        }
    }

    /** Settings of a client. For use by one thread. */
    public static final class Builder {
        /** Those the transport or a session sets; a second value would confuse or leak. */
        private static final Set<String> TRANSPORT = Set.of(
                "Authorization",
                "Connection",
                "Content-Length",
                "Content-Type",
                "Cookie",
                "Expect",
                "Host",
                "Proxy-Authorization",
                "TE",
                "Transfer-Encoding",
                "Upgrade");

        private final OkHttpEngine engine;
        private final String baseUrl;
        private final SortedMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private final Set<String> reserved = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        private boolean plainHttpAllowed;

        private Builder(OkHttpEngine engine, String baseUrl) {
            this.engine = engine;
            this.baseUrl = baseUrl;
            reserved.addAll(TRANSPORT);
            headers.put("Accept", "application/json");
            headers.put("Accept-Language", "en");
            headers.put("User-Agent", Version.USER_AGENT);
        }

        /** Allows plain HTTP to hosts other than this machine. Everything sent can then be read on the way. */
        public Builder allowPlainHttp() {
            this.plainHttpAllowed = true;
            return this;
        }

        /** Names headers that the platform module sets itself, so that {@link #header} refuses them. */
        public Builder reserve(String... names) {
            reserved.addAll(List.of(names));
            return this;
        }

        /**
         * Adds a header to every request, or replaces {@code Accept-Language} or {@code User-Agent}.
         *
         * @throws Misconfigured if the transport or the platform module sets this header itself
         * @throws Rejected naming the header if its value cannot be sent unchanged
         */
        public Builder header(String name, String value) {
            if (reserved.contains(name)) {
                throw new Misconfigured("header " + name + ": set by the client itself");
            }
            headers.put(name, Secret.of(value).forHeader(name));
            return this;
        }

        /**
         * The client.
         *
         * @throws Misconfigured if the base URL is not usable; the message does not repeat it
         */
        public PlatformHttp build() {
            return new PlatformHttp(this);
        }
    }
}
