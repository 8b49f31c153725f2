package io.gatepass.traderevolution;

import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.Lifetime;
import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import io.gatepass.core.spi.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the client API answers when it does not refuse. */
final class ClientAnswers {
    private static final Duration FALLBACK_LIFE = Duration.ofHours(1);
    private static final long SECONDS_END = 100_000_000_000L;

    private final Origin issuer;

    ClientAnswers(Origin issuer) {
        this.issuer = issuer;
    }

    /** The answer to login and password. */
    ClientTokens signedIn(Reply reply) {
        return tokens(reply, data(reply), Optional.empty());
    }

    /** The answer of the token endpoint, bare or in the envelope; what it does not replace is {@code kept}. */
    ClientTokens issued(Reply reply, Optional<Secret> kept) {
        Reply.Fields said = reply.fields();
        boolean wrapped = said.has("s") && !said.has("access_token");
        return wrapped ? tokens(reply, data(reply), kept) : tokens(reply, said, kept);
    }

    private ClientTokens tokens(Reply reply, Reply.Fields data, Optional<Secret> kept) {
        Secret access = Bearer.issued(reply, data, "access_token");
        return new ClientTokens(access, data.secret("refresh_token").or(() -> kept), life(reply, data), issuer);
    }

    /** A duration from OAuth, a point in time from a password sign-in, an hour if neither makes sense. */
    private static Lifetime life(Reply reply, Reply.Fields data) {
        Instant end = positive(data, "expires_in")
                .filter(seconds -> seconds <= Integer.MAX_VALUE)
                .map(seconds -> reply.endsAfter(Duration.ofSeconds(seconds)))
                .or(() ->
                        positive(data, "expiration").map(ClientAnswers::instant).map(reply::endsAt))
                .orElseGet(() -> reply.endsAfter(FALLBACK_LIFE));
        return Lifetime.until(end);
    }

    private static Instant instant(long told) {
        return told > SECONDS_END ? Instant.ofEpochMilli(told) : Instant.ofEpochSecond(told);
    }

    private static Optional<Long> positive(Reply.Fields data, String name) {
        return data.scalar(name)
                .map(String::strip)
                .filter(digits -> digits.matches("0*[1-9]\\d{0,17}"))
                .map(Long::parseLong);
    }

    /** Everything else comes in an envelope that says whether it is good. */
    private static Reply.Fields envelope(Reply reply) {
        Reply.Fields said = reply.fields();
        if (said.text("s").filter("ok"::equals).isEmpty()) {
            throw reply.unexpected("field 's' does not say ok");
        }
        return said;
    }

    private static Reply.Fields data(Reply reply) {
        return envelope(reply).object("d").orElseThrow(() -> reply.unexpected("field 'd' is missing"));
    }

    static List<ClientAccount> accounts(Reply reply) {
        Reply.Fields said = envelope(reply);
        if (!(said.raw().get("d") instanceof List)) {
            throw reply.unexpected("field 'd' is no list");
        }
        return said.objects("d").stream()
                .map(account -> new ClientAccount(
                        account.scalar("id").or(() -> account.scalar("accountId")),
                        account.text("name"),
                        account.raw()))
                .toList();
    }

    static Map<String, Object> config(Reply reply) {
        return data(reply).raw();
    }

    static ClientLogout logout(Reply reply) {
        if (reply.status() == 401) {
            return ClientLogout.ALREADY_LOGGED_OUT;
        }
        ClientRefusals.check(reply);
        if (reply.isHtml()) {
            throw reply.misconfigured("an HTML page where JSON belongs; is this the API?");
        }
        return ClientLogout.LOGGED_OUT;
    }

    ClientTokens own(ClientTokens stored) {
        if (!stored.issuer().equals(issuer)) {
            throw new Misconfigured("the tokens were issued by " + stored.issuer() + ", not by " + issuer);
        }
        return stored;
    }

    ClientTokens supplied(BrokerToken token) {
        return new ClientTokens(token.value(), Optional.empty(), token.lifetime(), issuer);
    }
}
