package io.gatepass.matchtrader;

import io.gatepass.core.spi.Reply;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user's bank.
 *
 * @param bankName the bank's name
 * @param bankAddress where it is
 * @param bankSwiftCode its SWIFT code
 * @param bankAccount the number of the account
 * @param accountName whose account it is
 */
public record BankingDetails(
        @Nullable String bankName,
        @Nullable String bankAddress,
        @Nullable String bankSwiftCode,
        @Nullable String bankAccount,
        @Nullable String accountName)
        implements AccountPart {
    static final String NAME = "bankingDetails";

    static BankingDetails of(Reply.Fields said) {
        var text = new Texts(said);
        return new BankingDetails(
                text.find("bankName"),
                text.find("bankAddress"),
                text.find("bankSwiftCode"),
                text.find("bankAccount"),
                text.find("accountName"));
    }

    @Override
    public String memberName() {
        return NAME;
    }

    @Override
    public Map<String, Object> toMembers() {
        return new JsonObject()
                .put("bankName", bankName)
                .put("bankAddress", bankAddress)
                .put("bankSwiftCode", bankSwiftCode)
                .put("bankAccount", bankAccount)
                .put("accountName", accountName)
                .members();
    }

    /** Shows nothing. */
    @Override
    public String toString() {
        return "BankingDetails[…]";
    }
}
