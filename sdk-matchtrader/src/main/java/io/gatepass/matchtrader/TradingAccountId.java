package io.gatepass.matchtrader;

import io.gatepass.core.AuthException.Rejected;

/**
 * The number of a trading account. The platform writes it as text or as a number; here both are the same.
 *
 * @param value its digits
 */
public record TradingAccountId(String value) {
    /**
     * Drops blanks around it.
     *
     * @throws Rejected if it is blank
     */
    public TradingAccountId {
        value = Rejected.requireText("tradingAccountId", value).strip();
    }

    /** The account with this number. */
    public static TradingAccountId of(long number) {
        return new TradingAccountId(Long.toString(number));
    }

    @Override
    public String toString() {
        return value;
    }
}
