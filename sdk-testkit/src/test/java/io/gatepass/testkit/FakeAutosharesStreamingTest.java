package io.gatepass.testkit;

import static io.gatepass.testkit.AutosharesWire.DENIED;
import static io.gatepass.testkit.AutosharesWire.PASSWORD;
import static io.gatepass.testkit.AutosharesWire.check;
import static io.gatepass.testkit.AutosharesWire.checkInvalid;
import static io.gatepass.testkit.AutosharesWire.parsed;
import static io.gatepass.testkit.AutosharesWire.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatepass.testkit.FakeAutoshares.Kind;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The addresses of the streamers and the handshake with one. */
class FakeAutosharesStreamingTest {
    private static final String ERROR = "{\"Cmd\":\"CreateSession.txt\",\"StatusCode\":\"Error\"}";
    private static final String OK =
            "\\{\"Cmd\":\"CreateSession.txt\",\"StatusCode\":\"Ok\",\"SessionId\":\"[0-9a-f-]{36}\"}";

    private final AutosharesWire wire = new AutosharesWire();
    private final FakeAutoshares fake = wire.fake;

    @AfterEach
    void stop() {
        wire.close();
    }

    /** A web socket that keeps what it hears. */
    private static final class Ear implements WebSocket.Listener {
        final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            heard.add(text.toString());
            return WebSocket.Listener.super.onText(socket, text, last);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            heard.add("closed " + status);
            return WebSocket.Listener.super.onClose(socket, status, reason);
        }

        String next() throws InterruptedException {
            String frame = heard.poll(10, TimeUnit.SECONDS);
            assertThat(frame).as("a frame within ten seconds").isNotNull();
            return frame;
        }
    }

    private WebSocket connect(Ear ear, String user, String password) {
        String query = "?User=" + URLEncoder.encode(user, UTF_8) + "&Password=" + URLEncoder.encode(password, UTF_8)
                + "&HttpClientType=WebSocket";
        return open(ear, query);
    }

    private WebSocket open(Ear ear, String query) {
        URI uri = URI.create(fake.url().replaceFirst("http", "ws") + "/CreateSession.txt" + query);
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(uri, ear)
                .join();
    }

    private String firstFrame(String user, String password) throws InterruptedException {
        var ear = new Ear();
        WebSocket socket = connect(ear, user, password);
        String frame = ear.next();
        socket.abort();
        return frame;
    }

    private String recover(int type) {
        return text(wire.as(wire.signedIn(), "PUT /v1.0/streamers/session/recover?sessionType=" + type, ""), "Id");
    }

    @Test
    void dataHaveNoSessionUntilItIsRecovered() { // AS 72
        String token = wire.signedIn();
        HttpResponse<String> answer = wire.as(token, "GET /v1.0/streamers", "");
        String url = fake.url().replaceFirst("http", "ws");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .matches("\\{\"QuoteAddresses\":\\[\\{\"Url\":\"" + url + "\",\"Type\":\"Delayed\",\"SessionId\":\""
                        + "[0-9a-f-]{36}\"}],\"DataAddresses\":\\[\\{\"Url\":\"" + url
                        + "\",\"Type\":\"EntitlementBased\"}]}");
        String call = "PUT /v1.0/streamers/session/recover?sessionType=";
        assertThat(wire.as(token, call + "0", "").body()).matches("\\{\"Id\":\"[0-9a-f-]{36}\"}");
        fake.change(settings -> settings.recoveredSessionAsText(true));
        assertThat(parsed(wire.as(token, call + "1", ""))).isInstanceOf(String.class);
        checkInvalid(wire.as(token, call + "2", ""), "sessionType", "The value is not valid");
        check(wire.app("GET /v1.0/streamers", ""), 401, DENIED);
        check(wire.app(call + "0", ""), 401, DENIED);
    }

    @Test
    void addressesMayPointAnywhere() { // AS 74
        fake.change(settings -> settings.streamerUrl("wss://evil.example"));
        assertThat(wire.as(wire.signedIn(), "GET /v1.0/streamers", "").body())
                .contains("\"Url\":\"wss://evil.example\"");
    }

    @Test
    void sessionOpensAStreamer() throws Exception {
        String session = recover(0);
        assertThat(firstFrame(wire.alice.id() + ":" + session, session)).matches(OK);
        assertThat(fake.issued(Kind.STREAMER_SESSION).get(0).presented()).isEqualTo(1);
    }

    @Test
    void passwordOpensAStreamer() throws Exception { // AS 70, 71
        fake.addUser("bob", "a+b/c==&d e of bob");
        assertThat(firstFrame("bob", "a+b/c==&d e of bob")).matches(OK);
    }

    @Test
    void refusalIsAFrameAndNoStatus() throws Exception { // AS 73
        String session = recover(0);
        assertThat(firstFrame("alice", "wrong")).isEqualTo(ERROR);
        assertThat(firstFrame(wire.alice.id() + ":" + session, "wrong")).isEqualTo(ERROR);
        assertThat(firstFrame("77:" + session, session)).isEqualTo(ERROR);
        assertThat(firstFrame(wire.alice.id() + ":other", session)).isEqualTo(ERROR);
        var ear = new Ear();
        open(ear, "?User=alice&Password=" + URLEncoder.encode(PASSWORD, UTF_8)).abort();
        assertThat(fake.requests("/CreateSession.txt")).hasSize(5);
    }

    @Test
    void streamersAskWhetherTheClientIsAlive() throws Exception { // AS 75
        var ear = new Ear();
        WebSocket socket = connect(ear, "alice", PASSWORD);
        assertThat(ear.next()).matches(OK);
        assertThat(ear.next()).isEqualTo("{\"Cmd\":\"Ping\"}");
        String pong = "{\"Cmd\":\"Pong\",\"StatusCode\":\"Ok\"}";
        socket.sendText(pong, true).join();
        socket.sendClose(1000, "").join();
        assertThat(ear.next()).isEqualTo("closed 1000");
        assertThat(fake.frames()).containsExactly(pong);
    }

    @Test
    void plainRequestsFindNothing() {
        HttpResponse<String> answer = wire.call("GET /CreateSession.txt?User=alice", "");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html");
    }

    @Test
    void handshakeMeetsFaults() {
        fake.plan("/CreateSession.txt", Fault.page(503));
        String[] upgrade = {"User", "alice"};
        assertThat(wire.call("GET /CreateSession.txt", "", upgrade).statusCode())
                .isEqualTo(503);
    }
}
