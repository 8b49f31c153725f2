package io.gatepass.matchtrader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.SeenRequest;
import java.time.Duration;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of a signed-in trader, refusals, and the end of a session. */
class CallTest extends MatchTraderTestBase {
    private static final Map<String, String> ORDER = Map.of("instrument", "EURUSD");

    private RenewableSession<MatchTraderTokens> agedSession() {
        var session = signedIn(session("t-1"));
        time.advance(Duration.ofMinutes(2)); // a refused token that is new has not expired
        return session;
    }

    @Test
    void everyAccountHasItsOwnToken() {
        // MT 14, 62
        var session = signedIn(session("t-1"));
        server.answers(json(200, "{}"), json(200, "{}"));
        platform.trading(session, SECOND).get("open-positions");
        platform.trading(session, FIRST).post("position/open", ORDER);
        SeenRequest read = server.requests().get(1);
        assertThat(read.target()).isEqualTo("/mtr-api/" + SYSTEM + "/open-positions");
        assertThat(read.header("Auth-trading-api")).contains("api-2");
        assertThat(read.header("Cookie")).contains("co-auth=t-1");
        SeenRequest order = server.requests().get(2);
        assertThat(order.target()).isEqualTo("/mtr-api/" + SYSTEM + "/position/open");
        assertThat(order.header("Auth-trading-api")).contains("api-1");
        assertThat(order.header("Content-Type")).contains("application/json");
        assertThat(order.headers()).doesNotContainKey("Authorization");
    }

    @Test
    void clientOfYourOwnCarriesBothCredentials() throws Exception {
        // MT 14, 62
        var session = signedIn(session("t-1"));
        MatchTraderTrading trading = platform.trading(session, FIRST);
        server.answers(json(200, "{}"));
        OkHttpClient api = OkHttpEngine.attach(BASE, trading.session());
        Request request = new Request.Builder()
                .url(trading.url("balance"))
                .header("Cookie", "co-auth=stale; theme=dark")
                .build();
        try (Response response = api.newCall(request).execute()) {
            assertThat(response.code()).isEqualTo(200);
        }
        SeenRequest seen = server.requests().get(1);
        assertThat(seen.header("Cookie")).contains("theme=dark; co-auth=t-1");
        assertThat(seen.header("Auth-trading-api")).contains("api-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/balance", "../x", "a//b", "a?b", "", "a/", "a b", "http://x"})
    void resourceIsAPlainRelativePath(String resource) {
        // MT 15
        var trading = platform.trading(signedIn(session("t-1")), FIRST);
        assertThatThrownBy(() -> trading.get(resource)).isInstanceOf(IllegalArgumentException.class);
        server.expect(1);
    }

    @Test
    void refusedReadRenewsOnceAndIsRepeatedOnce() {
        // MT 45
        var trading = platform.trading(agedSession(), FIRST);
        server.answers(json(401, "{}"), cookies("t-2", "rt-2"), json(200, "{\"balance\":12.50}"));
        assertThat(trading.get("balance")).containsKey("balance");
        assertThat(pathsSeen()).containsExactly("/manager/mtr-login", trading(""), REFRESH_PATH, trading(""));
        assertThat(server.requests().get(3).header("Cookie")).contains("co-auth=t-2");
    }

    private static String trading(String prefix) {
        return prefix + "/mtr-api/" + SYSTEM + "/balance";
    }

    @Test
    void secondRefusalOfAReadIsTheCallers() {
        // MT 45
        var trading = platform.trading(agedSession(), FIRST);
        server.answers(json(401, "{}"), cookies("t-2", "rt-2"), json(401, "{}"));
        assertThatThrownBy(() -> trading.get("balance")).isInstanceOf(ReauthenticationRequired.class);
        server.expect(4);
    }

    @Test
    void refusedOrderIsNeverRepeatedAndSaysWhetherItMayBe() {
        // MT 46
        var trading = platform.trading(agedSession(), FIRST);
        server.answers(json(401, "{}"), cookies("t-2", "rt-2"), json(200, "{\"status\":\"OK\"}"));
        assertThatThrownBy(() -> trading.post("position/open", ORDER))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("nothing was done");
        server.expect(3);
        assertThat(trading.post("position/open", ORDER)).containsEntry("status", "OK");
        assertThat(server.requests().get(3).header("Cookie")).contains("co-auth=t-2");
    }

