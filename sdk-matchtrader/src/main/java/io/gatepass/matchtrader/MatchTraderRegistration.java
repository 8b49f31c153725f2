package io.gatepass.matchtrader;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a new user registers with at a platform.
 *
 * @param offerId the offer that decides the first trading account
 * @param email the e-mail address, later the login; blanks around it are dropped
 * @param password the password, of 8 characters at least, sent as it is
 * @param person who it is, as far as the form asked
 * @param parentTradingAccountUuid the account of whoever brought the user, or null
 */
public record MatchTraderRegistration(
        String offerId,
        String email,
        Secret password,
        Person person,
        @Nullable String parentTradingAccountUuid) {
    private static final int SHORTEST_PASSWORD = 8;

    /**
     * Checks what the platform would refuse.
     *
     * @throws Rejected naming the field
     */
    public MatchTraderRegistration {
        offerId = Rejected.requireText("offerId", offerId).strip();
        email = Rejected.requireText("email", email).strip();
        if (Rejected.requireSecret("password", password).reveal().length() < SHORTEST_PASSWORD) {
            throw Rejected.form("password", "must be at least " + SHORTEST_PASSWORD + " characters long");
        }
    }

    /** A registration that says nothing more. */
    public static MatchTraderRegistration of(String offerId, String email, Secret password) {
        return new MatchTraderRegistration(offerId, email, password, Person.UNSTATED, null);
    }

    /** The same with more about the person. */
    public MatchTraderRegistration withPerson(Person known) {
        return new MatchTraderRegistration(offerId, email, password, known, parentTradingAccountUuid);
    }

    JsonObject body() {
        return new JsonObject()
                .put("offerId", offerId)
                .put("email", email)
                .put("password", password)
                .put("name", person.name())
                .put("surname", person.surname())
                .put("phone", person.phone())
                .put("country", person.country())
                .put("state", person.state())
                .put("city", person.city())
                .put("address", person.address())
                .put("postCode", person.postCode())
                .put(
                        "dateOfBirth",
                        person.dateOfBirth() == null
                                ? null
                                : person.dateOfBirth().toString())
                .put("parentTradingAccountUuid", parentTradingAccountUuid);
    }

    @Override
    public String toString() {
        return "MatchTraderRegistration[email=" + email + "]";
    }

    /**
     * Who somebody is; null is what the form did not ask.
     *
     * @param name the first name
     * @param surname the family name
     * @param phone the phone number
     * @param country the country
     * @param state the state or province
     * @param city the city
     * @param address street and number
     * @param postCode the postal code
     * @param dateOfBirth the date of birth
     */
    public record Person(
            @Nullable String name,
            @Nullable String surname,
            @Nullable String phone,
            @Nullable String country,
            @Nullable String state,
            @Nullable String city,
            @Nullable String address,
            @Nullable String postCode,
            @Nullable LocalDate dateOfBirth) {
        /** Somebody of whom nothing was asked. */
        public static final Person UNSTATED = named(null, null);

        /** Somebody of whom only the name was asked. */
        public static Person named(@Nullable String name, @Nullable String surname) {
            return new Person(name, surname, null, null, null, null, null, null, null);
        }

        /** Says nothing of the person. */
        @Override
        public String toString() {
            return "Person[…]";
        }
    }
}
