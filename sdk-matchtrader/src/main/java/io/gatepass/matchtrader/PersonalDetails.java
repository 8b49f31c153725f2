package io.gatepass.matchtrader;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.spi.Reply;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who a user is. A new account needs both names.
 *
 * @param firstname the first name
 * @param lastname the family name
 * @param dateOfBirth the date of birth
 * @param citizenship the citizenship
 * @param language the language
 * @param maritalStatus the marital status
 * @param taxIdentificationNumber the number at the tax office
 * @param passport the passport
 */
public record PersonalDetails(
        @Nullable String firstname,
        @Nullable String lastname,
        @Nullable LocalDate dateOfBirth,
        @Nullable String citizenship,
        @Nullable String language,
        @Nullable String maritalStatus,
        @Nullable String taxIdentificationNumber,
        @Nullable Passport passport)
        implements AccountPart {
    static final String NAME = "personalDetails";

    /**
     * A passport.
     *
     * @param number its number
     * @param country who issued it
     */
    public record Passport(
            @Nullable String number, @Nullable String country) {
        private static Passport of(Reply.Fields said) {
            var text = new Texts(said);
            return new Passport(text.find("number"), text.find("country"));
        }

        private Map<String, Object> toMembers() {
            return new JsonObject()
                    .put("number", number)
                    .put("country", country)
                    .members();
        }

        /** Shows nothing. */
        @Override
        public String toString() {
            return "Passport[…]";
        }
    }

    /** Somebody of whom only the name is known. */
    public static PersonalDetails named(String firstname, String lastname) {
        return new PersonalDetails(firstname, lastname, null, null, null, null, null, null);
    }

    static PersonalDetails of(Reply.Fields said) {
        var text = new Texts(said);
        return new PersonalDetails(
                text.find("firstname"),
                text.find("lastname"),
                Texts.orNull(said.text("dateOfBirth").flatMap(PersonalDetails::date)),
                text.find("citizenship"),
                text.find("language"),
                text.find("maritalStatus"),
                text.find("taxIdentificationNumber"),
                Texts.orNull(said.object("passport").map(Passport::of)));
    }

    /** The API wants both names of whom it creates. */
    void requireNames() {
        Rejected.requireText("firstname", firstname);
        Rejected.requireText("lastname", lastname);
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text.strip()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public String memberName() {
        return NAME;
    }

    @Override
    public Map<String, Object> toMembers() {
        return new JsonObject()
                .put("firstname", firstname)
                .put("lastname", lastname)
                .put("dateOfBirth", dateOfBirth == null ? null : dateOfBirth.toString())
                .put("citizenship", citizenship)
                .put("language", language)
                .put("maritalStatus", maritalStatus)
                .put("taxIdentificationNumber", taxIdentificationNumber)
                .put("passport", passport == null ? null : passport.toMembers())
                .members();
    }

    /** Shows the name alone. */
    @Override
    public String toString() {
        return "PersonalDetails[" + firstname + " " + lastname + "]";
    }
}
