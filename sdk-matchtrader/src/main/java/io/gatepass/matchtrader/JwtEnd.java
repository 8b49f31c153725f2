package io.gatepass.matchtrader;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatepass.core.Secret;
import io.gatepass.core.spi.Reply;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a token says that it ends. A hint for when to renew; nothing is believed because of it. */
final class JwtEnd {
    private static final BigDecimal MOST = BigDecimal.valueOf(100_000_000_000L); // beyond the year 5000: not seconds

    private JwtEnd() {}

    /** The claim {@code exp} of a JWT on the platform's clock; empty if there is none that makes sense. */
    static Optional<Instant> of(Secret token) {
        String[] parts = token.reveal().split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            String claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
            return Reply.Fields.parse(claims).flatMap(said -> instant(said.raw().get("exp")));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(@Nullable Object claim) {
        return claim instanceof BigDecimal seconds && seconds.signum() > 0 && seconds.compareTo(MOST) < 0
                ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
                : Optional.empty();
    }
}
