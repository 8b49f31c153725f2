package io.gatepass.matchtrader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.UnexpectedResponse;
import io.gatepass.core.Lifetime;
import io.gatepass.core.Origin;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.PlatformServer.Answer;
import java.net.InetAddress;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cookies of a session: which are kept, and where each may go. */
class CookieTest extends MatchTraderTestBase {
    private static MatchTraderCookie cookie(String domain, boolean hostOnly, String path, boolean secure) {
        return new MatchTraderCookie("co-auth", Secret.of("t"), domain, hostOnly, path, secure, Lifetime.unstated());
    }

    private List<String> kept(Answer answer) {
        return signedIn(answer).token().cookies().stream()
                .map(cookie -> cookie.name() + "=" + cookie.value().reveal() + " " + cookie.path())
                .toList();
    }

    @Test
    void cookiesOfOneNameAreToldApartByTheirPath() {
        // MT 57
        assertThat(kept(json(200, body("t-1"))
                        .header(
                                "Set-Cookie",
                                "rt=a; Path=/manager/refresh-token; Expires=Wed, 21 Oct 2037 07:28:00 GMT")
                        .header("Set-Cookie", "rt=b; Path=/mtr-backend/refresh-token")
                        .header("Set-Cookie", "rt=c; Path=/manager/refresh-token")))
                .containsExactlyInAnyOrder(
                        "co-auth=t-1 /", "rt=b /mtr-backend/refresh-token", "rt=c /manager/refresh-token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rt=; Path=/manager/refresh-token; Max-Age=0",
                "rt=x; Path=/manager/refresh-token; Max-Age=0",
                "rt=x; Path=/manager/refresh-token; Max-Age=-1",
                "rt=x; Path=/manager/refresh-token; Expires=Thu, 01 Jan 1970 00:00:00 GMT"
            })
    void deletedCookieIsGone(String deletion) {
        // MT 57
        RenewableSession<MatchTraderTokens> session = signedIn(session("t-1"));
        server.answers(json(200, "{\"token\":\"t-2\"}").header("Set-Cookie", deletion));
        assertThat(session.renew().cookies())
                .extracting(MatchTraderCookie::name)
                .containsExactly("co-auth");
    }

    @ParameterizedTest
    @CsvSource({
        // domain, host only, host asked, goes
        "platform.broker.com, true,  platform.broker.com,   true",
        "platform.broker.com, true,  x.platform.broker.com, false",
        "platform.broker.com, true,  broker.com,            false",
        "broker.com,          false, platform.broker.com,   true",
        "broker.com,          false, a.b.broker.com,        true",
        "broker.com,          false, broker.com,            true",
        "broker.com,          false, otherbroker.com,       false",
        "broker.com,          false, broker.com.evil.com,   false",
        "broker.com,          false, com,                   false",
    })
    void cookieGoesToItsHostAndPerhapsToThoseBelow(String domain, boolean hostOnly, String host, boolean goes) {
        // MT 58
        assertThat(cookie(domain, hostOnly, "/", true).mayGoTo(new Origin("https", host, 443)))
                .isEqualTo(goes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"com", "co.uk", "github.io", ""})
    void cookieOfAPublicSuffixIsNone(String suffix) {
        // MT 58
        assertThatThrownBy(() -> cookie(suffix, false, "/", true))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("domain");
    }

    @ParameterizedTest
    @CsvSource({
        "/manager/refresh-token, /manager/refresh-token,   true",
        "/manager/refresh-token, /manager/refresh-token/x, true",
        "/manager/refresh-token, /manager/refresh-tokens,  false",
        "/manager/refresh-token, /manager,                 false",
        "/manager/,              /manager/refresh-token,   true",
        "/,                      /anything,                true",
    })
    void cookieCoversItsPathAndWhatIsBelow(String path, String asked, boolean covers) {
        // MT 57
        assertThat(cookie("h", true, path, false).covers(asked)).isEqualTo(covers);
    }

    @Test
    void secureCookieNeverGoesUnencrypted() {
        // MT 61
        assertThat(cookie("h", true, "/", true).mayGoTo(new Origin("http", "h", 80)))
                .isFalse();
        assertThat(cookie("h", true, "/", true).mayGoTo(new Origin("https", "h", 443)))
                .isTrue();
        server.answers(json(200, "{}").header("Set-Cookie", "co-auth=t; Path=/; Secure"));
        assertThatThrownBy(() -> platform.login(ALICE))
                .as("over plain HTTP")
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("https");
    }

    @Test
    void secureRenewalCookieStaysHomeOverPlainHttp() {
        // MT 61
        var session =
                signedIn(json(200, body("t-1")).header("Set-Cookie", "rt=r; Path=/manager/refresh-token; Secure"));
        assertThatThrownBy(session::renew).hasMessageContaining("can no longer be renewed");
        assertThat(session.token().session()).as("serves to its end").isEqualTo(Secret.of("t-1"));
        server.expect(1);
    }

