package io.gatepass.traderevolution;

import io.gatepass.core.AuthException;
import java.util.List;

/** The back office's own error codes, such as {@code 1.2.0.11}, for support and for {@code describeError}. */
public final class BackOfficeErrors {
    private BackOfficeErrors() {}

    /** The codes of a failure in the platform's order, also those that nobody has explained; empty if it gave none. */
    public static List<String> codesOf(AuthException failure) {
        return failure.answer()
                .map(answer -> answer.messages().getOrDefault(BackOfficeCode.FIELD, List.of()))
                .orElse(List.of());
    }
}
