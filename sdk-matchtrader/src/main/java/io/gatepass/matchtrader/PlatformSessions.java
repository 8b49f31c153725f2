package io.gatepass.matchtrader;

import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.Authorization;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.RenewableSession.Plan;
import io.gatepass.core.RenewableSession.Tuning;
import io.gatepass.core.Secret;
import io.gatepass.core.TimeSource;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.core.spi.PlatformHttp;
import io.gatepass.core.spi.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;

/** Opens sessions. Each has a plan of its own, since it counts its own renewals. */
final class PlatformSessions {
    private final PlatformCalls calls;
    private final PlatformAnswers answers;
    private final BrokerId brokerId;
    private final Rules rules;

    /** How all sessions of a client live. */
    record Rules(
            OkHttpEngine engine,
            boolean keepCredentials,
            OptionalInt refreshesPerHour,
            Tuning tuning,
            BiConsumer<? super MatchTraderTokens, ? super MatchTraderTokens> onRenewed) {}

    PlatformSessions(PlatformCalls calls, BrokerId brokerId, Rules rules) {
        this.calls = calls;
        this.answers = new PlatformAnswers(calls.origin());
        this.brokerId = brokerId;
        this.rules = rules;
    }

    RenewableSession<MatchTraderTokens> login(MatchTraderLogin login) {
        boolean keep = rules.keepCredentials() && login.code().isEmpty();
        return keep ? plan(true).openKeeping(this::signIn, login) : plan(false).open(this::signIn, login);
    }

    private MatchTraderTokens signIn(MatchTraderLogin login) {
        var body = new JsonObject().put("email", login.email()).put("password", login.password());
        brokerId.writeInto(body);
        MatchTraderEndpoint endpoint =
                login.code().isPresent() ? MatchTraderEndpoint.LOGIN_WITH_CODE : MatchTraderEndpoint.LOGIN;
        body.put("tfaCode", login.code());
        PlatformHttp.Request request = calls.post(endpoint).json(body.members());
        Reply reply = (login.code().isPresent() ? request : request.repeatable()).send(); // a code works once
        if (!reply.isSuccess()) {
            throw PlatformRefusals.login(reply);
        }
        return answers.opened(reply);
    }

    RenewableSession<MatchTraderTokens> redeem(LoginTicket ticket) {
        return plan(false).open(this::exchange, ticket);
    }

    private MatchTraderTokens exchange(LoginTicket ticket) {
        var request = calls.post(MatchTraderEndpoint.REDEEM);
        Secret token = ticket.take(now());
        Reply reply;
        try {
            reply = request.json(Map.of("token", token)).send();
        } catch (Unavailable notSent) {
            ticket.giveBack();
            throw notSent;
        }
        if (!reply.isSuccess()) {
            throw PlatformRefusals.redemption(reply);
        }
        return answers.opened(reply);
    }

    LoginTicket register(MatchTraderRegistration form) {
        JsonObject body = form.body().put("partnerId", brokerId.asNumber());
        Reply reply =
                calls.post(MatchTraderEndpoint.REGISTER).json(body.members()).send();
        if (!reply.isSuccess()) {
            throw PlatformRefusals.registration(reply);
        }
        return new TicketReader(reply).registered();
    }

    LogoutOutcome logout(RenewableSession<MatchTraderTokens> session) {
        try (session) {
            if (!calls.has(MatchTraderEndpoint.LOGOUT)) {
                return LogoutOutcome.FORGOTTEN;
            }
            Reply reply = calls.post(MatchTraderEndpoint.LOGOUT)
                    .as(session)
                    .repeatable()
                    .send();
            if (reply.isSuccess()) {
                return LogoutOutcome.LOGGED_OUT;
            }
            throw PlatformRefusals.signedIn(reply);
        } catch (ReauthenticationRequired over) {
            return LogoutOutcome.WAS_OVER;
        }
    }

    RenewableSession<MatchTraderTokens> resume(MatchTraderTokens stored) {
        return plan(false).resume(checked(stored));
    }

    RenewableSession<MatchTraderTokens> resume(MatchTraderTokens stored, MatchTraderLogin login) {
        if (login.code().isPresent()) {
            throw Rejected.form("code", "works once, so it cannot be kept");
        }
        return plan(true).resumeKeeping(checked(stored), this::signIn, login);
    }

    private MatchTraderTokens checked(MatchTraderTokens stored) {
        if (!stored.issuer().equals(calls.origin())) {
            throw new Misconfigured("the session was opened at " + stored.issuer() + ", not at " + calls.origin());
        }
        Instant now = now();
        List<MatchTraderCookie> kept = stored.cookies().stream()
                .filter(cookie -> cookie.isNamed(MatchTraderCookie.SESSION) || !cookie.isOverAt(now))
                .toList();
        return new MatchTraderTokens(stored.issuer(), kept, stored.accounts(), stored.lifetime());
    }

    private Plan<MatchTraderTokens> plan(boolean canSignInAgain) {
        TimeSource time = rules.engine().time();
        Optional<CallBudget> budget = rules.refreshesPerHour().stream()
                .mapToObj(most -> new CallBudget(most, Duration.ofHours(1), time))
                .findFirst();
        var terms = new SessionRefresh.Terms(time, budget, canSignInAgain);
        return Plan.<MatchTraderTokens>builder(rules.engine(), this::placeCookies, Set.of(calls.origin()))
                .renewer(new SessionRefresh(calls, answers, terms))
                .onRenewed(rules.onRenewed())
                .tuning(rules.tuning())
                .build();
    }

    private void placeCookies(MatchTraderTokens tokens, Authorization.Fields out) {
        tokens.jar().sentEverywhereAt(tokens.issuer()).forEach(out::cookie);
    }

    private Instant now() {
        return rules.engine().time().now();
    }
}
