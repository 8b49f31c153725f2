package io.gatepass.core.spi;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.spi.Answer.End;
import io.gatepass.core.spi.OnceInterceptor.Ticket;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** One request on the wire and its answer: blocking for the caller, interruptible, bounded, and told apart when it fails. */
final class Exchange {
    private final String name;
    private final boolean repeatable;
    private final long maxBytes;

    /** {@code name} is for messages: method and path without values. */
    Exchange(String name, boolean repeatable, long maxBytes) {
        this.name = name;
        this.repeatable = repeatable;
        this.maxBytes = maxBytes;
    }

    Answer perform(OkHttpClient client, Request request, Ticket ticket) {
        if (client.dispatcher().executorService().isShutdown()) {
            throw new Unavailable(name + ": not reached (the engine is closed)");
        }
        Call call = client.newCall(request);
        var interruption = new Interruption(call);
        try {
            return interruption.during(() -> {
                try (Response response = call.execute()) {
                    return read(call, response);
                }
            });
        } catch (ClosedByInterruptException e) {
            throw lost("interrupted", ticket.wasSent(), null);
        } catch (IOException | RuntimeException e) {
            throw failed(e, ticket.wasSent());
        }
    }

    private AuthException failed(Exception cause, boolean sent) {
        String what = cause.getClass().getSimpleName();
        if (!sent && isDistrust(cause)) {
            return new Misconfigured(
                    name + ": the server's TLS certificate is not trusted (" + what + ")", null, cause);
        }
        return lost(what, sent, cause);
    }

    /** Before sending, the cause is this machine's own words; afterwards it may quote the server's, so it stays here. */
    private AuthException lost(String what, boolean sent, @Nullable Throwable cause) {
        if (!sent) {
            return new Unavailable(name + ": not reached (" + what + ")", null, cause);
        }
        return repeatable
                ? new Unavailable(name + ": no answer (" + what + ")")
                : new OutcomeUnknown(name + ": sent, but no answer (" + what + ")");
    }

    private static boolean isDistrust(@Nullable Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof SSLPeerUnverifiedException || t instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    private Answer read(Call call, Response response) throws IOException {
        BufferedSource source = response.body().source();
        End end = End.COMPLETE;
        try {
            if (source.request(maxBytes + 1)) {
                end = End.TOO_LONG;
                call.cancel(); // closing alone would read on
            }
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            end = End.CUT_OFF;
        }
        // Copied, not a snapshot: that would keep a segment of 8 KiB out of Okio's pool for each answer.
        ByteString body = source.getBuffer().readByteString();
        return new Answer(response.request().url(), response.code(), response.headers(), body, end);
    }
}
