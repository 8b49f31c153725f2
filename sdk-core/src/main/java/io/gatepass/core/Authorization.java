package io.gatepass.core;

import io.gatepass.core.spi.Placement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a request must carry to be the signed-in user's, and where it may go: the only thing a transport sees.
 *
 * <p>With OkHttp use {@link io.gatepass.core.okhttp.OkHttpEngine#attach}. With another HTTP client, check {@link
 * #covers} for every hop, then set {@link #headers()} and add {@link #cookies()}. Immutable and safe for use by many
 * threads; prints names, never values.
 */
public final class Authorization {
    private final Map<String, Secret> headers;
    private final Map<String, Secret> cookies;
    private final Set<Origin> audience;
    private final RefusalRule refusals;
    private final int generation;

    private Authorization(Fields fields, Audience audience, int generation) {
        this.headers = Map.copyOf(fields.headers);
        this.cookies = Map.copyOf(fields.cookies);
        this.audience = audience.origins();
        this.refusals = audience.refusals();
        this.generation = generation;
    }

    static <T extends Token> Authorization of(Held<T> held, Placement<? super T> placement, Audience audience) {
        var fields = new Fields();
        placement.place(held.token(), fields);
        return new Authorization(fields, audience, held.generation());
    }

    /** The origins it may be sent to. */
    public Set<Origin> audience() {
        return audience;
    }

    /** Whether it may be sent to {@code origin}. */
    public boolean covers(Origin origin) {
        return audience.contains(origin);
    }

    /** Header values by name. */
    public Map<String, Secret> headers() {
        return headers;
    }

    /** Cookie values by name, to be merged into whatever {@code Cookie} header the request has. */
    public Map<String, Secret> cookies() {
        return cookies;
    }

    /**
     * Whether an answer means that this authorization is no longer accepted, so that {@link TokenSession#replace} is
     * worth asking. By default that is status 401; a platform may look into the body too.
     *
     * @param status the HTTP status, 400 or above
     * @param body reads the beginning of the body; asked only if the platform's rule needs it
     */
    public boolean refusedBy(int status, Supplier<String> body) {
        return refusals.refuses(status, body);
    }

    /** Which of the session's tokens this was made from: 1 is the first. */
    int generation() {
        return generation;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Authorization that
                && generation == that.generation
                && headers.equals(that.headers)
                && cookies.equals(that.cookies)
                && audience.equals(that.audience);
    }

    @Override
    public int hashCode() {
        return Objects.hash(generation, headers, cookies, audience);
    }

    @Override
    public String toString() {
        return "Authorization[headers=" + headers.keySet() + ", cookies=" + cookies.keySet() + ", audience=" + audience
                + "]";
    }

    /** Decides from an answer whether the token it was made with has expired or was revoked. Must not throw. */
    @FunctionalInterface
    public interface RefusalRule {
        /** The rule of plain HTTP: a 401 is a refusal, nothing else is. */
        RefusalRule UNAUTHORIZED = (status, body) -> status == 401;

        /** Whether {@code status}, 400 or above, with a body that begins as {@code body} reads it, is a refusal. */
        boolean refuses(int status, Supplier<String> body);
    }

    /** Takes what a {@link Placement} writes. For use by one thread. */
    public static final class Fields {
        private final Map<String, Secret> headers = new LinkedHashMap<>();
        private final Map<String, Secret> cookies = new LinkedHashMap<>();

        private Fields() {}

        /** Adds a header whose whole value is {@code value}. */
        public Fields header(String name, Secret value) {
            value.forHeader(name);
            headers.put(name, value);
            return this;
        }

        /** Adds a header made of a scheme word, one space and {@code value}: {@code Authorization: Bearer …}. */
        public Fields header(String name, String scheme, Secret value) {
            return header(name, Secret.of(scheme + " " + value.forHeader(name)));
        }

        /** Adds a cookie. */
        public Fields cookie(String name, Secret value) {
            value.forCookie(name);
            cookies.put(name, value);
            return this;
        }
    }
}
