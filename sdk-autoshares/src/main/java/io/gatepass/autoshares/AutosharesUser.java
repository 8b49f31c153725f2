package io.gatepass.autoshares;

import io.gatepass.core.spi.Reply;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Map;
import java.util.Optional;

/**
 * A user as the platform describes one; what it leaves out is empty.
 *
 * @param id the user's number
 * @param login what the user signs in with
 * @param email the e-mail address
 * @param firstName the first name
 * @param middleName the middle name
 * @param lastName the last name
 * @param addedAt when the user was registered, in UTC where the platform names no zone
 * @param dateOfBirth the day of birth, as written, in no zone
 * @param raw every member of the answer: strings, {@code BigDecimal}s, booleans, nulls, maps and lists
 */
public record AutosharesUser(
        long id,
        String login,
        Optional<String> email,
        Optional<String> firstName,
        Optional<String> middleName,
        Optional<String> lastName,
        Optional<Instant> addedAt,
        Optional<LocalDate> dateOfBirth,
        Map<String, Object> raw) {
    static AutosharesUser of(Reply reply) {
        Reply.Fields said = reply.fields();
        return new AutosharesUser(
                said.number("UserId").orElseThrow(() -> reply.unexpected("field 'UserId' is missing or not usable")),
                said.requireText("Login"),
                filled(said, "Email"),
                filled(said, "FirstName"),
                filled(said, "MiddleName"),
                filled(said, "LastName"),
                dateTime(said, "AddedDate").map(AutosharesUser::inUtc),
                dateTime(said, "DateOfBirth").map(LocalDate::from),
                said.raw());
    }

    private static Optional<String> filled(Reply.Fields said, String name) {
        return said.text(name).filter(text -> !text.isBlank());
    }

    /** ISO 8601 with up to nine digits of a second, and perhaps without a zone. */
    private static Optional<TemporalAccessor> dateTime(Reply.Fields said, String name) {
        try {
            return said.text(name)
                    .map(text ->
                            DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Instant inUtc(TemporalAccessor moment) {
        return moment instanceof LocalDateTime local ? local.toInstant(ZoneOffset.UTC) : Instant.from(moment);
    }

    /** Leaves names, dates and the raw members out: whoever shows a user chooses what. */
    @Override
    public String toString() {
        return "AutosharesUser[id=" + id + ", login=" + login + ", email=" + email + "]";
    }
}
