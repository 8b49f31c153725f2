package io.gatepass.testkit;

import io.gatepass.testkit.AsRoutes.Access;
import io.gatepass.testkit.AsRoutes.Call;
import io.gatepass.testkit.AsTicket.Purpose;
import io.gatepass.testkit.FakeAutoshares.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/** The addresses of the streamers, their sessions, and the handshake of both. */
final class AsStreaming {
    /** All in ASCII; one of the vendor's pages has a Cyrillic letter in it. Streamers know no prefix. */
    static final String PATH = "/CreateSession.txt";

    private final AsState state;

    AsStreaming(AsState state) {
        this.state = state;
    }

    void addTo(AsRoutes.Sink routes) {
        routes.add(Access.USER, "GET /v1.0/streamers", this::addresses);
        routes.add(Access.USER, "PUT /v1.0/streamers/session/recover", this::recover);
    }

    /** As in every sample of the vendor, the entry for data has no session. */
    private FakeAnswer addresses(Call call) {
        String url = state.settings.streamerUrl.isEmpty()
                ? state.origin.replaceFirst("^http", "ws")
                : state.settings.streamerUrl;
        Map<String, ?> quotes =
                FakeJson.object("Url", url, "Type", "Delayed", "SessionId", session(call.signedIn(), "1"));
        Map<String, ?> data = FakeJson.object("Url", url, "Type", "EntitlementBased");
        return AsAnswers.json(200, "QuoteAddresses", List.of(quotes), "DataAddresses", List.of(data));
    }

    private String session(AsUser user, String type) {
        var purpose = new Purpose(Kind.STREAMER_SESSION, user, Map.of("type", type));
        return state.issue(state.guid(), purpose, state.settings.tokenLife);
    }

    private FakeAnswer recover(Call call) {
        String type = call.request().query().getOrDefault("sessionType", "");
        if (!type.equals("0") && !type.equals("1")) {
            return AsAnswers.invalid(state.settings.validationStatus, "sessionType", "The value is not valid");
        }
        String id = session(call.signedIn(), type);
        return state.settings.recoversAsText ? FakeAnswer.json(200, id) : AsAnswers.json(200, "Id", id);
    }

    /** Every upgrade succeeds; only the first frame says whether the sign-in did. */
    FakeAnswer connect(FakeRequest request) {
        if (request.header("Upgrade").filter("websocket"::equalsIgnoreCase).isEmpty()) {
            return AsAnswers.page(404, "Not Found");
        }
        Map<String, String> query = request.query();
        boolean known = query.getOrDefault("HttpClientType", "").equals("WebSocket")
                && (hasPassword(query) || hasSession(query));
        Map<String, ?> frame = known
                ? FakeJson.object("Cmd", "CreateSession.txt", "StatusCode", "Ok", "SessionId", state.guid())
                : FakeJson.object("Cmd", "CreateSession.txt", "StatusCode", "Error");
        var frames = new ArrayList<String>();
        frames.add(FakeJson.write(frame));
        if (known) {
            frames.add(FakeJson.write(FakeJson.object("Cmd", "Ping")));
        }
        return FakeAnswer.webSocket(new Streamer(state, frames));
    }

    private boolean hasPassword(Map<String, String> query) {
        return state.find(query.getOrDefault("User", ""))
                .filter(user -> user.password.equals(query.get("Password")))
                .isPresent();
    }

    /** The user is a number and a session, the password a streamer's session; front ends send the latter in both places. */
    private boolean hasSession(Map<String, String> query) {
        String[] user = query.getOrDefault("User", "").split(":", 2);
        Optional<AsTicket> session = state.present(Kind.STREAMER_SESSION, query.get("Password"));
        return user.length == 2
                && session.filter(found -> user[0].equals(String.valueOf(found.user().id)))
                        .filter(found -> user[1].equals(found.value))
                        .isPresent();
    }

    private static final class Streamer extends WebSocketListener {
        private final AsState state;
        private final List<String> greeting;

        Streamer(AsState state, List<String> greeting) {
            this.state = state;
            this.greeting = greeting;
        }

        @Override
        public void onOpen(WebSocket socket, Response response) {
            greeting.forEach(socket::send);
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            state.frames.add(text);
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            socket.close(code, reason);
        }
    }
}
