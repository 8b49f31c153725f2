package io.gatepass.traderevolution;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.Lifetime;
import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import io.gatepass.core.spi.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what the back office answers when it does not refuse. */
final class BackOfficeAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(TraderEvolutionBackOffice.class);
    private static final Duration ACCESS_LIFE = Duration.ofMinutes(5);
    private static final Duration REFRESH_LIFE = Duration.ofHours(1);
    private static final Duration IMPLAUSIBLE = Duration.ofSeconds(1_000_000);

    private final Origin issuer;
    private final boolean lifetimesInMillis;

    BackOfficeAnswers(Origin issuer, boolean lifetimesInMillis) {
        this.issuer = issuer;
        this.lifetimesInMillis = lifetimesInMillis;
    }

    /** The first pair. */
    BackOfficeTokens issued(Reply reply) {
        Reply.Fields said = reply.fields();
        Secret access = Bearer.issued(reply, said, "accessToken");
        return pair(reply, access, said.requireSecret("refreshToken"));
    }

    /** The next pair. Without a refresh token in it the old one goes on, and ends when it was going to. */
    BackOfficeTokens renewed(Reply reply, BackOfficeTokens spent) {
        Reply.Fields said = reply.fields();
        Secret access = Bearer.issued(reply, said, "accessToken");
        if (said.secret("refreshToken").isPresent()) {
            return pair(reply, access, said.requireSecret("refreshToken"));
        }
        Lifetime life = life(reply, "accessTokenLifeTime", ACCESS_LIFE);
        return new BackOfficeTokens(access, life, spent.refreshToken(), spent.renewableFor(), issuer);
    }

    private BackOfficeTokens pair(Reply reply, Secret access, Secret refresh) {
        return new BackOfficeTokens(
                access,
                life(reply, "accessTokenLifeTime", ACCESS_LIFE),
                refresh,
                life(reply, "refreshTokenLifeTime", REFRESH_LIFE),
                issuer);
    }

    private Lifetime life(Reply reply, String field, Duration fallback) {
        return Lifetime.until(reply.endsAfter(
                reply.fields().seconds(field).map(told -> inUnit(field, told)).orElse(fallback)));
    }

    /** The vendor does not publish the unit; a guess would be wrong silently. */
    private Duration inUnit(String field, Duration told) {
        if (lifetimesInMillis) {
            return Duration.ofMillis(told.toSeconds());
        }
        if (told.compareTo(IMPLAUSIBLE) >= 0) {
            LOG.warn("{} is so large that it may be in milliseconds; it is taken for seconds", field);
        }
        return told;
    }

    BackOfficeTokens own(BackOfficeTokens stored) {
        if (!stored.issuer().equals(issuer)) {
            throw new Misconfigured("the tokens were issued by " + stored.issuer() + ", not by " + issuer);
        }
        return stored;
    }

    /** The names of the ids are on the installation's Swagger page only. */
    static RegisteredTrader registered(Reply reply) {
        if (reply.status() == 204) {
            return new RegisteredTrader(Optional.empty(), Map.of());
        }
        try {
            Reply.Fields said = reply.fields();
            return new RegisteredTrader(id(said), said.raw());
        } catch (AuthException unreadable) {
            // Any other kind would hide a user that probably exists.
            String message = "registered, it seems, but " + unreadable.getMessage();
            throw new OutcomeUnknown(message, unreadable.answer().orElse(null), unreadable);
        }
    }

    /** Only a user with exactly this login counts: a server that ignores the filter would list others first. */
    static Optional<BackOfficeUser> user(Reply reply, String login) {
        if (reply.status() == 204) {
            return Optional.empty();
        }
        List<Reply.Fields> users = reply.tryFields().map(List::of).orElseGet(reply::list);
        return users.stream()
                .filter(user -> user.requireText("login").equals(login))
                .findFirst()
                .map(user -> new BackOfficeUser(id(user), login, user.raw()));
    }

    private static Optional<String> id(Reply.Fields user) {
        return user.scalar("id").or(() -> user.scalar("userId"));
    }

    /**
     * A sentence of its own, or the first text of an object that is not the code again. The token of the call is masked: a
     * page for developers may echo what it was sent.
     */
    static Optional<String> description(Reply reply, String code, Secret sent) {
        if (reply.status() == 204) {
            return Optional.empty();
        }
        Optional<String> sentence = reply.bareText()
                .map(Secret::reveal)
                .filter(text -> !text.startsWith("{") && !text.startsWith("["))
                .map(text -> text.replace(sent.reveal(), sent.toString()));
        return sentence.or(() -> Optional.of(firstText(reply, code)));
    }

    private static String firstText(Reply reply, String code) {
        Reply.Fields said = reply.fields();
        return reply.safe().messages().entrySet().stream()
                .filter(message -> said.text(message.getKey()).isPresent())
                .map(message -> message.getValue().get(0))
                .filter(text -> !text.isBlank() && !text.strip().equals(code))
                .findFirst()
                .orElseThrow(() -> reply.unexpected("no field explains the code"));
    }
}
