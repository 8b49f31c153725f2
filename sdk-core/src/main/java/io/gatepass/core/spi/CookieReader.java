package io.gatepass.core.spi;

import io.gatepass.core.Lifetime;
import io.gatepass.core.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import okhttp3.Cookie;

/** Reads {@code Set-Cookie} headers one by one; OkHttp judges the domain, we the lifetime, on our own clocks. */
final class CookieReader {
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
                lifetime(header));
    }

    /** {@code Max-Age} wins over {@code Expires}, as browsers have it. */
    private Lifetime lifetime(String header) {
        Optional<Instant> end = attribute(header, "max-age")
                .filter(seconds -> seconds.matches("-?\\d{1,12}"))
                .map(seconds -> after.apply(Duration.ofSeconds(Long.parseLong(seconds))))
                .or(() -> attribute(header, "expires").flatMap(HttpTimes::date).map(at));
        return end.map(Lifetime::until).orElse(Lifetime.unstated());
    }

    private static Optional<String> attribute(String header, String name) {
        return Stream.of(header.split(";"))
                .skip(1)
                .map(attribute -> attribute.split("=", 2))
                .filter(pair -> pair.length == 2 && pair[0].strip().equalsIgnoreCase(name))
                .map(pair -> pair[1].strip())
                .findFirst();
    }
}
