package io.gatepass.testkit;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The server's end of a connection on which a fault may be planned. */
final class FaultySocket extends Socket {
    /** Which connection a server's thread read from last: the one of the request that it is acting on. */
    private static final ThreadLocal<@Nullable FaultySocket> CURRENT = new ThreadLocal<>();

    private final CountDownLatch closing;
    private ConnectionFault fault = ConnectionFault.NONE;

    FaultySocket(CountDownLatch closing) {
        this.closing = closing;
    }

    /** Lets the connection of the request that this thread is acting on end with a reset. */
    static void resetCurrent() {
        FaultySocket socket = CURRENT.get();
        if (socket == null) {
            throw new IllegalStateException("this thread serves no connection");
        }
        try {
            socket.setSoLinger(true, 0); // closing then resets
        } catch (IOException alreadyClosed) {
            CURRENT.remove();
        }
    }

    /** Says what will go wrong, before the first byte is read. */
    void meet(ConnectionFault planned) {
        fault = planned;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Faulty(super.getInputStream());
    }

    private void pause() throws IOException {
        try {
            if (!fault.pause.isZero() && closing.await(fault.pause.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException("the fake was closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the fake was interrupted", e);
        }
    }

    private final class Faulty extends FilterInputStream {
        private long read;

        Faulty(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            CURRENT.set(FaultySocket.this);
            if (read == 0) {
                pause();
            }
            long allowed = fault.closedAfter - read;
            if (allowed <= 0) {
                close();
                throw new IOException("closed as planned");
            }
            int count = super.read(target, from, (int) Math.min(length, allowed));
            read += Math.max(0, count);
            return count;
        }
    }
}
