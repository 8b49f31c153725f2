package io.gatepass.testkit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;

/** Something that goes wrong between a client and a fake, once. Immutable. */
public final class Fault {
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

    /** The fake acts on the request and answers one byte at a time. */
    public static Fault trickled(Duration perByte) {
        return new Fault("trickled", true, r -> r.throttleBody(1, perByte.toMillis(), TimeUnit.MILLISECONDS));
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
