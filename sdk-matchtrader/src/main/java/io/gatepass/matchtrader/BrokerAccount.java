package io.gatepass.matchtrader;

import io.gatepass.core.spi.Reply;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A user as the broker's API shows it. What the API leaves out is empty.
 *
 * @param uuid what identifies the user at the broker
 * @param email the e-mail address
 * @param created when the user was created
 * @param updated when the user was last changed
 * @param verificationStatus the API's own word, such as {@code NEW}, {@code VERIFIED} or {@code BLOCKED}
 * @param clientType the API's own word, such as {@code RETAIL}
 * @param parts what else is known, in no particular order
 * @param raw every member of the answer but one-time tokens and passwords: strings, {@code BigDecimal}s, booleans, nulls,
 *     maps and lists
 */
public record BrokerAccount(
        String uuid,
        Optional<String> email,
        Optional<Instant> created,
        Optional<Instant> updated,
        Optional<String> verificationStatus,
        Optional<String> clientType,
        List<AccountPart> parts,
        Map<String, Object> raw) {
    private static final Set<String> SECRETS = Set.of("oneTimeToken", "password");
    private static final Map<String, Function<Reply.Fields, AccountPart>> PARTS = Map.of(
            PersonalDetails.NAME, PersonalDetails::of,
            ContactDetails.NAME, ContactDetails::of,
            AccountConfiguration.NAME, AccountConfiguration::of,
            AddressDetails.NAME, AddressDetails::of,
            BankingDetails.NAME, BankingDetails::of,
            LeadDetails.NAME, LeadDetails::of);

    static BrokerAccount of(Reply.Fields said) {
        var raw = new LinkedHashMap<>(said.raw());
        raw.keySet().removeAll(SECRETS);
        return new BrokerAccount(
                said.requireText("uuid"),
                said.text("email").filter(email -> !email.isBlank()),
                said.text("created").flatMap(Timestamps::parse),
                said.text("updated").flatMap(Timestamps::parse),
                said.text("verificationStatus"),
                said.text("type").or(() -> said.text("clientType")),
                PARTS.entrySet().stream()
                        .flatMap(part -> said.object(part.getKey()).map(part.getValue()).stream())
                        .toList(),
                Collections.unmodifiableMap(raw));
    }

    /** One part, such as {@code part(AddressDetails.class)}. */
    public <P extends AccountPart> Optional<P> part(Class<P> kind) {
        return parts.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /** Shows uuid, e-mail address and status alone. */
    @Override
    public String toString() {
        return "BrokerAccount[uuid=" + uuid + ", email=" + email + ", verificationStatus=" + verificationStatus + "]";
    }
}
