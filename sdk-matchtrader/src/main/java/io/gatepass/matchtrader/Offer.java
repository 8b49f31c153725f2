package io.gatepass.matchtrader;

import io.gatepass.core.spi.Reply;
import java.util.Map;
import java.util.Optional;

/**
 * What a trading account can be opened with. What the API leaves out is empty.
 *
 * @param uuid what {@link NewAccount#withOffer} takes
 * @param name its name
 * @param currency the account's currency
 * @param demo whether the money is play money
 * @param raw every member of the answer: strings, {@code BigDecimal}s, booleans, nulls, maps and lists
 */
public record Offer(
        String uuid,
        Optional<String> name,
        Optional<String> currency,
        Optional<Boolean> demo,
        Map<String, Object> raw) {
    static Offer of(Reply.Fields said) {
        return new Offer(
                said.requireText("uuid"), said.text("name"), said.text("currency"), said.flag("demo"), said.raw());
    }

    /** Leaves the raw members out. */
    @Override
    public String toString() {
        return "Offer[uuid=" + uuid + ", name=" + name + ", currency=" + currency + ", demo=" + demo + "]";
    }
}
