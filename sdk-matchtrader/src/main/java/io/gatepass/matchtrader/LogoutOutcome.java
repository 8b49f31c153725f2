package io.gatepass.matchtrader;

/** What a logout came to. In every case the session is over in this process. */
public enum LogoutOutcome {
    /** The platform ended the session. */
    LOGGED_OUT,
    /** The platform was not told, since the vendor documents no call for it: its session ends within 15 minutes. */
    FORGOTTEN,
    /** The session was over already. */
    WAS_OVER
}
