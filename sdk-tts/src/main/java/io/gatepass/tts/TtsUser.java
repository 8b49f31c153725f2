package io.gatepass.tts;

import java.util.Map;
import java.util.Optional;

/**
 * The user of a key. The vendor does not document this answer: what a backend leaves out is empty here.
 *
 * @param id the user's id with its exact digits or letters
 * @param email the e-mail address
 * @param fullName the name
 * @param raw every member of the answer: strings, {@code BigDecimal}s, booleans, nulls, maps and lists
 */
public record TtsUser(Optional<String> id, Optional<String> email, Optional<String> fullName, Map<String, Object> raw) {
    /** Leaves the raw members out: nobody has said what they hold. */
    @Override
    public String toString() {
        return "TtsUser[id=" + id + ", email=" + email + ", fullName=" + fullName + "]";
    }
}
