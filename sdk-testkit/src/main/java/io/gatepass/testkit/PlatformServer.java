package io.gatepass.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import okio.ByteString;

/**
 * A server on a loopback port that answers from a script, in order, and knows exactly what it was sent.
 *
 * <pre>{@code
 * server.answers(PlatformServer.json(200, "{\"key\":\"k\"}"));
 * client.login(login);
 * assertThat(server.onlyRequest().path()).isEqualTo("/auth/login/");
 * }</pre>
 *
 * <p>A request without an answer in the script waits until the client gives up. Safe for use by many threads.
 */
public final class PlatformServer implements AutoCloseable {
    private final MockWebServer server = new MockWebServer();
    private final List<SeenRequest> seen = new ArrayList<>();

    private PlatformServer() {}

    /** Starts a server on a free port. */
    public static PlatformServer start() {
        var platform = new PlatformServer();
        Loopback.start(platform.server);
        return platform;
    }

    /** Its base URL, without a trailing slash. */
    public String url() {
        return "http://localhost:" + server.getPort();
    }

    /** Adds answers to the end of the script. */
    public PlatformServer answers(Answer... script) {
        for (Answer answer : script) {
            server.enqueue(answer.response.build());
        }
        return this;
    }

    /** How many requests came in. */
    public int requestCount() {
        return server.getRequestCount();
    }

    /** All requests so far, in the order they came in. */
    public List<SeenRequest> requests() {
        while (seen.size() < server.getRequestCount()) {
            seen.add(take());
        }
        return List.copyOf(seen);
    }

    /** The request, after making sure that there was exactly one. */
    public SeenRequest onlyRequest() {
        expect(1);
        return requests().get(0);
    }

    /** Makes sure that exactly {@code count} requests came in. */
    public void expect(int count) {
        if (requestCount() != count) {
            throw new AssertionError("expected " + count + " requests, got " + requestCount() + ": " + requests());
        }
    }

    /** Waits up to ten seconds for the next request that has not been looked at. */
    public SeenRequest awaitRequest() {
        SeenRequest request = take();
        seen.add(request);
        return request;
    }

    private SeenRequest take() {
        try {
            RecordedRequest request = server.takeRequest(10, TimeUnit.SECONDS);
            if (request == null) {
                throw new AssertionError("no request came within ten seconds");
            }
            return seen(request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a request", e);
        }
    }

    static SeenRequest seen(RecordedRequest request) {
        ByteString body = request.getBody();
        return new SeenRequest(
                String.valueOf(request.getMethod()),
                String.valueOf(request.getTarget()),
                request.getHeaders().toMultimap(),
                body == null ? "" : body.utf8());
    }

    @Override
    public void close() {
        server.close();
    }

    /** An answer with a JSON body. */
    public static Answer json(int status, String body) {
        return empty(status).header("Content-Type", "application/json").body(body);
    }

    /** An answer with an HTML page. */
    public static Answer html(int status, String body) {
        return empty(status).header("Content-Type", "text/html; charset=utf-8").body(body);
    }

    /** An answer without a body. */
    public static Answer empty(int status) {
        return new Answer(new MockResponse.Builder().code(status));
    }

    /** An answer of the script. For use by one thread. */
    public static final class Answer {
        private final MockResponse.Builder response;
        private String text = "";

        private Answer(MockResponse.Builder response) {
            this.response = response;
        }

        /** Adds a header. */
        public Answer header(String name, String value) {
            response.addHeader(name, value);
            return this;
        }

        /** Sets the body, with its length. */
        public Answer body(String body) {
            text = body;
            response.body(body);
            return this;
        }

        /** The names of the members of a JSON body; none if it is not an object. */
        Set<String> memberNames() {
            try {
                return FakeJson.parse(text) instanceof Map<?, ?> members
                        ? members.keySet().stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new))
                        : Set.of();
            } catch (FakeJson.Malformed e) {
                return Set.of();
            }
        }

        /** Sets the body to bytes. */
        public Answer body(byte[] body) {
            response.body(new Buffer().write(body));
            return this;
        }

        /** Reads the whole request, then closes the connection instead of answering. */
        public Answer dropped() {
            response.onResponseStart(new SocketEffect.CloseSocket());
            return this;
        }

        /** Reads the whole request, then never answers. */
        public Answer stalled() {
            response.onResponseStart(SocketEffect.Stall.INSTANCE);
            return this;
        }

        /** Promises a longer body than it sends, then closes the connection. */
        public Answer truncated() {
            response.setHeader("Content-Length", 1_000_000).onResponseEnd(new SocketEffect.CloseSocket());
            return this;
        }

        /** Sends the body one byte every {@code millis} milliseconds. */
        public Answer trickled(long millis) {
            response.throttleBody(1, millis, TimeUnit.MILLISECONDS);
            return this;
        }
    }
}
