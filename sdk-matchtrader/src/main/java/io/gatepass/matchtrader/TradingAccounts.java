package io.gatepass.matchtrader;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.UnexpectedResponse;
import java.util.List;

/**
 * Which trading accounts a trader holds: some, none, or the platform has not said. Nobody chooses one of several for the
 * trader: the first is no better than the others, and the platform's own selection need not be the one that is meant.
 */
public sealed interface TradingAccounts {
    /**
     * At least one account.
     *
     * @param list the accounts in the platform's order
     */
    record Listed(List<TradingAccount> list) implements TradingAccounts {
        /** Copies the list. */
        public Listed {
            list = List.copyOf(list);
        }
    }

    /** The trader is signed in and holds no trading account. */
    record None() implements TradingAccounts {}

    /** No answer has said so far, as after some one-time tokens; a renewal or a login may. */
    record Unstated() implements TradingAccounts {}

    /** The accounts that are known: empty unless {@link Listed}. */
    default List<TradingAccount> list() {
        return List.of();
    }

    /**
     * The account with this number.
     *
     * @throws Rejected if it is not among them, on ground {@link Ground#NOT_PERMITTED} if there are none at all
     * @throws UnexpectedResponse if the platform listed it twice
     */
    default TradingAccount require(TradingAccountId id) {
        List<TradingAccount> found =
                list().stream().filter(account -> account.id().equals(id)).toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        throw found.isEmpty() ? absence() : new UnexpectedResponse("the platform lists a trading account twice", null);
    }

    private AuthException absence() {
        if (this instanceof None) {
            return new Rejected(Ground.NOT_PERMITTED, "the trader holds no trading account");
        }
        return this instanceof Unstated
                ? new Rejected(
                        Ground.NOT_PERMITTED, "the platform has not said which accounts there are: renew, or log in")
                : Rejected.form("tradingAccountId", "is not one of the trader's accounts");
    }
}
