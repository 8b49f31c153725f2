package io.gatepass.core.spi;

import io.gatepass.core.Lifetime;
import io.gatepass.core.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.Cookie;

/** Reads {@code Set-Cookie} headers one by one; OkHttp judges the domain, we the lifetime, on our own clocks. */
final class CookieReader {
    private static final Pattern MAX_AGE = Pattern.compile("(?i);\\s*max-age\\s*=\\s*\"?(-?\\d{1,10})\\b");

    private final Function<Duration, Instant> after;
    private final Function<Instant, Instant> at;

    private CookieReader(Function<Duration, Instant> after, Function<Instant, Instant> at) {
        this.after = after;
        this.at = at;
    }

    static List<Reply.Cookie> read(Answer answer, Function<Duration, Instant> after, Function<Instant, Instant> at) {
        var reader = new CookieReader(after, at);
        return answer.headers().values("Set-Cookie").stream()
                .flatMap(header -> Stream.ofNullable(Cookie.parse(answer.url(), header))
                        .map(cookie -> reader.cookie(cookie, header)))
                .toList();
    }

    private Reply.Cookie cookie(Cookie cookie, String header) {
        return new Reply.Cookie(
                cookie.name(),
                Secret.of(cookie.value()),
                cookie.domain(),
                cookie.hostOnly(),
                cookie.path(),
                cookie.secure(),
                lifetime(cookie, header));
    }

    /** {@code Max-Age} wins over {@code Expires}, as browsers have it; only the first depends on what time it is. */
    private Lifetime lifetime(Cookie cookie, String header) {
        Matcher maxAge = MAX_AGE.matcher(header);
        if (maxAge.find()) {
            return Lifetime.until(after.apply(Duration.ofSeconds(Long.parseLong(maxAge.group(1)))));
        }
        return cookie.persistent()
                ? Lifetime.until(at.apply(Instant.ofEpochMilli(cookie.expiresAt())))
                : Lifetime.unstated();
    }
}
