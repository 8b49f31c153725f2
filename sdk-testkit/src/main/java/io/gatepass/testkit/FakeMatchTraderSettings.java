package io.gatepass.testkit;

import io.gatepass.testkit.FakeMatchTrader.Host;
import java.time.Duration;

/**
 * How a {@link FakeMatchTrader} behaves from now on; every change is in force at once. Safe for use by many threads.
 *
 * <pre>{@code
 * mt.settings().tokenIn(TokenPlace.COOKIE).refreshAnswers(RefreshAnswer.FULL);
 * }</pre>
 */
public final class FakeMatchTraderSettings {
    private final Journal journal;
    private final MtState state;
    private final MtLimits limits;

    FakeMatchTraderSettings(Journal journal, MtState state, MtLimits limits) {
        this.journal = journal;
        this.state = state;
        this.limits = limits;
    }

    /** Lifetimes of what is issued from now on; unless changed, 15 minutes and, since none is published, a day. */
    public FakeMatchTraderSettings lifetimes(Duration sessionToken, Duration refreshToken) {
        return change(() -> {
            state.sessionLife = sessionToken;
            state.refreshLife = refreshToken;
        });
    }

    /** How long one-time tokens of new users are good; unless changed, a minute, since nothing is published. */
    public FakeMatchTraderSettings oneTimeTokenLife(Duration life) {
        return change(() -> state.oneTimeLife = life);
    }

    /** Where sign-in and full renewals put the session token; unless changed, {@link TokenPlace#BOTH}. */
    public FakeMatchTraderSettings tokenIn(TokenPlace place) {
        return change(() -> state.settings.tokenPlace = place);
    }

    /** What renewals answer; unless changed, {@link RefreshAnswer#EMPTY}. */
    public FakeMatchTraderSettings refreshAnswers(RefreshAnswer answer) {
        return change(() -> state.settings.refreshAnswer = answer);
    }

    /** What the list of accounts is called; unless changed, {@link AccountList#BY_PATH}. */
    public FakeMatchTraderSettings accountsIn(AccountList list) {
        return change(() -> state.settings.accountList = list);
    }

    /** How wrong credentials are refused; unless changed, {@link Refusal#PLAIN}. */
    public FakeMatchTraderSettings refusesWith(Refusal form) {
        return change(() -> state.settings.refusal = form);
    }

    /** How the broker host answers one-time tokens; unless changed, {@link OneTimeAnswer#OBJECT}. */
    public FakeMatchTraderSettings oneTimeTokenAs(OneTimeAnswer form) {
        return change(() -> state.settings.oneTimeAnswer = form);
    }

    /**
     * The claim {@code exp} of session tokens, as JSON of any type: <code>{end}</code> stands for the true end in seconds.
     * Empty to leave the claim out.
     */
    public FakeMatchTraderSettings expClaim(String json) {
        return change(() -> state.settings.expClaim = json);
    }

    /** What follows the path of every cookie, such as {@code "; HttpOnly; Max-Age=900"}; unless changed, HttpOnly. */
    public FakeMatchTraderSettings cookieAttributes(String attributes) {
        return change(() -> state.settings.cookieAttributes = attributes);
    }

    /** Allows so many renewals an hour for each session; 0 for any number. */
    public FakeMatchTraderSettings refreshesPerHour(int renewals) {
        return change(() -> state.settings.refreshBudget = renewals);
    }

    /** Allows so many requests a minute to a host; unless set, any number, while 500 are documented. */
    public FakeMatchTraderSettings requestsPerMinute(Host host, int requests) {
        return change(() -> limits.set(host, requests));
    }

    /** Serves a path no more: not every deployment has every alias. */
    public FakeMatchTraderSettings without(String path) {
        return change(() -> state.gone.add(path));
    }

    /** The method by which the second Broker API changes passwords; unless changed, POST, since none is published. */
    public FakeMatchTraderSettings passwordMethod(String method) {
        return change(() -> state.settings.passwordMethod = method);
    }

    /** The header of personal tokens and what stands before the token; unless changed, a bearer token. */
    public FakeMatchTraderSettings traderHeader(String name, String prefix) {
        return change(() -> {
            state.settings.traderHeader = name;
            state.settings.traderPrefix = prefix;
        });
    }

    private FakeMatchTraderSettings change(Runnable change) {
        return journal.locked(() -> {
            change.run();
            return this;
        });
    }

    /** Where a session token is answered. */
    public enum TokenPlace {
        /** In the body and, the same, in {@code Set-Cookie}. */
        BOTH,
        /** In the body. */
        BODY,
        /** In {@code Set-Cookie}. */
        COOKIE,
        /** In both, but different; the one in the cookie is good. */
        DIFFERENT,
        /** Nowhere, and no refresh cookie either. */
        NOWHERE
    }

    /** What a renewal answers. */
    public enum RefreshAnswer {
        /** An empty body; all is in {@code Set-Cookie}. */
        EMPTY,
        /** The session token as JSON, and no cookie: the refresh cookie stays as it is. */
        TOKEN,
        /** What sign-in answers, with new tokens for all accounts. */
        FULL,
        /** The session token that the session had before. */
        UNCHANGED,
        /** An empty body and no cookie. */
        NOTHING
    }

    /** What the list of accounts is called, and the account that is selected. */
    public enum AccountList {
        /** {@code accounts} on {@code co-login}, else {@code tradingAccounts}. */
        BY_PATH,
        /** {@code accounts} and {@code selectedAccount}. */
        ACCOUNTS,
        /** {@code tradingAccounts} and {@code selectedTradingAccount}. */
        TRADING_ACCOUNTS,
        /** {@code selectedTradingAccount} alone. */
        SELECTED_ONLY
    }

    /** How the platform refuses credentials and one-time tokens. */
    public enum Refusal {
        /** 401 and {@code errorMessage}. */
        PLAIN,
        /** 401 and {@code status}, {@code error.type}, {@code error.errorMessage}. */
        ENVELOPE,
        /** 200 and {@code status}, {@code errorMessage}, {@code nativeCode}. */
        BUSINESS
    }

    /** How the broker host answers a one-time token. */
    public enum OneTimeAnswer {
        /** {@code {"oneTimeToken": …}}. */
        OBJECT,
        /** {@code {"token": …}}. */
        TOKEN,
        /** A JSON string. */
        JSON_STRING,
        /** The text itself. */
        TEXT
    }
}
