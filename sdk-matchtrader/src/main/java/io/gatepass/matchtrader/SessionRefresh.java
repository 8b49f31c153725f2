package io.gatepass.matchtrader;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.Secret;
import io.gatepass.core.TimeSource;
import io.gatepass.core.spi.PlatformHttp;
import io.gatepass.core.spi.Renewer;
import io.gatepass.core.spi.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Renews one session with its {@code rt}, which the platform replaces each time. Where the session can sign in again, being
 * told that there were too many renewals is a reason to; where it cannot, a reason to wait.
 */
final class SessionRefresh implements Renewer<MatchTraderTokens> {
    private final PlatformCalls calls;
    private final PlatformAnswers answers;
    private final Terms terms;

    /** What a session may do: how many renewals, if there is a bound, and whether it can sign in again. */
    record Terms(TimeSource time, Optional<CallBudget> budget, boolean canSignInAgain) {}

    SessionRefresh(PlatformCalls calls, PlatformAnswers answers, Terms terms) {
        this.calls = calls;
        this.answers = answers;
        this.terms = terms;
    }

    @Override
    public MatchTraderTokens renew(MatchTraderTokens spent) {
        Map<String, Secret> cookies = spent.jar()
                .sentTo(
                        calls.origin(),
                        calls.sentPath(MatchTraderEndpoint.REFRESH),
                        terms.time().now());
        if (!cookies.containsKey(MatchTraderCookie.REFRESH)) {
            throw new ReauthenticationRequired("the session has no 'rt' for the path of renewals");
        }
        PlatformHttp.Request request = calls.post(MatchTraderEndpoint.REFRESH).json(Map.of());
        terms.budget().flatMap(CallBudget::take).ifPresent(pause -> {
            throw usedUp(pause);
        });
        cookies.forEach(request::cookie);
        Reply reply = request.send();
        if (reply.isSuccess()) {
            return answers.renewed(reply, spent);
        }
        throw reply.status() == 429 && terms.canSignInAgain()
                ? reply.reauthentication("the platform allows no more renewals for now")
                : PlatformRefusals.signedIn(reply);
    }

    private AuthException usedUp(Duration pause) {
        String what = "the renewals of this hour are used up";
        return terms.canSignInAgain() ? new ReauthenticationRequired(what) : new RateLimited(what, pause, null);
    }
}
