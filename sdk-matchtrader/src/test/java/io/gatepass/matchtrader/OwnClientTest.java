package io.gatepass.matchtrader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.core.okhttp.OkHttpEngine.AuthIOException;
import io.gatepass.testkit.SeenRequest;
import java.io.IOException;
import java.time.Duration;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

/** A session behind an application's own OkHttp client, and the ends of clients and sessions. */
class OwnClientTest extends MatchTraderTestBase {
    private static final RequestBody ORDER = RequestBody.create("{}", MediaType.get("application/json"));

    private RenewableSession<MatchTraderTokens> agedSession() {
        var session = signedIn(session("t-1"));
        time.advance(Duration.ofMinutes(2));
        return session;
    }

    private static int status(OkHttpClient client, Request request) throws IOException {
        try (Response response = client.newCall(request).execute()) {
            return response.code();
        }
    }

    @Test
    void refusedReadIsRepeatedOnceWithBothFreshCredentials() throws IOException {
        // MT 14, 45
        MatchTraderTrading trading = platform.trading(agedSession(), SECOND);
        OkHttpClient api = OkHttpEngine.attach(BASE, trading.session());
        server.answers(
                json(401, "{}"),
                json(200, body("t-2", account("700123", "api-1b"), account("700124", "api-2b"))),
                json(200, "{}"));
        assertThat(status(api, new Request.Builder().url(trading.url("balance")).build()))
                .isEqualTo(200);
        SeenRequest repeated = server.requests().get(3);
        assertThat(repeated.header("Cookie")).contains("co-auth=t-2");
        assertThat(repeated.header("Auth-trading-api")).contains("api-2b");
    }

    @Test
    void refusedOrderIsNotRepeatedAndTheSessionIsFreshForTheNext() throws IOException {
        // MT 46
        MatchTraderTrading trading = platform.trading(agedSession(), FIRST);
        OkHttpClient api = OkHttpEngine.attach(BASE, trading.session());
        Request order = new Request.Builder()
                .url(trading.url("position/open"))
                .post(ORDER)
                .build();
        server.answers(json(401, "{}"), cookies("t-2", "rt-2"), json(200, "{}"));
        assertThat(status(api, order)).isEqualTo(401);
        server.expect(3);
        assertThat(status(api, order)).isEqualTo(200);
        assertThat(server.requests().get(3).header("Cookie")).contains("co-auth=t-2");
    }

    @Test
    void accountThatIsGoneIsAFailureOfTheCallAndNotAnotherAccount() {
        // MT 13, 37
        RenewableSession<MatchTraderTokens> session = agedSession();
        MatchTraderTrading second = platform.trading(session, SECOND);
        OkHttpClient api = OkHttpEngine.attach(BASE, second.session());
        Request request = new Request.Builder().url(second.url("balance")).build();
        server.answers(json(200, body("t-2", account("700123", "api-1b"))));
        session.renew();
        assertThatThrownBy(() -> status(api, request))
                .isInstanceOfSatisfying(
                        AuthIOException.class, e -> assertThat(e.failure()).hasMessageContaining("tradingAccountId"));
        server.expect(2);
    }

    @Test
    void webSocketHandshakeIsAuthorizedForThisHostAlone() {
        // MT 59, 62
        MatchTraderTrading trading = platform.trading(agedSession(), FIRST);
        Request handshake = new Request.Builder().url(trading.url("stream")).build();
        Request authorized = OkHttpEngine.authorize(handshake, trading.session());
        assertThat(authorized.header("Cookie")).isEqualTo("co-auth=t-1");
        assertThat(authorized.header("Auth-trading-api")).isEqualTo("api-1");
        Request elsewhere =
                new Request.Builder().url(brokerServer.url() + "/stream").build();
        assertThatThrownBy(() -> OkHttpEngine.authorize(elsewhere, trading.session()))
                .isInstanceOf(Misconfigured.class);
    }

    @Test
    void viewsEndWithTheSessionAndTheSessionOutlivesItsViews() {
        // MT 47
        RenewableSession<MatchTraderTokens> session = agedSession();
        MatchTraderTrading trading = platform.trading(session, FIRST);
        trading.session().close();
        assertThat(session.token().session()).isEqualTo(Secret.of("t-1"));
        MatchTraderTrading another = platform.trading(session, FIRST);
        platform.logout(session);
        assertThatThrownBy(another::account).isInstanceOf(ReauthenticationRequired.class);
        assertThatThrownBy(() -> another.get("balance")).isInstanceOf(ReauthenticationRequired.class);
        assertThat(another).hasToString("MatchTraderTrading[700123, TokenSession[over]]");
        server.expect(1);
    }

    @Test
    void closingAClientSendsNothingAndLeavesYourEngineRunning() {
        // MT 47
        var session = signedIn(session("t-1"));
        platform.close();
        broker.close();
        server.answers(json(200, "{}"));
        assertThat(platform.trading(session, FIRST).get("balance")).isEmpty();
        server.expect(2);
        brokerServer.expect(0);
    }
}
