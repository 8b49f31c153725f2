package io.gatepass.core.spi;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The times that HTTP headers carry. */
final class HttpTimes {
    private static final Duration MOST_BELIEVED = Duration.ofDays(1);

    private HttpTimes() {}

    /** An HTTP date; empty if absent or unreadable. */
    static Optional<Instant> date(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header.strip(), Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** {@code Retry-After} in seconds or as a date; empty if absent, unreadable, past, or more than a day away. */
    static Optional<Duration> retryAfter(@Nullable String header, Instant now) {
        if (header == null) {
            return Optional.empty();
        }
        String text = header.strip();
        Optional<Duration> told = text.matches("\\d{1,9}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
                : date(text).map(then -> Duration.between(now, then));
        return told.filter(pause -> !pause.isNegative() && pause.compareTo(MOST_BELIEVED) <= 0);
    }
}
