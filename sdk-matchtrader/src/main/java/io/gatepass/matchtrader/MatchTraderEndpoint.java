package io.gatepass.matchtrader;

import java.util.Optional;

/**
 * The paths that {@link MatchTraderPlatform} calls, relative to the base URL. The vendor renames them between versions, and
 * brokers run all of these; none is ever tried in place of another.
 */
public enum MatchTraderEndpoint {
    /** Says which broker this platform is. */
    DETAILS("/manager/platform-details"),
    /** Exchanges e-mail address and password for a session; {@code /manager/co-login} on older platforms. */
    LOGIN("/manager/mtr-login"),
    /** The same with a second factor. Not documented, so there is no default. */
    LOGIN_WITH_CODE(""),
    /** Exchanges a one-time token for a session. */
    REDEEM("/manager/login/co/with-token"),
    /** Creates a user. */
    REGISTER("/manager/user"),
    /** Renews a session. */
    REFRESH("/manager/refresh-token"),
    /** Mails a link for a new password. */
    PASSWORD_RESET("/manager/user/request-password-reset"),
    /** Changes the password of a signed-in trader. */
    PASSWORD_CHANGE("/manager/user/change-password"),
    /** Ends a session at the platform. Not documented, so there is no default. */
    LOGOUT(""),
    /** Where the paths of trading calls begin; the trading system and the call follow. */
    TRADING("/mtr-api");

    private final String defaultPath;

    MatchTraderEndpoint(String defaultPath) {
        this.defaultPath = defaultPath;
    }

    /** The path unless another is configured; empty where the vendor documents none. */
    public Optional<String> defaultPath() {
        return Optional.of(defaultPath).filter(path -> !path.isEmpty());
    }
}