    @Test
    void orderRefusedWithAFreshSessionIsNoMatterOfTime() {
        // MT 46
        var trading = platform.trading(signedIn(session("t-1")), FIRST);
        server.answers(json(401, "{}"));
        assertThatThrownBy(() -> trading.post("position/open", ORDER)).isInstanceOf(ReauthenticationRequired.class);
        server.expect(2);
    }

    @Test
    void orderPastTheEndRenewsFirstAndARefusalThenIsFinal() {
        // MT 46
        var trading = platform.trading(signedIn(session("t-1")), FIRST);
        time.advance(LIFE);
        server.answers(cookies("t-2", "rt-2"), json(401, "{}"));
        assertThatThrownBy(() -> trading.post("position/open", ORDER)).isInstanceOf(ReauthenticationRequired.class);
        server.expect(3);
    }

    @Test
    void lostOrderIsUnknown() {
        // MT 46
        var trading = platform.trading(signedIn(session("t-1")), FIRST);
        server.answers(
                json(200, "{}").dropped(),
                json(502, "{}"),
                PlatformServer.html(200, "<html></html>"),
                json(200, "{\"status\":").truncated(),
                PlatformServer.empty(200));
        for (int sent = 1; sent <= 5; sent++) {
            assertThatThrownBy(() -> trading.post("position/open", ORDER)).isInstanceOf(OutcomeUnknown.class);
            server.expect(1 + sent);
        }
    }

