package io.gatepass.matchtrader;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A user to be created by the broker (Broker API, {@code POST /v1/accounts}). What is null, blank or empty anywhere in it
 * is not sent, since the API answers empty values with errors.
 *
 * <pre>{@code
 * NewAccount.of(email, password)
 *         .with(PersonalDetails.named("Ada", "Example"))
 *         .with(new AddressDetails("US", null, "Exampleville", null, null))
 *         .withOffer(offerUuid);
 * }</pre>
 *
 * @param email the e-mail address, later the login; blanks around it are dropped
 * @param password the password, sent as it is
 * @param offerUuid the offer that decides group, currency and leverage of a first trading account; null for none
 * @param clientType what kind of client it is, or null
 * @param createAsDepositedAccount whether to create it as one that has deposited, or null
 * @param parts what is known of the user, at most one of a kind; {@link PersonalDetails} must be among them
 * @param members what else to send, by name; a documented name is not replaced
 */
public record NewAccount(
        String email,
        Secret password,
        @Nullable String offerUuid,
        @Nullable ClientType clientType,
        @Nullable Boolean createAsDepositedAccount,
        List<AccountPart> parts,
        Map<String, ?> members) {
    /** Kinds of client. */
    public enum ClientType {
        /** A retail client. */
        RETAIL,
        /** A professional client. */
        PROFESSIONAL,
        /** An experienced client. */
        EXPERIENCED
    }

    /**
     * Checks what every generation of the API requires.
     *
     * @throws Rejected naming the field
     */
    public NewAccount {
        email = Rejected.requireText("email", email).strip();
        password = Rejected.requireSecret("password", password);
        parts = List.copyOf(parts);
        members = Map.copyOf(members);
        if (parts.stream().map(AccountPart::memberName).distinct().count() < parts.size()) {
            throw Rejected.form("parts", "must not contain two of a kind");
        }
    }

    /** A user of whom nothing more is known. */
    public static NewAccount of(String email, Secret password) {
        return new NewAccount(email, password, null, null, null, List.of(), Map.of());
    }

    /** The same with one more part, in place of the one of its kind. */
    public NewAccount with(AccountPart part) {
        List<AccountPart> more = Stream.concat(
                        parts.stream().filter(old -> !old.memberName().equals(part.memberName())), Stream.of(part))
                .toList();
        return new NewAccount(email, password, offerUuid, clientType, createAsDepositedAccount, more, members);
    }

    /** The same with a first trading account. */
    public NewAccount withOffer(String uuid) {
        return new NewAccount(email, password, uuid, clientType, createAsDepositedAccount, parts, members);
    }

    /** The same with further members: texts, numbers, booleans, secrets, and maps and lists of them. */
    public NewAccount withMembers(Map<String, ?> further) {
        return new NewAccount(email, password, offerUuid, clientType, createAsDepositedAccount, parts, further);
    }

    Map<String, Object> bodyFor(BrokerApi api) {
        if (api == BrokerApi.V2) {
            requireNothingUnpublished();
        } else {
            requirePerson();
        }
        var body = new JsonObject()
                .put("email", email)
                .put("password", password)
                .put("offerUuid", offerUuid)
                .put("clientType", clientType == null ? null : clientType.name())
                .put("createAsDepositedAccount", createAsDepositedAccount);
        parts.forEach(part -> body.put(part.memberName(), part.toMembers()));
        members.forEach(body::put);
        return body.members();
    }

    /** Broker API v2 does not publish its schema: to send the documented parts there would be a guess. */
    private void requireNothingUnpublished() {
        boolean bare = offerUuid == null && clientType == null && createAsDepositedAccount == null && parts.isEmpty();
        if (!bare) {
            throw Rejected.form(
                    "account", "Broker API v2 publishes e-mail and password only: the rest goes into members");
        }
    }

    private void requirePerson() {
        parts.stream()
                .flatMap(part -> part instanceof PersonalDetails person ? Stream.of(person) : Stream.empty())
                .findFirst()
                .orElseThrow(() -> Rejected.form("personalDetails", "must not be left out"))
                .requireNames();
    }

    /** Shows the e-mail address alone. */
    @Override
    public String toString() {
        return "NewAccount[email=" + email + "]";
    }
}
