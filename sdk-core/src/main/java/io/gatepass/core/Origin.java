package io.gatepass.core;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;

/**
 * Scheme, host and port: where a secret may travel, and nowhere else.
 *
 * @param scheme {@code https}, or {@code http} where plain HTTP was allowed
 * @param host the host in lower case, international names in ASCII form, IPv6 addresses without brackets
 * @param port the port, always explicit
 */
public record Origin(String scheme, String host, int port) {
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "::1");

    /** Normalises case; two origins are the same place exactly when they are equal. */
    public Origin {
        scheme = scheme.toLowerCase(Locale.ROOT);
        host = host.toLowerCase(Locale.ROOT);
    }

    /**
     * The origin of an absolute {@code http} or {@code https} URL.
     *
     * @throws AuthException.Misconfigured if {@code url} is not one; the message does not repeat it
     */
    public static Origin of(String url) {
        HttpUrl parsed = HttpUrl.parse(url);
        if (parsed == null) {
            throw new AuthException.Misconfigured("not an absolute http or https URL");
        }
        return new Origin(parsed.scheme(), parsed.host(), parsed.port());
    }

    /** Whether this is the machine itself: {@code localhost}, {@code 127.0.0.0/8} or {@code ::1}. */
    public boolean isLoopback() {
        return LOOPBACK_NAMES.contains(host) || host.matches("127(\\.\\d{1,3}){3}");
    }

    /** Whether what travels there is encrypted. */
    public boolean isEncrypted() {
        return scheme.equals("https");
    }

    /**
     * The shortest parent domain that one owner can register, such as {@code example.co.uk} for {@code
     * app.example.co.uk}; empty for an address, a bare name, or a host that is a public suffix itself.
     */
    public Optional<String> registrableDomain() {
        HttpUrl url = new HttpUrl.Builder().scheme(scheme).host(host).port(port).build();
        return Optional.ofNullable(url.topPrivateDomain());
    }

    // Written out: what the compiler would make costs a program's start the whole of the method-handle machinery.

    @Override
    public boolean equals(Object other) {
        return other instanceof Origin that
                && port == that.port
                && host.equals(that.host)
                && scheme.equals(that.scheme);
    }

    @Override
    public int hashCode() {
        return host.hashCode() * 31 + port;
    }

    @Override
    public String toString() {
        return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
