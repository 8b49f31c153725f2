package io.gatepass.matchtrader;

import io.gatepass.core.spi.Reply;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Texts of an answer, or null: for records that are filled in by hand as well as read. */
record Texts(Reply.Fields said) {
    @Nullable String find(String name) {
        return orNull(said.scalar(name).filter(text -> !text.isBlank()));
    }

    @SuppressWarnings("NullAway") // orElse takes null where the result may be null
    static <V> @Nullable V orNull(Optional<V> value) {
        return value.orElse(null);
    }
}
