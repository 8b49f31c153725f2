package io.gatepass.traderevolution;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a trader signs in with.
 *
 * @param login the login, sent as it is
 * @param password the password, sent as it is
 * @param code the code of a second factor, for installations and traders that have one
 */
public record ClientLogin(String login, Secret password, Optional<Secret> code) {
    /** What no eye sees: format characters such as zero-width ones, and blanks other than the plain one. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{Cc}\\u115F\\u1160\\u3164]|[\\p{Z}&&[^ ]]");

    /**
     * Checks that nothing is missing.
     *
     * @throws Rejected naming the field that is blank
     */
    public ClientLogin {
        login = Rejected.requireText("login", login);
        password = Rejected.requireSecret("password", password);
        code.ifPresent(given -> Rejected.requireSecret("2faCode", given));
    }

    /** A login without a second factor. */
    public static ClientLogin of(String login, Secret password) {
        return new ClientLogin(login, password, Optional.empty());
    }

    /** The same with the code of a second factor, which is good once. */
    public ClientLogin withCode(Secret given) {
        return new ClientLogin(login, password, Optional.of(given));
    }

    /**
     * Whether the login holds blanks around it or characters that no eye sees. It is sent all the same, and the platform
     * then refuses it with the sentence for a wrong password.
     */
    public boolean isSuspicious() {
        return !tidied().login.equals(login);
    }

    /** The same without those characters; the password stays as it is. */
    public ClientLogin tidied() {
        return new ClientLogin(UNSEEN.matcher(login).replaceAll("").strip(), password, code);
    }
}
