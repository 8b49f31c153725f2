package io.gatepass.matchtrader;

import io.gatepass.core.AuthException;
import io.gatepass.core.Lifetime;
import io.gatepass.core.Lifetime.Until;
import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import io.gatepass.core.spi.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the platform answers when it opens or renews a session. The session's token comes in the body, in a cookie,
 * or in both; accounts may come with it; and a renewal may consist of cookies alone.
 */
final class PlatformAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(MatchTraderPlatform.class);

    /** What the vendor documents; a JWT's own end counts more. */
    private static final Duration SESSION_LIFE = Duration.ofMinutes(15);

    private final Origin issuer;

    PlatformAnswers(Origin issuer) {
        this.issuer = issuer;
    }

    /** A session that a login or a one-time token opened. */
    MatchTraderTokens opened(Reply reply) {
        return new Answer(reply).tokens(SessionCookies.NONE, new TradingAccounts.Unstated());
    }

    /** What follows {@code spent}. An answer that changes nothing is no renewal, or it would be asked for for ever. */
    MatchTraderTokens renewed(Reply reply, MatchTraderTokens spent) {
        MatchTraderTokens fresh = new Answer(reply).tokens(spent.jar(), spent.accounts());
        if (fresh.session().equals(spent.session()) || isNoLonger(reply, spent, fresh)) {
            throw reply.unexpected("the renewal succeeded and changed nothing");
        }
        return fresh;
    }

    /** A session renewed within a second of its beginning ends in the same second, and has its life before it. */
    private static boolean isNoLonger(Reply reply, MatchTraderTokens spent, MatchTraderTokens fresh) {
        Optional<Instant> before = JwtEnd.of(spent.session());
        Instant muchLeft = reply.endsAfter(SESSION_LIFE.dividedBy(2));
        return JwtEnd.of(fresh.session())
                .filter(end -> before.isPresent() && !end.isAfter(before.get()))
                .filter(end -> reply.endsAt(end).isBefore(muchLeft))
                .isPresent();
    }

    private final class Answer {
        private final Reply reply;
        private final Optional<Reply.Fields> said;
        private final List<Reply.Cookie> set;
        private final Instant now;

        Answer(Reply reply) {
            this.reply = reply;
            this.said = reply.isEmpty() ? Optional.empty() : Optional.of(reply.fields());
            this.set = reply.cookies();
            this.now = reply.endsAfter(Duration.ZERO);
        }

        MatchTraderTokens tokens(SessionCookies before, TradingAccounts known) {
            SessionCookies jar = withSession(before.after(set, now));
            MatchTraderCookie session = jar.newest(MatchTraderCookie.SESSION).orElseThrow();
            if (!session.mayGoTo(issuer)) {
                throw reply.misconfigured("cookie 'co-auth' is for encrypted connections only; use https");
            }
            TradingAccounts accounts = said.flatMap(AccountsReader::read).orElse(known);
            return new MatchTraderTokens(issuer, jar.list(), accounts, lifetime(session));
        }

        private SessionCookies withSession(SessionCookies jar) {
            Optional<Secret> inCookie = sessionCookie();
            Optional<Secret> inBody = said.flatMap(fields -> fields.secret("token"));
            if (inCookie.isPresent()) {
                if (inBody.isPresent() && !inBody.equals(inCookie)) {
                    LOG.warn("Body and cookie of a session differ; the cookie is used");
                }
                return jar;
            }
            return jar.with(hostCookie(inBody.orElseThrow(this::noSession)));
        }

        private Optional<Secret> sessionCookie() {
            set.stream()
                    .filter(cookie -> isOurs(cookie) && !isDeletion(cookie) && !MatchTraderCookie.fits(cookie.value()))
                    .findFirst()
                    .ifPresent(cookie -> {
                        throw reply.unexpected("cookie '" + cookie.name() + "' has a value that cannot be sent back");
                    });
            return SessionCookies.NONE
                    .after(set, now)
                    .newest(MatchTraderCookie.SESSION)
                    .map(MatchTraderCookie::value);
        }

        private boolean isOurs(Reply.Cookie cookie) {
            return cookie.name().equals(MatchTraderCookie.SESSION)
                    || cookie.name().equals(MatchTraderCookie.REFRESH);
        }

        private boolean isDeletion(Reply.Cookie cookie) {
            return cookie.value().reveal().isEmpty()
                    || (cookie.lifetime() instanceof Until until && !until.end().isAfter(now));
        }

        private MatchTraderCookie hostCookie(Secret token) {
            if (!MatchTraderCookie.fits(token)) {
                throw reply.unexpected("field 'token' has a value that no cookie carries");
            }
            return new MatchTraderCookie(
                    MatchTraderCookie.SESSION,
                    token,
                    issuer.host(),
                    true,
                    "/",
                    issuer.isEncrypted(),
                    Lifetime.unstated());
        }

        private AuthException noSession() {
            return said.flatMap(fields -> PlatformRefusals.demand(reply))
                    .orElseGet(() -> reply.unexpected("neither a field 'token' nor a cookie 'co-auth'"));
        }

        private Lifetime lifetime(MatchTraderCookie session) {
            Instant end = JwtEnd.of(session.value()).map(reply::endsAt).orElse(reply.endsAfter(SESSION_LIFE));
            boolean cookieEndsFirst =
                    session.lifetime() instanceof Until until && until.end().isBefore(end);
            return cookieEndsFirst ? session.lifetime() : Lifetime.until(end);
        }
    }
}
