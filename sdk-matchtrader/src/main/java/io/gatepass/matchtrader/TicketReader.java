package io.gatepass.matchtrader;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.Lifetime;
import io.gatepass.core.Secret;
import io.gatepass.core.spi.Reply;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one-time tokens, which come under two names or alone. */
final class TicketReader {
    private static final Pattern ALONE = Pattern.compile("[A-Za-z0-9._~+/=-]{8,512}");

    private final Reply reply;

    TicketReader(Reply reply) {
        this.reply = reply;
    }

    /** The ticket of a new user; any other kind of failure would hide a user that probably exists. */
    LoginTicket registered() {
        try {
            return required(Lifetime.unstated());
        } catch (AuthException unreadable) {
            String message = "registered, it seems, but " + unreadable.getMessage();
            throw new OutcomeUnknown(message, unreadable.answer().orElse(null), unreadable);
        }
    }

    LoginTicket required(Lifetime lifetime) {
        Secret token = alone().or(() -> named(reply.fields()))
                .orElseThrow(() -> reply.unexpected("neither a field 'oneTimeToken' nor a field 'token'"));
        return new LoginTicket(token, lifetime);
    }

    static Optional<Secret> named(Reply.Fields said) {
        return said.secret("oneTimeToken").or(() -> said.secret("token"));
    }

    private Optional<Secret> alone() {
        return reply.bareText().filter(text -> ALONE.matcher(text.reveal()).matches());
    }
}
