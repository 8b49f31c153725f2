package io.gatepass.testkit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;

/** Something that goes wrong between a client and a fake, for one request. Immutable. */
public final class Fault {
    private static final byte[] GARBAGE = {'{', '"', (byte) 0xC3, 0x28, 0, (byte) 0xFF, '"', ':', 0x1B, '['};
    private static final List<Fault> PROMPT = List.of(
            droppedRequest(),
            droppedAnswer(),
            truncated(),
            corrupted(),
            reset(),
            status(500),
            status(503),
            page(502),
            throttled("1"),
            redirected("https://elsewhere.invalid/"),
            gzipBomb());

    private final String name;
    private final boolean processed;
    private final UnaryOperator<MockResponse.Builder> effect;

    private Fault(String name, boolean processed, UnaryOperator<MockResponse.Builder> effect) {
        this.name = name;
        this.processed = processed;
        this.effect = effect;
    }

    /** The fake reads the request and closes the connection without acting on it. */
    public static Fault droppedRequest() {
        return new Fault("dropped request", false, r -> r.onResponseStart(new SocketEffect.CloseSocket()));
    }

    /** The fake acts on the request and closes the connection instead of answering. */
    public static Fault droppedAnswer() {
        return new Fault("dropped answer", true, r -> r.onResponseStart(new SocketEffect.CloseSocket()));
    }

    /** The fake acts on the request and never answers. */
    public static Fault stalled() {
        return new Fault("stalled", true, r -> r.onResponseStart(SocketEffect.Stall.INSTANCE));
    }

    /** The fake acts on the request and sends only the beginning of its answer. */
    public static Fault truncated() {
        return new Fault(
                "truncated",
                true,
                r -> r.setHeader("Content-Length", 1_000_000).onResponseEnd(new SocketEffect.CloseSocket()));
    }

    /** The fake acts on the request, and its answer arrives with other bytes than it sent. */
    public static Fault corrupted() {
        return new Fault("corrupted", true, r -> r.body(new Buffer().write(GARBAGE)));
    }

    /** The fake acts on the request and resets the connection instead of answering. */
    public static Fault reset() {
        return new Fault("reset", true, r -> {
            FaultySocket.resetCurrent();
            return r.onResponseStart(new SocketEffect.CloseSocket());
        });
    }

    /** The fake acts on the request and answers one byte at a time. */
    public static Fault trickled(Duration perByte) {
        return new Fault("trickled", true, r -> r.throttleBody(1, perByte.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Something in front of the fake answers with an empty body and this status; the fake never sees the request. */
    public static Fault status(int status) {
        return answer(FakeAnswer.empty(status));
    }

    /** Something in front of the fake answers with a few kilobytes that unpack to eight million. */
    public static Fault gzipBomb() {
        return new Fault(
                "gzip bomb",
                false,
                ignored -> new MockResponse.Builder()
                        .code(200)
                        .setHeader("Content-Encoding", "gzip")
                        .body(new Buffer().write(GzipBomb.bytes())));
    }

    /** Something in front of the fake answers with an HTML page; the fake never sees the request. */
    public static Fault page(int status) {
        return answer(FakeAnswer.html(status, "<html><body><h1>" + status + "</h1></body></html>"));
    }

    /** Something in front of the fake asks to slow down; {@code retryAfter} is the header's value as it stands. */
    public static Fault throttled(String retryAfter) {
        return answer(FakeAnswer.empty(429).with("Retry-After", retryAfter));
    }

    /** Something in front of the fake redirects the request to {@code location}. */
    public static Fault redirected(String location) {
        return answer(FakeAnswer.empty(307).with("Location", location));
    }

    static Fault answer(FakeAnswer answer) {
        return new Fault("answered " + answer.status(), false, ignored -> answer.toResponse());
    }

    /** The faults that a client meets without having to wait: what random plans choose from. */
    static List<Fault> prompt() {
        return PROMPT;
    }

    /** Whether the fake acts on the request. */
    boolean isProcessed() {
        return processed;
    }

    MockResponse.Builder applyTo(MockResponse.Builder response) {
        return effect.apply(response);
    }

    @Override
    public String toString() {
        return name;
    }
}