    @Test
    void noWithinASuccessIsANo() {
        // MT 81
        var trading = platform.trading(signedIn(session("t-1")), FIRST);
        server.answers(
                json(200, "{\"status\":\"REJECTED\",\"errorMessage\":\"Not enough money\",\"nativeCode\":\"134\"}"),
                json(200, "{\"status\":\"OK\",\"errorCode\":\"UNKNOWN_ERROR\",\"orderId\":\"7\"}"),
                json(200, "{\"balance\":1}"));
        assertThatThrownBy(() -> trading.post("position/open", ORDER)).isInstanceOfSatisfying(Rejected.class, e -> {
            assertThat(e.ground()).isEqualTo(Ground.UNSPECIFIED);
            assertThat(e.fieldErrors().get("errorMessage")).containsExactly("Not enough money");
            assertThat(e.fieldErrors().get("nativeCode")).containsExactly("134");
        });
        assertThat(trading.post("position/open", ORDER)).containsEntry("orderId", "7");
        assertThat(trading.get("balance")).containsKey("balance");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {}                                                                           | CREDENTIALS",
                "401 | {\"errorMessage\":\"Bad credentials\"}                                       | CREDENTIALS",
                "401 | {\"status\":\"error\",\"error\":{\"type\":\"EMAIL_UNVERIFIED\"}}             | UNVERIFIED",
                "403 | {\"error\":{\"type\":\"ACCOUNT_DELETED\",\"errorMessage\":\"gone\"}}         | BLOCKED",
                "200 | {\"status\":\"error\",\"error\":{\"type\":\"ACCOUNT_DELETED\"}}              | BLOCKED",
                "400 | {\"error\":{\"type\":\"EMAIL_UNVERIFIED\"}}                                  | UNVERIFIED",
                "200 | {\"status\":\"error\",\"error\":{\"type\":\"SOMETHING_NEW\"}}                | UNSPECIFIED",
                "403 | {\"message\":\"API access disabled\"}                                        | NOT_PERMITTED",
                "200 | {\"tfaRequired\":true}                                                       | SECOND_FACTOR",
                "200 | {\"challenge\":\"2FA\",\"sessionId\":\"x\"}                                  | SECOND_FACTOR",
                "401 | {\"error\":{\"type\":\"TFA_REQUIRED\"}}                                      | SECOND_FACTOR",
                "401 | {\"message\":\"captcha needed\"}                                             | SECOND_FACTOR",
                "401 | {\"tfaRequired\":false}                                                      | CREDENTIALS",
                "401 | {\"message\":\"comfandi is unknown\"}                                        | CREDENTIALS",
            })
    void refusedLoginIsToldApart(int status, String body, Ground ground) {
        // MT 20, 21, 22, 81
        server.answers(json(status, body));
        assertThat(groundOf(catchThrowable(() -> platform.login(ALICE)))).isEqualTo(ground);
        server.expect(1);
    }

    @Test
    void unknownWordsOfARefusalArePreserved() {
        // MT 22
        server.answers(json(401, "{\"error\":{\"type\":\"BRAND_NEW\",\"errorMessage\":\"Try the other door\"}}"));
        var refusal = (Rejected) catchThrowable(() -> platform.login(ALICE));
        assertThat(refusal.fieldErrors().get("error.type")).containsExactly("BRAND_NEW");
        assertThat(refusal.fieldErrors().get("error.errorMessage")).containsExactly("Try the other door");
    }

    @Test
    void blockAtTheEdgeIsNobodysPassword() {
        // MT 78
        server.answers(
                PlatformServer.html(403, "<html><title>Just a moment...</title></html>")
                        .header("cf-mitigated", "challenge"),
                json(403, "{}").header("cf-mitigated", "challenge"),
                PlatformServer.html(403, "<html></html>"));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> platform.login(ALICE))
                    .isInstanceOf(Misconfigured.class)
                    .hasMessageContaining("before the API");
        }
        server.expect(3);
        var session = signedIn(builder().keepCredentials().build(), session("t-1"));
        time.advance(LIFE);
        server.answers(PlatformServer.html(403, "<html></html>").header("cf-mitigated", "challenge"));
        assertThatThrownBy(session::authorization).isInstanceOf(Misconfigured.class);
        assertThatThrownBy(session::authorization).as("no login loop").isInstanceOf(Misconfigured.class);
        server.expect(5);
    }

    @Test
    void logoutForgetsWhateverComesOfIt() {
        // MT 47
        var session = signedIn(session("t-1"));
        assertThat(platform.logout(session)).isEqualTo(LogoutOutcome.FORGOTTEN);
        assertThatThrownBy(session::authorization).isInstanceOf(ReauthenticationRequired.class);
        assertThat(platform.logout(session)).isEqualTo(LogoutOutcome.FORGOTTEN);
        server.expect(1);
        MatchTraderPlatform telling =
                builder().path(MatchTraderEndpoint.LOGOUT, "/manager/logout").build();
        var told = signedIn(telling, session("t-1"));
        server.answers(PlatformServer.empty(204));
        assertThat(telling.logout(told)).isEqualTo(LogoutOutcome.LOGGED_OUT);
        assertThat(server.requests().get(2).header("Cookie")).contains("co-auth=t-1");
        assertThat(telling.logout(told)).isEqualTo(LogoutOutcome.WAS_OVER);
        server.expect(3);
    }

    @Test
    void logoutThatCannotBeToldStillForgets() {
        // MT 47
        MatchTraderPlatform telling =
                builder().path(MatchTraderEndpoint.LOGOUT, "/manager/logout").build();
        for (var answer :
                new PlatformServer.Answer[] {json(500, "{}"), json(200, "{}").dropped(), json(403, "{}")}) {
            var session = signedIn(telling, session("t-1"));
            server.answers(answer);
            assertThatThrownBy(() -> telling.logout(session)).isInstanceOf(AuthException.class);
            assertThatThrownBy(session::token).isInstanceOf(ReauthenticationRequired.class);
        }
    }

    @Test
    void storedSessionGoesOnAndDropsWhatIsOver() {
        // MT 48
        var session = signedIn(json(200, body("t-1", account("700123", "api-1")))
                .header("Set-Cookie", rt("rt-1"))
                .header("Set-Cookie", "__cf_bm=short; Path=/; Max-Age=60"));
        MatchTraderTokens stored = session.token();
        assertThat(stored.cookies()).hasSize(3);
        time.advance(Duration.ofMinutes(5));
        var resumed = platform.resume(stored);
        assertThat(resumed.token().cookies())
                .extracting(MatchTraderCookie::name)
                .containsExactlyInAnyOrder("rt", "co-auth");
        server.answers(json(200, "{}"));
        platform.trading(resumed, FIRST).get("balance");
        assertThat(server.requests().get(1).header("Cookie")).contains("co-auth=t-1");
        assertThatThrownBy(() -> builder("http://localhost:1").build().resume(stored))
                .isInstanceOf(Misconfigured.class);
    }

    @Test
    void storedSessionMayKeepTheLogin() {
        // MT 39, 48
        var stored = signedIn(session("t-1")).token();
        time.advance(Duration.ofDays(2));
        var resumed = platform.resume(stored, ALICE);
        server.answers(session("t-2"));
        assertThat(resumed.authorization().cookies().get("co-auth")).isEqualTo(Secret.of("t-2"));
        assertThat(pathsSeen()).as("the rt is over").doesNotContain(REFRESH_PATH);
    }
}
