package io.gatepass.autoshares;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.gatepass.autoshares.AutosharesStreaming.Kind;
import io.gatepass.autoshares.AutosharesStreaming.Streamer;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.UnexpectedResponse;
import io.gatepass.core.Origin;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.testkit.SeenRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The way in to the streamers: where they are, what opens one, and what never goes there. */
class AutosharesStreamingTest extends AutosharesTestBase {
    private static final String QUOTES = "wss://md-str-acme.etnasoft.us:443";
    private static final String AWKWARD = "a+b/c==&d e";

    private final AutosharesStreaming streaming = client.identity().streaming();

    private static Streamer quotes(String url) {
        return new Streamer(Kind.QUOTE, url, "Delayed", Optional.of(Secret.of(AWKWARD)));
    }

    private static Map<String, String> queryOf(URI url) {
        return Arrays.stream(url.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0],
                        pair -> URLDecoder.decode(pair[1].replace("%20", "+"), StandardCharsets.UTF_8)));
    }

    @Test
    void handshakeUrlIsAsciiAndEveryValueSurvives() {
        // AS 70
        URI url = streaming.handshake(session(), quotes(QUOTES), user()).reveal();
        assertThat(url.toString())
                .isEqualTo("wss://md-str-acme.etnasoft.us:443/CreateSession.txt?User=7%3Aa%2Bb%2Fc%3D%3D%26d%20e"
                        + "&Password=a%2Bb%2Fc%3D%3D%26d%20e&HttpClientType=WebSocket");
        assertThat(url.toString().chars()).allMatch(c -> c < 0x80);
        assertThat(queryOf(url))
                .isEqualTo(Map.of("User", "7:" + AWKWARD, "Password", AWKWARD, "HttpClientType", "WebSocket"));
    }

    @Test
    void neitherPasswordNorTokenNorKeyIsPartOfTheUrl() {
        // AS 71
        RenewableSession<AutosharesToken> session = keepingSession();
        AutosharesHandshake handshake = streaming.handshake(session, quotes(QUOTES), user());
        assertThat(URLDecoder.decode(handshake.reveal().toString(), StandardCharsets.UTF_8))
                .doesNotContain(PASSWORD.reveal(), ALICE.username(), TOKEN, APP_KEY.reveal());
        assertThat(handshake).hasToString("AutosharesHandshake[wss://md-str-acme.etnasoft.us/██]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ws://md-str-acme.etnasoft.us",
                "http://md-str-acme.etnasoft.us",
                "https://x.etnasoft.us",
                "ftp://x.etnasoft.us"
            })
    void streamerThatIsNoEncryptedWebSocketIsRefused(String url) {
        // AS 71, 74
        AutosharesUser user = user();
        Streamer without = new Streamer(Kind.DATA, url, "", Optional.empty());
        assertThatThrownBy(() -> streaming.handshake(session(), without, user)).isInstanceOf(Misconfigured.class);
        server.expect(1);
    }

    @Test
    void sessionIdThatWasNotSentAlongIsRecovered() {
        // AS 72
        server.answers(
                json(
                        200,
                        "{'QuoteAddresses':[{'Url':'" + QUOTES + "','Type':'Delayed','SessionId':'s-1'}],"
                                + "'DataAddresses':[{'Url':'oms-str-acme.etnasoft.us:9999','Type':'EntitlementBased'}]}"),
                json(200, "{'Id':'8c5e-1'}"),
                json(200, "'8c5e-2'"));
        List<Streamer> streamers = streaming.addresses(session());
        assertThat(streamers)
                .containsExactly(
                        new Streamer(Kind.QUOTE, QUOTES, "Delayed", Optional.of(Secret.of("s-1"))),
                        new Streamer(Kind.DATA, "oms-str-acme.etnasoft.us:9999", "EntitlementBased", Optional.empty()));
        assertThat(recovered(streamers.get(1))).isEqualTo("8c5e-1");
        assertThat(recovered(streamers.get(1))).isEqualTo("8c5e-2");
        assertThat(server.requests())
                .extracting(SeenRequest::method, SeenRequest::target)
                .startsWith(tuple("GET", "/v1.0/streamers"))
                .contains(tuple("PUT", "/v1.0/streamers/session/recover?sessionType=0"));
        server.expect(3);
    }

    private String recovered(Streamer streamer) {
        AutosharesUser alice = new AutosharesUser(
                7,
                "alice",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
        URI url = streaming.handshake(session(), streamer, alice).reveal();
        assertThat(url.getAuthority()).isEqualTo("oms-str-acme.etnasoft.us:9999");
        assertThat(queryOf(url)).containsEntry("User", "7:" + queryOf(url).get("Password"));
        return queryOf(url).getOrDefault("Password", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'Id':null}", "[]", "''", "null", "7"})
    void recoveryWithoutASessionIdIsUnexpected(String body) {
        // AS 72
        AutosharesUser user = user();
        server.answers(json(200, body));
        Streamer without = new Streamer(Kind.QUOTE, QUOTES, "", Optional.empty());
        assertThatThrownBy(() -> streaming.handshake(session(), without, user)).isInstanceOf(UnexpectedResponse.class);
        assertThat(server.requests().get(1).target()).endsWith("sessionType=1");
    }

    @Test
    void openWebSocketIsNoSignInUntilTheFirstMessageSaysSo() {
        // AS 73
        AutosharesHandshake handshake = streaming.handshake(session(), quotes(QUOTES), user());
        assertThat(handshake.accept("{\"Cmd\":\"CreateSession.txt\",\"StatusCode\":\"Ok\",\"SessionId\":\"n-1\"}"))
                .isEqualTo(Secret.of("n-1"));
        assertThat(groundOf(() -> handshake.accept("{\"Cmd\":\"CreateSession.txt\",\"StatusCode\":\"Error\"}")))
                .isEqualTo(Ground.ONE_TIME_TOKEN);
        assertThatThrownBy(() -> handshake.accept("{\"Cmd\":\"CreateSession.txt\",\"StatusCode\":\"Ok\"}"))
                .isInstanceOf(UnexpectedResponse.class)
                .hasMessageContaining("SessionId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"Cmd\":\"Ping\"}", "", "<html>", "[]", "{\"StatusCode\":\"Ok\",\"SessionId\":\"n-1\"}"})
    void anotherFirstMessageLetsNobodyIn(String message) {
        // AS 73, 75
        AutosharesHandshake handshake = streaming.handshake(session(), quotes(QUOTES), user());
        assertThatThrownBy(() -> handshake.accept(message)).isInstanceOf(UnexpectedResponse.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wss://evil.example",
                "evil.example:443",
                "wss://etnasoft.us.evil.example",
                "wss://evil-etnasoft.us",
                "wss://md@evil.example/etnasoft.us",
                "wss://evil.example\\@x.etnasoft.us"
            })
    void streamerInAForeignDomainIsSentNothing(String url) {
        // AS 74
        AutosharesUser user = user();
        assertThatThrownBy(() -> streaming.handshake(session(), quotes(url), user))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("evil");
        server.expect(1);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.autoshares.dev, wss://stream.autoshares.dev",
        "https://api.autoshares.dev, wss://md-str-acme.etnasoft.us",
        "https://api.autoshares.dev, wss://str.acme.example",
        "https://api.autoshares.dev, WSS://STR.ACME.EXAMPLE:9995",
    })
    void streamersOfTheApisOwnDomainAndOfThoseNamedAreTrusted(String base, String url) {
        // AS 74
        AutosharesClient other = builder(base).build();
        TokenSession<AutosharesToken> theirs = other.resume(new AutosharesToken(Secret.of(TOKEN), Origin.of(base)));
        AutosharesStreaming named = other.identity().streaming("Acme.example");
        assertThat(named.handshake(theirs, quotes(url), user()).reveal().getScheme())
                .isEqualTo("wss");
    }

    @Test
    void eachConnectionTakesAFreshSessionIdAndARefusedTokenIsHeard() {
        // AS 76
        AutosharesUser user = user();
        Streamer data = new Streamer(Kind.DATA, QUOTES, "", Optional.empty());
        server.answers(json(200, "{'Id':'n-1'}"), json(200, "{'Id':'n-2'}"), denied());
        assertThat(streaming.handshake(session(), data, user).reveal())
                .isNotEqualTo(streaming.handshake(session(), data, user).reveal());
        assertThatThrownBy(() -> streaming.handshake(session(), data, user))
                .isInstanceOf(ReauthenticationRequired.class);
    }

    @Test
    void refusedTokenIsRenewedForTheNextConnection() {
        // AS 76
        AutosharesUser user = user();
        RenewableSession<AutosharesToken> session = keepingSession();
        time.advance(Duration.ofMinutes(10));
        server.answers(denied(), succeeded("t-2"), json(200, "{'QuoteAddresses':[]}"));
        assertThat(streaming.addresses(session)).isEmpty();
        assertThat(server.requests().get(4).header("Authorization")).contains("Bearer t-2");
        assertThat(user.id()).isEqualTo(7);
    }
}
