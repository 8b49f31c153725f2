package io.gatepass.matchtrader;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.UnexpectedResponse;
import io.gatepass.core.Lifetime;
import io.gatepass.core.TimeSource;
import io.gatepass.core.spi.Reply;
import io.gatepass.matchtrader.BrokerApi.Call;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Issues one-time tokens, and remembers those that may still work: only the latest of a user does. Safe for use by many
 * threads.
 */
final class BrokerTickets {
    static final Duration USUAL_LIFE = Duration.ofSeconds(30);
    private static final Duration LONGEST_LIFE = Duration.ofHours(1);

    private final BrokerCalls calls;
    private final TimeSource time;
    private final Map<String, Issued> latest = new ConcurrentHashMap<>();

    private record Issued(LoginTicket ticket, Instant forgetAt) {}

    BrokerTickets(BrokerCalls calls, TimeSource time) {
        this.calls = calls;
        this.time = time;
    }

    LoginTicket issue(String email, Duration validity) {
        if (validity.compareTo(Duration.ofSeconds(1)) < 0
                || validity.compareTo(LONGEST_LIFE) > 0
                || !validity.equals(validity.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("validity: must be whole seconds, from one second to one hour");
        }
        String owner = Rejected.requireText("email", email).strip();
        try {
            return noted(owner, asked(owner, validity));
        } catch (OutcomeUnknown | UnexpectedResponse doubt) {
            replaceLatest(owner); // the API may have issued one that nobody has
            throw doubt;
        }
    }

    private LoginTicket asked(String email, Duration validity) {
        Reply reply = calls.post(Call.ONE_TIME_TOKEN)
                .json(Map.of("email", email, "validityTime", validity.toSeconds()))
                .send();
        if (!reply.isSuccess()) {
            throw refused(reply);
        }
        return new TicketReader(reply).required(Lifetime.until(reply.endsAfter(validity)));
    }

    private static AuthException refused(Reply reply) {
        return reply.status() == 403 && !reply.isHtml()
                ? reply.misconfigured("the key may not issue one-time tokens, or this machine is not on the allow-list")
                : BrokerRefusals.of(reply);
    }

    /** Remembers {@code ticket} as the only one of its owner that works. */
    LoginTicket noted(String email, LoginTicket ticket) {
        Instant now = time.now();
        latest.values().removeIf(old -> !old.forgetAt().isAfter(now));
        replaceLatest(email);
        latest.put(key(email), new Issued(ticket, now.plus(LONGEST_LIFE)));
        return ticket;
    }

    private void replaceLatest(String email) {
        Issued before = latest.remove(key(email));
        if (before != null) {
            before.ticket().replace();
        }
    }

    private static String key(String email) {
        return email.toLowerCase(Locale.ROOT);
    }
}
