package io.gatepass.core.okhttp;

import io.gatepass.core.AuthException;
import io.gatepass.core.okhttp.OkHttpEngine.AuthIOException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.EventListener;

/**
 * Ends a wait for a session's renewal when the call is cancelled or times out: OkHttp tells listeners, never threads.
 * Only the waiting ends, not the renewal.
 */
final class CancellableWait extends EventListener {
    private enum Phase {
        WAITING,
        INTERRUPTING,
        INTERRUPTED,
        DONE
    }

    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
    private final Thread waiter = Thread.currentThread();

    private CancellableWait() {}

    static <R> R on(Call call, Supplier<R> question) throws IOException {
        var wait = new CancellableWait();
        call.addEventListener(wait);
        try {
            if (call.isCanceled()) {
                throw new IOException("Canceled");
            }
            return question.get();
        } catch (AuthException failure) {
            throw wait.endedByCancellation() ? new IOException("Canceled", failure) : new AuthIOException(failure);
        } finally {
            wait.endedByCancellation();
        }
    }

    @Override
    public void canceled(Call call) {
        if (phase.compareAndSet(Phase.WAITING, Phase.INTERRUPTING)) {
            waiter.interrupt();
            phase.set(Phase.INTERRUPTED);
        }
    }

    /** Stops listening; takes back the interrupt if it was ours. */
    private boolean endedByCancellation() {
        if (phase.compareAndSet(Phase.WAITING, Phase.DONE) || phase.get() == Phase.DONE) {
            return false;
        }
        while (phase.get() == Phase.INTERRUPTING) {
            Thread.onSpinWait();
        }
        phase.set(Phase.DONE);
        Thread.interrupted();
        return true;
    }
}
