package io.gatepass.matchtrader;

import io.gatepass.core.spi.Reply;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a user lives.
 *
 * @param country the country
 * @param state the state or province
 * @param city the city
 * @param postCode the postal code
 * @param address street and number
 */
public record AddressDetails(
        @Nullable String country,
        @Nullable String state,
        @Nullable String city,
        @Nullable String postCode,
        @Nullable String address)
        implements AccountPart {
    static final String NAME = "addressDetails";

    static AddressDetails of(Reply.Fields said) {
        var text = new Texts(said);
        return new AddressDetails(
                text.find("country"),
                text.find("state"),
                text.find("city"),
                text.find("postCode"),
                text.find("address"));
    }

    @Override
    public String memberName() {
        return NAME;
    }

    @Override
    public Map<String, Object> toMembers() {
        return new JsonObject()
                .put("country", country)
                .put("state", state)
                .put("city", city)
                .put("postCode", postCode)
                .put("address", address)
                .members();
    }
}
