package io.gatepass.testkit;

import static io.gatepass.testkit.MatchTraderQuirk.BUDGET_REFUSED_WITH_403;
import static io.gatepass.testkit.MatchTraderQuirk.KEEPS_ACCOUNT_TOKENS;
import static io.gatepass.testkit.MatchTraderQuirk.KEEPS_REFRESH_TOKEN;
import static io.gatepass.testkit.MatchTraderQuirk.REFRESH_NEEDS_LIVE_SESSION;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renewal: a session token for a refresh cookie, in the three documented shapes and the two that mean failure. */
final class MtRefresh {
    private static final Duration HOUR = Duration.ofHours(1);

    private final MtState state;
    private final MtSessions sessions;
    private final MtViews views;

    MtRefresh(MtState state, MtSessions sessions, MtViews views) {
        this.state = state;
        this.sessions = sessions;
        this.views = views;
    }

    FakeAnswer refresh(FakeRequest request) {
        if (request.bytes().size() > 0 && !request.contentType().equals("application/json")) {
            return MtAnswers.error(415, "Unsupported Media Type");
        }
        MtRefreshToken token = presented(request);
        if (token == null || !isGood(token, request)) {
            return MtAnswers.refusedSession(state);
        }
        return isWithinBudget(token.session) ? renew(token, request) : overBudget();
    }

    /** The token that was sent; several are all counted, and none is taken. */
    private @Nullable MtRefreshToken presented(FakeRequest request) {
        for (String value : MtCookies.values(request, MtCookies.REFRESH)) {
            MtRefreshToken known = state.refreshTokens.get(value);
            if (known != null) {
                known.presented++;
            }
        }
        return state.refreshTokens.get(MtCookies.value(request, MtCookies.REFRESH));
    }

    private boolean isGood(MtRefreshToken token, FakeRequest request) {
        if (token.revoked || state.isOver(token.end) || !token.path.equals(request.path())) {
            return false;
        }
        boolean live =
                state.session(MtCookies.value(request, MtCookies.SESSION)).isPresent();
        return !token.session.user.deleted && (live || !state.has(REFRESH_NEEDS_LIVE_SESSION));
    }

    private boolean isWithinBudget(MtSession session) {
        int budget = state.settings.refreshBudget;
        long now = state.time.nanoTime();
        session.renewals.removeIf(at -> now - at >= HOUR.toNanos());
        return budget == 0 || session.renewals.size() < budget;
    }

    private FakeAnswer overBudget() {
        return MtAnswers.error(state.has(BUDGET_REFUSED_WITH_403) ? 403 : 429, "Too many requests");
    }

    private FakeAnswer renew(MtRefreshToken token, FakeRequest request) {
        MtSession session = token.session;
        token.accepted++;
        session.renewals.add(state.time.nanoTime());
        return switch (state.settings.refreshAnswer) {
            case EMPTY -> {
                issue(session);
                yield inCookies(FakeAnswer.empty(200), session);
            }
            case TOKEN -> {
                sessions.issueToken(session);
                yield MtAnswers.ok(FakeJson.object("token", session.token));
            }
            case FULL -> {
                issue(session);
                yield full(session, request);
            }
            case UNCHANGED -> sessions.deliver(session, Map.of(), state.settings.tokenPlace);
            case NOTHING -> FakeAnswer.empty(200);
        };
    }

    private void issue(MtSession session) {
        sessions.issueToken(session);
        if (!state.has(KEEPS_REFRESH_TOKEN)) {
            sessions.issueRefreshTokens(session);
        }
    }

    private FakeAnswer inCookies(FakeAnswer answer, MtSession session) {
        FakeAnswer with = MtCookies.withSession(answer, state, session);
        return state.has(KEEPS_REFRESH_TOKEN) ? with : MtCookies.withRefresh(with, state, session);
    }

    private FakeAnswer full(MtSession session, FakeRequest request) {
        if (!state.has(KEEPS_ACCOUNT_TOKENS)) {
            session.user.accounts.forEach(
                    account -> account.tradingToken = state.issue("trading-token", session.user.email));
        }
        return sessions.deliver(session, views.login(session.user, request.path()), state.settings.tokenPlace);
    }
}
