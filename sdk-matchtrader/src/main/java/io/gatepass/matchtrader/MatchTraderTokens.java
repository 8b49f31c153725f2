package io.gatepass.matchtrader;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Lifetime;
import io.gatepass.core.Lifetime.Until;
import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import io.gatepass.core.Token;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a platform issued to a trader: the session cookie of 15 minutes, the cookies that renew it, and the trading
 * accounts with a token each. Store all of it to resume later; one owner only, since every renewal replaces it.
 *
 * @param issuer the platform; no other host is ever sent any of it
 * @param cookies all cookies of the session, oldest first
 * @param accounts the trading accounts
 * @param lifetime until when the session cookie is accepted
 */
public record MatchTraderTokens(
        Origin issuer, List<MatchTraderCookie> cookies, TradingAccounts accounts, Lifetime lifetime) implements Token {
    /**
     * Checks that there is a session cookie, and that it may go to the platform.
     *
     * @throws Rejected naming the component
     */
    public MatchTraderTokens {
        cookies = List.copyOf(cookies);
        if (cookies.stream().noneMatch(cookie -> cookie.isNamed(MatchTraderCookie.SESSION) && cookie.mayGoTo(issuer))) {
            throw Rejected.form("cookies", "must contain a co-auth that may go to the issuer");
        }
    }

    /** The value of the session cookie {@code co-auth}. */
    public Secret session() {
        return jar().newest(MatchTraderCookie.SESSION).orElseThrow().value();
    }

    /** As long as the longest-lived {@code rt} lasts; over at once if there is none that may go to the platform. */
    @Override
    public Lifetime renewableFor() {
        List<Lifetime> lives = cookies.stream()
                .filter(cookie -> cookie.isNamed(MatchTraderCookie.REFRESH) && cookie.mayGoTo(issuer))
                .map(MatchTraderCookie::lifetime)
                .toList();
        boolean known = lives.stream().allMatch(Until.class::isInstance);
        Instant last = lives.stream()
                .flatMap(life -> life instanceof Until until ? Stream.of(until.end()) : Stream.empty())
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        return known ? Lifetime.until(last) : Lifetime.unstated();
    }

    SessionCookies jar() {
        return new SessionCookies(cookies);
    }
}
