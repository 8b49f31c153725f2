package io.gatepass.testkit;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP side of a fake: one request is acted on at a time, every one is written down, and planned faults come between
 * the fake's routes and the wire.
 */
final class FakeServer implements AutoCloseable {
    /** Kept, since a logger that nobody holds forgets its level. */
    private static final Logger CHATTER = Logger.getLogger(MockWebServer.class.getName());

    static {
        CHATTER.setLevel(Level.WARNING); // else every request is a line on the console
    }

    private final MockWebServer server = new MockWebServer();
    private final ManualTime time;
    private final Function<FakeRequest, FakeAnswer> routes;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<SeenRequest> seen = new ArrayList<>();
    private final List<Planned> faults = new ArrayList<>();

    private record Planned(String path, Fault fault) {}

    private FakeServer(ManualTime time, Function<FakeRequest, FakeAnswer> routes) {
        this.time = time;
        this.routes = routes;
    }

    static FakeServer start(ManualTime time, Function<FakeRequest, FakeAnswer> routes) {
        var fake = new FakeServer(time, routes);
        fake.server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return fake.respond(request);
            }
        });
        Loopback.start(fake.server);
        return fake;
    }

    String url() {
        return "http://localhost:" + server.getPort();
    }

    /** Lets the next request to {@code path} meet {@code fault}. */
    void plan(String path, Fault fault) {
        locked(() -> faults.add(new Planned(path, fault)));
    }

    List<SeenRequest> requests() {
        return locked(() -> List.copyOf(seen));
    }

    /** Runs {@code action} while no request is being acted on. */
    <R> R locked(Supplier<R> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    private MockResponse respond(RecordedRequest recorded) {
        ByteString body = recorded.getBody();
        FakeRequest request = new FakeRequest(PlatformServer.seen(recorded), body == null ? ByteString.EMPTY : body);
        return locked(() -> {
            seen.add(request.seen());
            Fault fault = nextFault(request.path());
            boolean acts = fault == null || fault.isProcessed();
            MockResponse.Builder answer = (acts ? routes.apply(request) : FakeAnswer.empty(200)).toResponse();
            MockResponse.Builder delivered = fault == null ? answer : fault.applyTo(answer);
            return delivered.setHeader("Date", httpDate()).build();
        });
    }

    private @Nullable Fault nextFault(String path) {
        for (Iterator<Planned> planned = faults.iterator(); planned.hasNext(); ) {
            Planned next = planned.next();
            if (next.path().equals(path)) {
                planned.remove();
                return next.fault();
            }
        }
        return null;
    }

    private String httpDate() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.now().atZone(ZoneOffset.UTC));
    }

    @Override
    public void close() {
        server.close();
    }
}
