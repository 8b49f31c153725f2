package io.gatepass.testkit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Protocol;
import okio.ByteString;

/**
 * The HTTP side of a fake: one request is acted on at a time, every one is written down, and planned faults come between
 * the fake's routes and the wire.
 */
final class FakeServer implements AutoCloseable {
    /** Kept, since a logger that nobody holds forgets its level. */
    private static final Logger CHATTER = Logger.getLogger(MockWebServer.class.getName());

    /** RFC 9110; the formatter of the JDK leaves out the zero before a one-digit day. */
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH);

    static {
        CHATTER.setLevel(Level.WARNING); // else every request is a line on the console
    }

    private final MockWebServer server = new MockWebServer();
    private final Hosting hosting;
    private final Journal journal;
    private final Function<FakeRequest, FakeAnswer> routes;
    private final Loopback sockets;

    /** Starts a server that writes into {@code journal}, which it may share with another server of the same fake. */
    FakeServer(Hosting hosting, Journal journal, Function<FakeRequest, FakeAnswer> routes) {
        this.hosting = hosting;
        this.journal = journal;
        this.routes = routes;
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return respond(request);
            }
        });
        server.setProtocols(List.of(Protocol.HTTP_1_1)); // socket faults are about one request
        FakeAuthority authority = hosting.authority();
        if (authority != null) {
            server.useHttps(authority.serverSockets());
        }
        this.sockets = Loopback.start(server, hosting.port());
    }

    String url() {
        return (hosting.authority() == null ? "http" : "https") + "://localhost:" + server.getPort();
    }

    void plan(ConnectionFault fault) {
        sockets.plan(fault);
    }

    private MockResponse respond(RecordedRequest recorded) {
        ByteString body = recorded.getBody();
        FakeRequest request = new FakeRequest(PlatformServer.seen(recorded), body == null ? ByteString.EMPTY : body);
        return journal.locked(() -> {
            Fault fault = journal.received(hosting.api(), request.seen());
            boolean acts = fault == null || fault.isProcessed();
            MockResponse.Builder answer = (acts ? routes.apply(request) : FakeAnswer.empty(200)).toResponse();
            MockResponse.Builder delivered = fault == null ? answer : fault.applyTo(answer);
            journal.answered(delivered.getCode(), fault);
            return delivered.setHeader("Date", httpDate(hosting.time().now())).build();
        });
    }

    static String httpDate(Instant instant) {
        return HTTP_DATE.format(instant.atZone(ZoneOffset.UTC));
    }

    @Override
    public void close() {
        sockets.release();
        server.close();
    }
}
