package io.gatepass.traderevolution;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;

/**
 * What a back-office user signs in with: a broker's employee, or the user of a service such as a CRM.
 *
 * @param login the login, sent as it is
 * @param password the password, sent as it is
 */
public record BackOfficeLogin(String login, Secret password) {
    /**
     * Checks that nothing is missing.
     *
     * @throws Rejected naming the field that is blank
     */
    public BackOfficeLogin {
        login = Rejected.requireText("login", login);
        password = Rejected.requireSecret("password", password);
    }
}
