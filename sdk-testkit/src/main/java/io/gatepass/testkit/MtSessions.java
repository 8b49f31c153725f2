package io.gatepass.testkit;

import static io.gatepass.testkit.MatchTraderQuirk.NO_REFRESH_COOKIE;
import static io.gatepass.testkit.MatchTraderQuirk.OPAQUE_SESSION_TOKENS;

import io.gatepass.testkit.FakeMatchTraderSettings.TokenPlace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Issues session tokens and refresh cookies, and puts them where this deployment puts them. */
final class MtSessions {
    static final List<String> REFRESH_PATHS =
            List.of("/manager/refresh-token", "/mtr-backend/refresh-token", "/mtr-core-edge/refresh-token");

    private final MtState state;

    MtSessions(MtState state) {
        this.state = state;
    }

    MtSession open(MtUser user) {
        var session = new MtSession(user);
        state.sessions.add(session);
        issueToken(session);
        issueRefreshTokens(session);
        return session;
    }

    /** A new session token; earlier ones stay good until they end. */
    void issueToken(MtSession session) {
        String token = state.has(OPAQUE_SESSION_TOKENS)
                ? state.issue("session-token", session.user.email)
                : state.issue("session-token", session.user.email, state.secrets.jwt(claims(session.user)));
        session.token = token;
        session.tokens.put(token, state.endOf(state.sessionLife));
    }

    private String claims(MtUser user) {
        long issued = state.time.now().getEpochSecond();
        String exp = state.settings.expClaim.replace(
                "{end}", String.valueOf(state.time.now().plus(state.sessionLife).getEpochSecond()));
        return "{\"accountUuid\":\"" + user.uuid + "\",\"iat\":" + issued
                + (exp.isEmpty() ? "}" : ",\"exp\":" + exp + "}");
    }

    /** New refresh cookies for every path; the earlier ones of the session are good no more. */
    void issueRefreshTokens(MtSession session) {
        session.refreshTokens.forEach(token -> token.revoked = true);
        session.refreshTokens.clear();
        if (state.has(NO_REFRESH_COOKIE)) {
            return;
        }
        for (String path : REFRESH_PATHS) {
            var token = new MtRefreshToken(state, path, session);
            session.refreshTokens.add(token);
            state.refreshTokens.put(token.token, token);
        }
    }

    /** An answer with this body and the session's tokens. */
    FakeAnswer deliver(MtSession session, Map<String, ? extends @Nullable Object> body, TokenPlace place) {
        var whole = new LinkedHashMap<String, @Nullable Object>();
        if (body.containsKey("email")) {
            whole.put("email", body.get("email"));
        }
        switch (place) {
            case BOTH, BODY -> whole.put("token", session.token);
            case DIFFERENT -> whole.put("token", state.issue("session-decoy", session.user.email));
            case COOKIE, NOWHERE -> {}
        }
        whole.putAll(body);
        FakeAnswer answer = MtAnswers.ok(whole);
        if (place == TokenPlace.NOWHERE) {
            return answer;
        }
        FakeAnswer with = place == TokenPlace.BODY ? answer : MtCookies.withSession(answer, state, session);
        return MtCookies.withRefresh(with, state, session);
    }
}
