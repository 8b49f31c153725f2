package io.gatepass.autoshares;

/** What a logout came to. In every case the session is closed in this process. */
public enum LogoutOutcome {
    /** The token is not valid any more; the user's other tokens are. */
    LOGGED_OUT,
    /** The token was not valid any more. */
    ALREADY_LOGGED_OUT,
    /** The session was closed before, and its token with it: nothing was sent, and the platform may still honour it. */
    NOTHING_SENT
}
