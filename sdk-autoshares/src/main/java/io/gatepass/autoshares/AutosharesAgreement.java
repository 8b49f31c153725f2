package io.gatepass.autoshares;

import io.gatepass.core.spi.Reply;
import java.util.Map;
import java.util.Optional;

/**
 * An agreement that the user has still to sign. The vendor's pages differ in what they list, so nothing is sure to be
 * there.
 *
 * @param id what it is signed by
 * @param type which kind it is, such as {@code Platform}
 * @param title how to call it
 * @param canSkip whether the user may go on without it; false if the platform does not say
 * @param raw every member of the answer: strings, {@code BigDecimal}s, booleans, nulls, maps and lists
 */
public record AutosharesAgreement(
        Optional<String> id, Optional<String> type, Optional<String> title, boolean canSkip, Map<String, Object> raw) {
    static AutosharesAgreement of(Reply.Fields said) {
        return new AutosharesAgreement(
                said.scalar("Id"),
                said.text("Type"),
                said.text("Title"),
                said.flag("CanSkip").orElse(false),
                said.raw());
    }

    /** Leaves the raw members out: nobody has said what they hold. */
    @Override
    public String toString() {
        return "AutosharesAgreement[id=" + id + ", type=" + type + ", title=" + title + ", canSkip=" + canSkip + "]";
    }
}