    @Test
    void parentDomainAndForeignDomain() throws Exception {
        // MT 58, 62
        var client = new OkHttpClient.Builder()
                .dns(host -> List.of(InetAddress.getLoopbackAddress()))
                .build();
        try (var mapped = OkHttpEngine.builder().client(client).time(time).build()) {
            MatchTraderPlatform mine = builder(server.url().replace("localhost", "platform.broker.com"))
                    .engine(mapped)
                    .allowPlainHttp()
                    .build();
            var session = signedIn(
                    mine,
                    json(200, body("t-body", account("700123", "api-1")))
                            .header("Set-Cookie", "co-auth=t-parent; Domain=broker.com; Path=/")
                            .header("Set-Cookie", "co-auth=t-foreign; Domain=evil.com; Path=/")
                            .header("Set-Cookie", "co-auth=t-suffix; Domain=com; Path=/")
                            .header("Set-Cookie", "rt=rt-1; Domain=broker.com; Path=/manager/refresh-token"));
            assertThat(session.token().cookies())
                    .extracting(cookie -> cookie.name() + " " + cookie.domain() + " " + cookie.hostOnly())
                    .containsExactlyInAnyOrder("co-auth broker.com false", "rt broker.com false");
            server.answers(json(200, "{\"token\":\"t-2\"}"), json(200, "{}"));
            session.renew();
            mine.trading(session, FIRST).get("balance");
            assertThat(server.requests().get(2).header("Cookie"))
                    .as("one co-auth, whatever domain the old one had")
                    .contains("co-auth=t-2");
        }
    }

    @Test
    void callersOwnJarDoesNotDoubleTheCookie() throws Exception {
        // MT 62
        server.answers(PlatformServer.empty(200).header("Set-Cookie", "co-auth=stale; Path=/"));
        OkHttpClient own = BASE.newBuilder().cookieJar(new SimpleJar()).build();
        own.newCall(new Request.Builder().url(server.url() + "/").build())
                .execute()
                .close();
        var session = signedIn(session("t-1"));
        server.answers(json(200, "{}"));
        Request request = new Request.Builder().url(server.url() + "/mtr-api/x").build();
        try (Response response =
                OkHttpEngine.attach(own, session).newCall(request).execute()) {
            assertThat(response.code()).isEqualTo(200);
        }
        assertThat(server.requests().get(2).header("Cookie")).contains("co-auth=t-1");
    }

    @Test
    void usersAndBrokersShareNoJar() {
        // MT 63
        var alice = signedIn(session("t-a"));
        var bob = signedIn(json(200, body("t-b")).header("Set-Cookie", rt("rt-b")));
        server.answers(cookies("t-b2", "rt-b2"), cookies("t-a2", "rt-a2"));
        bob.renew();
        alice.renew();
        assertThat(server.requests().get(2).header("Cookie").orElseThrow())
                .contains("co-auth=t-b", "rt=rt-b")
                .doesNotContain("t-a", "rt-1");
        assertThat(server.requests().get(3).header("Cookie").orElseThrow())
                .contains("co-auth=t-a", "rt=rt-1")
                .doesNotContain("t-b", "rt-b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"co-auth=\"quoted\"; Path=/", "co-auth=has blank; Path=/", "co-auth=tö; Path=/"})
    void valueThatNoHeaderCarriesIsRefused(String setCookie) {
        // MT 64
        server.answers(json(200, body("t-1")).header("Set-Cookie", setCookie.replace("ö", "\\")));
        assertThatThrownBy(() -> platform.login(ALICE))
                .isInstanceOf(UnexpectedResponse.class)
                .hasMessageContaining("co-auth");
    }

    @ParameterizedTest
    @ValueSource(strings = {"t\\r\\nX-Evil: 1", "t u", "t;u", "\\u0000t", "t\\u00e9"})
    void tokenThatNoCookieCarriesIsRefused(String token) {
        // MT 64
        server.answers(json(200, body(token)));
        assertThatThrownBy(() -> platform.login(ALICE))
                .isInstanceOf(UnexpectedResponse.class)
                .hasMessageContaining("'token'")
                .hasMessageNotContaining("Evil");
    }

    @Test
    void accountTokenThatNoHeaderCarriesIsNotUsed() {
        // MT 64
        var session = signedIn(json(200, body("t-1", account("700123", "a\\r\\nX-Evil: 1"))));
        assertThatThrownBy(() -> platform.trading(session, FIRST))
                .isInstanceOf(UnexpectedResponse.class)
                .hasMessageContaining("tradingApiToken");
    }

    @Test
    void storedCookieIsCheckedLikeOneThatWasSet() {
        // MT 48, 58, 64
        assertThatThrownBy(
                        () -> new MatchTraderCookie("a=b", Secret.of("t"), "h", true, "/", true, Lifetime.unstated()))
                .isInstanceOf(Rejected.class);
        assertThatThrownBy(
                        () -> new MatchTraderCookie("a", Secret.of("t\r\n"), "h", true, "/", true, Lifetime.unstated()))
                .isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> new MatchTraderTokens(
                        Origin.of(server.url()), List.of(), new TradingAccounts.None(), Lifetime.unstated()))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("cookies");
    }
}
