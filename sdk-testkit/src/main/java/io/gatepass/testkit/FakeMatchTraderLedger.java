package io.gatepass.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a {@link FakeMatchTrader} issued and was shown so far.
 *
 * @param oneTimeTokens every one-time token, oldest first
 * @param refreshTokens every refresh cookie, oldest first
 * @param strays secrets that came with a request they do not belong to, and cookies that came twice: host, method, path
 *     and name, never a value; a client that keeps to the documents leaves this empty
 */
public record FakeMatchTraderLedger(
        List<OneTimeToken> oneTimeTokens, List<RefreshToken> refreshTokens, List<String> strays) {
    static FakeMatchTraderLedger of(MtState state) {
        return new FakeMatchTraderLedger(
                state.oneTimeTokens.values().stream()
                        .map(t -> new OneTimeToken(
                                t.token,
                                t.user.email,
                                new Issue(t.issued, t.validity),
                                new Uses(t.presented, t.accepted)))
                        .toList(),
                state.refreshTokens.values().stream()
                        .map(t -> new RefreshToken(
                                t.token, t.session.user.email, t.path, new Uses(t.presented, t.accepted)))
                        .toList(),
                List.copyOf(state.strays));
    }

    /** How many refresh cookies were exchanged. */
    public int renewals() {
        return refreshTokens.stream().mapToInt(token -> token.uses().accepted()).sum();
    }

    /** How many times a secret was presented that was not good any more, or not there. */
    public int refused() {
        return oneTimeTokens.stream().mapToInt(token -> token.uses().refused()).sum()
                + refreshTokens.stream()
                        .mapToInt(token -> token.uses().refused())
                        .sum();
    }

    /**
     * What became of a one-time token.
     *
     * @param token the token
     * @param email whose it is
     * @param issue when it was issued and for how long
     * @param uses what it was used for
     */
    public record OneTimeToken(String token, String email, Issue issue, Uses uses) {}

    /**
     * What became of a refresh cookie.
     *
     * @param token its value
     * @param email whose it is
     * @param path the path it is good for
     * @param uses what it was used for
     */
    public record RefreshToken(String token, String email, String path, Uses uses) {}

    /**
     * The issue of a one-time token.
     *
     * @param at when
     * @param validity for how long
     */
    public record Issue(Instant at, Duration validity) {}

    /**
     * How a secret was used.
     *
     * @param presented how many times it was presented, wherever and whether or not it was good
     * @param accepted how many times it was good; more than once only for refresh cookies that renewals leave as they are
     */
    public record Uses(int presented, int accepted) {
        /** How many times it was not good. */
        public int refused() {
            return presented - accepted;
        }
    }
}
