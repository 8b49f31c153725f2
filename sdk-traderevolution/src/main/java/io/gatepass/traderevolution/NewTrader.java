package io.gatepass.traderevolution;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A trader to create: the members that the vendor's guide names, and those that only an installation's Swagger page does.
 *
 * @param email the e-mail address
 * @param firstName the first name
 * @param lastName the last name
 * @param login the login, sent as it is
 * @param password the password, sent as it is; the platform alone judges its strength
 * @param userGroup the id of the user group
 * @param more further members of the request. The platform wants at least one account here, with a name and perhaps a
 *     preset; what that section is called is not published
 */
public record NewTrader(
        String email,
        String firstName,
        String lastName,
        String login,
        Secret password,
        long userGroup,
        Map<String, ?> more) {
    private static final Set<String> TYPED = Set.of("email", "firstName", "lastName", "login", "password", "userGroup");

    /**
     * Checks that nothing is missing.
     *
     * @throws Rejected naming the field that is blank, or the one that {@code more} gives a second time
     */
    public NewTrader {
        email = Rejected.requireText("email", email);
        firstName = Rejected.requireText("firstName", firstName);
        lastName = Rejected.requireText("lastName", lastName);
        login = Rejected.requireText("login", login);
        password = Rejected.requireSecret("password", password);
        more.keySet().stream().filter(TYPED::contains).findFirst().ifPresent(name -> {
            throw Rejected.form(name, "must not be given twice");
        });
        more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
    }

    Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("email", email);
        fields.put("firstName", firstName);
        fields.put("lastName", lastName);
        fields.put("login", login);
        fields.put("password", password);
        fields.put("userGroup", userGroup);
        fields.putAll(more);
        return fields;
    }
}
