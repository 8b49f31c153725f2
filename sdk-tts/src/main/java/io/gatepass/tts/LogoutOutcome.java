package io.gatepass.tts;

/** What a logout came to. In every case the session is closed in this process. */
public enum LogoutOutcome {
    /** The key is deleted, for all its holders. */
    LOGGED_OUT,
    /** The key was not valid any more. */
    ALREADY_LOGGED_OUT,
    /** This backend has no logout at the configured path: the key is still valid. */
    NOT_SUPPORTED
}
