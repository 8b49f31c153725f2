package io.gatepass.matchtrader;

import io.gatepass.core.spi.Reply;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a user.
 *
 * @param phoneNumber the phone number
 * @param faxNumber the fax number
 * @param toContact whether and when somebody is to get in touch
 */
public record ContactDetails(
        @Nullable String phoneNumber,
        @Nullable String faxNumber,
        @Nullable ToContact toContact) implements AccountPart {
    static final String NAME = "contactDetails";

    /**
     * Whether and when somebody is to get in touch.
     *
     * @param toContactDate when
     * @param alreadyContacted whether somebody has; the API wants this said
     */
    public record ToContact(@Nullable Instant toContactDate, boolean alreadyContacted) {
        private static ToContact of(Reply.Fields said) {
            return new ToContact(
                    Texts.orNull(said.text("toContactDate").flatMap(Timestamps::parse)),
                    said.flag("alreadyContacted").orElse(false));
        }

        private Map<String, Object> toMembers() {
            return new JsonObject()
                    .put("toContactDate", Timestamps.text(toContactDate))
                    .put("alreadyContacted", alreadyContacted)
                    .members();
        }
    }

    static ContactDetails of(Reply.Fields said) {
        var text = new Texts(said);
        return new ContactDetails(
                text.find("phoneNumber"),
                text.find("faxNumber"),
                Texts.orNull(said.object("toContact").map(ToContact::of)));
    }

    @Override
    public String memberName() {
        return NAME;
    }

    @Override
    public Map<String, Object> toMembers() {
        return new JsonObject()
                .put("phoneNumber", phoneNumber)
                .put("faxNumber", faxNumber)
                .put("toContact", toContact == null ? null : toContact.toMembers())
                .members();
    }
}
