package io.gatepass.core.spi;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * The last thing before the wire. Sees to it that an exchange leaves at most once, whatever an interceptor of the
 * application's client or OkHttp's own follow-ups would do, and carries no credentials but its own.
 */
final class OnceInterceptor implements Interceptor {
    /** OkHttp repeats a 503 that says {@code Retry-After: 0}; under another name it cannot see the header. */
    static final String RETRY_AFTER = "Gatepass-Retry-After";

    private static final Set<String> CREDENTIALS = Set.of("Authorization", "Cookie");

    /** What one exchange may send, and whether it has. */
    static final class Ticket {
        private final Set<String> ownHeaders;
        private final AtomicBoolean sent = new AtomicBoolean();

        Ticket(Set<String> ownHeaders) {
            this.ownHeaders = ownHeaders;
        }

        boolean wasSent() {
            return sent.get();
        }
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        Ticket ticket = request.tag(Ticket.class);
        if (ticket == null || !ticket.sent.compareAndSet(false, true)) {
            throw new IOException("an exchange is sent once only");
        }
        Response response = chain.proceed(withoutForeignCredentials(request, ticket));
        String retryAfter = response.header("Retry-After");
        return retryAfter == null
                ? response
                : response.newBuilder()
                        .removeHeader("Retry-After")
                        .header(RETRY_AFTER, retryAfter)
                        .build();
    }

    private static Request withoutForeignCredentials(Request request, Ticket ticket) {
        Request own = request;
        for (String name : CREDENTIALS) {
            if (own.header(name) != null && !ticket.ownHeaders.contains(name)) {
                own = own.newBuilder().removeHeader(name).build();
            }
        }
        return own;
    }
}
