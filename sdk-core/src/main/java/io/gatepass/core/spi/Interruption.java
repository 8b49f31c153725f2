package io.gatepass.core.spi;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * Makes an interrupt of the calling thread cancel its call at once. OkHttp's own calls do not hear one while they wait
 * for a socket; a channel does, so that the call plays one, and no second thread is needed.
 */
final class Interruption extends AbstractInterruptibleChannel {
    private final Call call;

    Interruption(Call call) {
        this.call = call;
    }

    /** What runs in the calling thread. */
    @FunctionalInterface
    interface Work<R> {
        R run() throws IOException;
    }

    /**
     * Runs {@code work}.
     *
     * @throws ClosedByInterruptException if the thread was interrupted; the flag stays set
     */
    <R> R during(Work<R> work) throws IOException {
        @Nullable R result = null;
        try {
            begin();
            result = work.run();
        } finally {
            end(result);
        }
        return result;
    }

    /** An answer that came in spite of the interrupt is not thrown away. */
    private void end(@Nullable Object result) throws IOException {
        try {
            end(result != null);
        } catch (ClosedByInterruptException e) {
            if (result == null) {
                throw e;
            }
        }
    }

    @Override
    protected void implCloseChannel() {
        call.cancel();
    }
}
