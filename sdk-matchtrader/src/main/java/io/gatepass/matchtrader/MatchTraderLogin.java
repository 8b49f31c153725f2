package io.gatepass.matchtrader;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;
import java.util.Optional;

/**
 * What a trader logs in with.
 *
 * @param email the e-mail address; blanks around it are dropped
 * @param password the password, sent as it is
 * @param code the second factor, for platforms that have a path for it
 */
public record MatchTraderLogin(String email, Secret password, Optional<Secret> code) {
    /**
     * Checks that nothing is blank.
     *
     * @throws Rejected naming the field
     */
    public MatchTraderLogin {
        email = Rejected.requireText("email", email).strip();
        password = Rejected.requireSecret("password", password);
        code.ifPresent(typed -> Rejected.requireSecret("code", typed));
    }

    /** A login without a second factor. */
    public MatchTraderLogin(String email, Secret password) {
        this(email, password, Optional.empty());
    }

    /** The same with a second factor, which works once: it goes to {@link MatchTraderEndpoint#LOGIN_WITH_CODE}. */
    public MatchTraderLogin withCode(Secret typed) {
        return new MatchTraderLogin(email, password, Optional.of(typed));
    }
}
