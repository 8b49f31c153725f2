package io.gatepass.matchtrader;

import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.TokenSession;
import io.gatepass.core.spi.Reply;
import java.util.Map;

/**
 * Trading calls for one account of a signed-in trader (Platform API, paths under {@code /mtr-api}): each carries the
 * session cookie and the account's token. Goes on across renewals and ends with the session. Safe for use by many threads.
 */
public final class MatchTraderTrading {
    private final PlatformCalls calls;
    private final RenewableSession<MatchTraderTokens> trader;
    private final TradingAccountId account;
    private final TokenSession<MatchTraderTokens> session;

    MatchTraderTrading(PlatformCalls calls, RenewableSession<MatchTraderTokens> trader, AccountPlacement placement) {
        this.calls = calls;
        this.trader = trader;
        this.account = placement.account();
        this.session = trader.presentedAs(placement);
        AccountPlacement.required(account().apiToken(), "tradingApiToken");
        system();
    }

    /**
     * The account as the session holds it now. Never blocks.
     *
     * @throws Rejected if the trader does not hold it any more
     * @throws ReauthenticationRequired if the session is over
     */
    public TradingAccount account() {
        return trader.token().accounts().require(account);
    }

    /**
     * The session with this account's credentials, for {@link io.gatepass.core.okhttp.OkHttpEngine#attach}. Closing it
     * leaves the trader's session open.
     */
    public TokenSession<MatchTraderTokens> session() {
        return session;
    }

    /** The absolute URL of {@code resource}, such as {@code balance}, in the account's trading system. Never blocks. */
    public String url(String resource) {
        return calls.tradingUrl(system(), checked(resource));
    }

    /**
     * Reads: one round trip, up to three if the platform refuses the session and it renews. Returns the answer's members:
     * strings, {@code BigDecimal}s, booleans, nulls, maps and lists.
     *
     * @param resource relative to the trading system, such as {@code open-positions}
     * @throws Rejected if the platform says no, be it within a success; the field errors hold its words
     * @throws ReauthenticationRequired if it refuses the session, or this account's token, even after a renewal: log in
     */
    public Map<String, Object> get(String resource) {
        return answer(calls.trading("GET", system(), checked(resource))
                .as(session)
                .repeatable()
                .send());
    }

    /**
     * Acts, as orders do: one round trip, or two if the session is over its time. Never sent twice. Otherwise as {@link
     * #get}.
     *
     * @throws OutcomeUnknown if no usable answer came: it may have been carried out, so look before you repeat it
     * @throws Unavailable also if the platform refused the session and that has been renewed since: repeat it if you will
     */
    public Map<String, Object> post(String resource, Map<String, ?> body) {
        session.authorization(); // a renewal that must come first is not mistaken for one that came after
        MatchTraderTokens used = trader.token();
        Reply reply = calls.trading("POST", system(), checked(resource))
                .json(body)
                .as(session)
                .send();
        if (reply.status() == 401 && !trader.token().equals(used)) {
            throw new Unavailable(
                    reply.describe("refused, so nothing was done; the session has been renewed since"),
                    reply.safe(),
                    null);
        }
        if (reply.isSuccess() && reply.tryFields().isEmpty()) {
            throw new OutcomeUnknown(
                    reply.describe("carried out, it seems, but not answered as documented"), reply.safe(), null);
        }
        return answer(reply);
    }

    private static Map<String, Object> answer(Reply reply) {
        if (!reply.isSuccess()) {
            throw PlatformRefusals.signedIn(reply);
        }
        Map<String, Object> members = reply.fields().raw();
        PlatformRefusals.business(reply).ifPresent(no -> {
            throw no;
        });
        return members;
    }

    private String system() {
        return AccountPlacement.required(account().systemUuid(), "system.uuid");
    }

    private static String checked(String resource) {
        if (!resource.matches("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")) {
            throw new IllegalArgumentException("resource: names joined by slashes, such as position/open");
        }
        return resource;
    }

    @Override
    public String toString() {
        return "MatchTraderTrading[" + account + ", " + session + "]";
    }
}
