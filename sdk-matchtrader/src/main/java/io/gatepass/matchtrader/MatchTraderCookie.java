package io.gatepass.matchtrader;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Lifetime;
import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import io.gatepass.core.spi.Reply;
import java.time.Instant;

/**
 * A cookie of a session, with all that decides where it may go: two cookies of the same name are two cookies.
 *
 * @param name its name, such as {@code co-auth} or {@code rt}
 * @param value its value
 * @param domain the host it belongs to, or a parent domain if not {@code hostOnly}; in lower case
 * @param hostOnly whether it goes to that host alone, and not to those below it
 * @param path the path it belongs to
 * @param secure whether it may travel encrypted only
 * @param lifetime until when; unstated for one that ends with the browser
 */
public record MatchTraderCookie(
        String name, Secret value, String domain, boolean hostOnly, String path, boolean secure, Lifetime lifetime) {
    static final String SESSION = "co-auth";
    static final String REFRESH = "rt";

    /**
     * Checks that it can be sent as it is, and that no other owner's host is below its domain.
     *
     * @throws Rejected naming the component; never repeats the value
     */
    public MatchTraderCookie {
        if (Secret.of(name).forCookie("name").indexOf('=') >= 0) {
            throw Rejected.form("name", "must not contain an equals sign");
        }
        value.forCookie(name);
        if (!hostOnly && isShared(Rejected.requireText("domain", domain))) {
            throw Rejected.form("domain", "is a public suffix or no domain at all");
        }
    }

    /** What the platform set. Where nobody can own a parent domain, as with {@code localhost}, the host is meant alone. */
    static MatchTraderCookie of(Reply.Cookie set) {
        return new MatchTraderCookie(
                set.name(),
                set.value(),
                set.domain(),
                set.hostOnly() || isShared(set.domain()),
                set.path(),
                set.secure(),
                set.lifetime());
    }

    private static boolean isShared(String domain) {
        return new Origin("https", domain, 443).registrableDomain().isEmpty();
    }

    /** Whether a cookie carries {@code value} unchanged. */
    static boolean fits(Secret value) {
        try {
            value.forCookie("");
            return true;
        } catch (Rejected unfit) {
            return false;
        }
    }

    boolean isNamed(String other) {
        return name.equals(other);
    }

    boolean isSameAs(Reply.Cookie set) {
        return name.equals(set.name()) && domain.equals(set.domain()) && path.equals(set.path());
    }

    boolean isOverAt(Instant now) {
        return lifetime instanceof Lifetime.Until until && !until.end().isAfter(now);
    }

    /** The rules of RFC 6265, sections 5.1.3 and 5.4. */
    boolean mayGoTo(Origin origin) {
        boolean below = !hostOnly && origin.host().endsWith("." + domain);
        return (origin.host().equals(domain) || below) && (origin.isEncrypted() || !secure);
    }

    /** The rule of RFC 6265, section 5.1.4. */
    boolean covers(String requestPath) {
        boolean prefix = requestPath.startsWith(path);
        return prefix
                && (requestPath.length() == path.length()
                        || path.endsWith("/")
                        || requestPath.charAt(path.length()) == '/');
    }
}
