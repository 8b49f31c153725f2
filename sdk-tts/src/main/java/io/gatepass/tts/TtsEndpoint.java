package io.gatepass.tts;

/**
 * The paths that {@link TtsClient} calls, relative to the base URL. The first three are documented by the vendor; the
 * others are those of the software its answers point to, and a backend may lack them or mount them elsewhere.
 */
public enum TtsEndpoint {
    /** Creates a user. Documented. */
    REGISTRATION("/auth/registration/"),
    /** Exchanges e-mail address and password for a key. Documented. */
    LOGIN("/auth/login/"),
    /** Shows the user of a key. Documented. */
    USER("/authentication/user/"),
    /** Takes the second factor. */
    MFA_VERIFY("/auth/mfa/verify/"),
    /** Deletes the key for all its holders. */
    LOGOUT("/auth/logout/"),
    /** Changes the password of a signed-in user. */
    PASSWORD_CHANGE("/auth/password/change/"),
    /** Mails a link for a new password. */
    PASSWORD_RESET("/auth/password/reset/"),
    /** Sets a new password with that link. */
    PASSWORD_RESET_CONFIRM("/auth/password/reset/confirm/"),
    /** Confirms an e-mail address with the key of the mailed link. */
    VERIFY_EMAIL("/auth/registration/verify-email/"),
    /** Mails that link again. */
    RESEND_VERIFICATION("/auth/registration/resend-email/");

    private final String defaultPath;

    TtsEndpoint(String defaultPath) {
        this.defaultPath = defaultPath;
    }

    /** The path unless another is configured. */
    public String defaultPath() {
        return defaultPath;
    }
}
