package io.gatepass.core;

import io.gatepass.core.spi.Placement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Another session's token and renewal behind different headers. Both end with the other session; closing ends this. */
final class PresentedSession<T extends Token> extends BaseSession<T> {
    private final BaseSession<T> source;
    private final Placement<? super T> placement;
    private volatile boolean closed;

    PresentedSession(BaseSession<T> source, Placement<? super T> placement) {
        this.source = source;
        this.placement = placement;
    }

    @Override
    Placement<? super T> placement() {
        return placement;
    }

    @Override
    Audience recipients() {
        return source.recipients();
    }

    @Override
    Held<T> held() {
        return open().held();
    }

    @Override
    boolean isOver() {
        return closed || source.isOver();
    }

    @Override
    Held<T> usable() {
        return open().usable();
    }

    @Override
    @Nullable Held<T> ready() {
        return open().ready();
    }

    @Override
    Optional<Held<T>> replacement(Authorization refused) {
        return open().replacement(refused);
    }

    private BaseSession<T> open() {
        if (closed) {
            throw Over.closed().reason();
        }
        return source;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public String toString() {
        return "TokenSession[" + (isOver() ? "over" : "view of " + source) + "]";
    }
}
