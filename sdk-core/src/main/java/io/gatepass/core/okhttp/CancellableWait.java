package io.gatepass.core.okhttp;

import io.gatepass.core.AuthException;
import io.gatepass.core.okhttp.OkHttpEngine.AuthIOException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.EventListener;

/**
 * Ends a wait for a session's renewal when the call is cancelled or times out: OkHttp tells listeners, never threads.
 * Only the waiting ends, not the renewal. There is one for each call, so it is one small object.
 */
final class CancellableWait extends EventListener {
    private static final int WAITING = 0;
    private static final int INTERRUPTING = 1;
    private static final int INTERRUPTED = 2;
    private static final int DONE = 3;

    private static final VarHandle PHASE;

    static {
        try {
            PHASE = MethodHandles.lookup().findVarHandle(CancellableWait.class, "phase", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Thread waiter = Thread.currentThread();

    @SuppressWarnings("unused") // through the handle
    private volatile int phase = WAITING;

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
        if (PHASE.compareAndSet(this, WAITING, INTERRUPTING)) {
            waiter.interrupt();
            phase = INTERRUPTED;
        }
    }

    /** Stops listening; takes back the interrupt if it was ours. */
    private boolean endedByCancellation() {
        if (phase == DONE || PHASE.compareAndSet(this, WAITING, DONE)) {
            return false;
        }
        while (phase == INTERRUPTING) {
            Thread.onSpinWait();
        }
        phase = DONE;
        Thread.interrupted();
        return true;
    }
}
