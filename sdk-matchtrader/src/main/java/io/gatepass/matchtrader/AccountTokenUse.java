package io.gatepass.matchtrader;

/** What to do with the further token per account ({@code tradingAccountToken}) that some brokers' platforms issue. */
public enum AccountTokenUse {
    /** It is kept and not sent. */
    NOT_SENT,
    /** Trading calls carry it in the header {@code Trading-Account-Token}. */
    HEADER,
    /** Trading calls carry it in the cookie {@code co-auth}, in place of the session's. */
    SESSION_COOKIE
}
