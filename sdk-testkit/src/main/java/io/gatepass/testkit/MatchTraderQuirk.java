package io.gatepass.testkit;

/** A way in which known Match-Trader deployments differ from each other; a {@link FakeMatchTrader} starts with none. */
public enum MatchTraderQuirk {
    /** The system stands in the account instead of in the account's offer. */
    SYSTEM_IN_ACCOUNT,
    /** The {@code tradingAccountToken} is a text instead of an object. */
    ACCOUNT_TOKEN_AS_TEXT,
    /** There is no {@code tradingAccountToken}. */
    NO_ACCOUNT_TOKEN,
    /** Account numbers are JSON numbers. */
    NUMERIC_ACCOUNT_IDS,
    /** An account that the user owns stands in the list twice. */
    ACCOUNTS_TWICE,
    /** The broker's id is a JSON number wherever it is answered. */
    NUMERIC_PARTNER_ID,
    /** The broker's id is null wherever it is answered. */
    NULL_PARTNER_ID,
    /** Times have nine fractional digits instead of three. */
    NANOSECOND_TIMES,
    /** Redeeming a one-time token answers the session token alone, without accounts. */
    NO_ACCOUNTS_WITH_ONE_TIME_TOKEN,
    /** One-time tokens are for the {@code ?auth=} link alone; redeeming them by API is refused. */
    ONE_TIME_TOKENS_FOR_BROWSER_ONLY,
    /** Session tokens are plain texts instead of JSON Web Tokens. */
    OPAQUE_SESSION_TOKENS,
    /** No refresh cookie is ever set. */
    NO_REFRESH_COOKIE,
    /** A renewal leaves the refresh cookie as it is; it may be presented again. */
    KEEPS_REFRESH_TOKEN,
    /** A renewal that answers accounts leaves their trading tokens as they are. */
    KEEPS_ACCOUNT_TOKENS,
    /** A renewal is refused once the session token is over. */
    REFRESH_NEEDS_LIVE_SESSION,
    /** A renewal beyond the budget is refused with 403 instead of 429. */
    BUDGET_REFUSED_WITH_403,
    /** Missing and ended sessions are refused with 403 instead of 401. */
    SESSIONS_REFUSED_WITH_403,
    /** Trading calls need the header {@code Trading-Account-Token} too. */
    NEEDS_ACCOUNT_TOKEN_HEADER,
    /** Trading calls carry the account's token as their {@code co-auth} cookie. */
    ACCOUNT_TOKEN_AS_COOKIE,
    /** An order that succeeds is answered with an error code beside the status {@code OK}. */
    ERROR_CODE_BESIDE_OK,
    /** The broker switched its platform API off: 403, JSON. */
    API_DISABLED,
    /** An edge in front of the platform asks everybody to prove that they are human: 403, HTML. */
    EDGE_CHALLENGE,
    /** The same edge asks only those whose {@code User-Agent} is missing or names a well-known library. */
    EDGE_BLOCKS_LIBRARIES,
    /** The edge adds a cookie of its own to every answer. */
    EDGE_COOKIES,
    /** A limit that is reached is told without {@code Retry-After}. */
    NO_RETRY_AFTER,
    /** A limit that is reached is told with an HTTP date in {@code Retry-After}. */
    RETRY_AFTER_AS_DATE,
    /** The caller's address is not on the broker host's list: 403, HTML. */
    IP_NOT_WHITELISTED,
    /** The broker host takes keys without {@code Bearer} only; of use with the first Broker API. */
    RAW_KEYS_ONLY,
    /** Creating a user answers no one-time token. */
    NO_TOKEN_ON_CREATE,
    /** A second user with the same e-mail address is created silently. */
    DUPLICATES_ACCEPTED,
    /** Errors of the broker host carry no {@code type}. */
    NO_ERROR_TYPES,
    /** Errors of the broker host have the form {@code timestamp}, {@code status}, {@code error}, {@code message}. */
    SPRING_ERRORS
}
