package io.gatepass.autoshares;

import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.UnexpectedResponse;
import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import io.gatepass.core.spi.Reply;
import java.net.URI;
import java.util.LinkedHashMap;

/**
 * How to open a streamer for a user: connect a web socket to {@link #reveal()}, and give the first message that comes
 * back to {@link #accept}. The URL lets anybody in as the user: never log or store it. Immutable; never prints it.
 */
public final class AutosharesHandshake {
    private static final String COMMAND = "CreateSession.txt";

    private final URI url;

    private AutosharesHandshake(URI url) {
        this.url = url;
    }

    /** By the streamer's own session id, so that no password is ever part of a URL. */
    static AutosharesHandshake of(Origin place, long userId, Secret sessionId) {
        String socket = place.toString().replaceFirst("^http", "ws");
        String id = sessionId.reveal();
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("User", userId + ":" + id);
        parameters.put("Password", id);
        parameters.put("HttpClientType", "WebSocket");
        return new AutosharesHandshake(Urls.withQuery(socket + "/" + COMMAND, parameters));
    }

    /** The URL itself, in ASCII. */
    public URI reveal() {
        return url;
    }

    /**
     * Reads the streamer's first message: an open web socket does not mean that the user is in. Sends nothing; how long
     * to wait for that message is yours to decide.
     *
     * @return the id that later messages to the streamer carry
     * @throws Rejected on ground {@link Ground#ONE_TIME_TOKEN} if the streamer lets nobody in with this URL: take a new
     *     one
     * @throws UnexpectedResponse if it is another message
     */
    public Secret accept(String firstMessage) {
        Reply.Fields said = Reply.Fields.parse(firstMessage)
                .filter(message -> message.text("Cmd").orElse("").equalsIgnoreCase(COMMAND))
                .orElseThrow(
                        () -> new UnexpectedResponse("the streamer began with something else than its answer", null));
        if (!said.text("StatusCode").orElse("").equalsIgnoreCase("Ok")) {
            throw new Rejected(Ground.ONE_TIME_TOKEN, "the streamer did not accept the session id");
        }
        return said.requireSecret("SessionId");
    }

    @Override
    public String toString() {
        return "AutosharesHandshake[" + url.getScheme() + "://" + url.getHost() + "/██]";
    }
}
