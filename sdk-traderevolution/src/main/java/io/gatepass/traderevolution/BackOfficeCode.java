package io.gatepass.traderevolution;

import io.gatepass.core.spi.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The error codes whose meaning is known. The vendor does not say which HTTP status comes with which code, so the code
 * decides before the status does.
 */
enum BackOfficeCode {
    BAD_LOGIN("1.2.0.11"),
    NO_API_ACCESS("2.0.2.4"),
    TOKEN_EXPIRED("1.1.1.11"),
    TOO_FAST("2.147.1.27"),
    /** Errors, but none of these. */
    OTHER(""),
    /** No errors at all. */
    NONE("");

    static final String FIELD = "errors";

    private final String code;

    BackOfficeCode(String code) {
        this.code = code;
    }

    /** The first code of a body, which is the decisive one. */
    static BackOfficeCode in(Optional<Reply.Fields> body) {
        return body.filter(fields -> !isEmpty(fields.raw().get(FIELD)))
                .map(fields -> fields.texts(FIELD).stream().findFirst().orElse(""))
                .map(BackOfficeCode::of)
                .orElse(NONE);
    }

    private static boolean isEmpty(@Nullable Object errors) {
        return errors == null
                || errors.equals("")
                || (errors instanceof List<?> codes && codes.isEmpty())
                || (errors instanceof Map<?, ?> members && members.isEmpty());
    }

    private static BackOfficeCode of(String text) {
        return Stream.of(values())
                .filter(known -> !known.code.isEmpty() && known.code.equals(text.strip()))
                .findFirst()
                .orElse(OTHER);
    }
}
