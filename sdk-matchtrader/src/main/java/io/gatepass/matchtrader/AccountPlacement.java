package io.gatepass.matchtrader;

import io.gatepass.core.AuthException.UnexpectedResponse;
import io.gatepass.core.Authorization;
import io.gatepass.core.Secret;
import io.gatepass.core.spi.Placement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a trading call for one account travels: with the session cookie and the account's own token, both looked up anew in
 * each token of the session. An account that is gone is an error, never another account.
 */
record AccountPlacement(TradingAccountId account, AccountTokenUse use) implements Placement<MatchTraderTokens> {
    static final String ACCOUNT_HEADER = "Auth-trading-api";
    static final String ACCOUNT_TOKEN_HEADER = "Trading-Account-Token";

    @Override
    public void place(MatchTraderTokens tokens, Authorization.Fields out) {
        TradingAccount chosen = tokens.accounts().require(account);
        Map<String, Secret> cookies = new LinkedHashMap<>(tokens.jar().sentEverywhereAt(tokens.issuer()));
        switch (use) {
            case NOT_SENT -> {}
            case HEADER -> out.header(ACCOUNT_TOKEN_HEADER, required(chosen.accountToken(), "tradingAccountToken"));
            case SESSION_COOKIE ->
                cookies.put(MatchTraderCookie.SESSION, required(chosen.accountToken(), "tradingAccountToken"));
        }
        cookies.forEach(out::cookie);
        out.header(ACCOUNT_HEADER, required(chosen.apiToken(), "tradingApiToken"));
    }

    static <V> V required(Optional<V> part, String name) {
        return part.orElseThrow(
                () -> new UnexpectedResponse("the platform gave no usable '" + name + "' for a trading account", null));
    }
}
