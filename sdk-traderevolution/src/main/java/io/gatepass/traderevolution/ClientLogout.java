package io.gatepass.traderevolution;

/** What a trader's logout came to. In every case the session is closed in this process. */
public enum ClientLogout {
    /** The platform ended the session. */
    LOGGED_OUT,
    /** The token was not accepted any more. */
    ALREADY_LOGGED_OUT
}
