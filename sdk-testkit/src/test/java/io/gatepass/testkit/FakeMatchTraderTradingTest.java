package io.gatepass.testkit;

import static io.gatepass.testkit.FakeMatchTrader.Host.BROKER;
import static io.gatepass.testkit.FakeMatchTrader.Host.PLATFORM;
import static io.gatepass.testkit.FakeMatchTrader.Host.TRADER;
import static io.gatepass.testkit.MtBrowser.check;
import static io.gatepass.testkit.MtBrowser.ok;
import static io.gatepass.testkit.MtBrowser.session;
import static io.gatepass.testkit.MtBrowser.setCookies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.testkit.FakeMatchTrader.Offer;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that prove tokens, personal tokens, the edge, limits, faults, and secrets that went astray. */
class FakeMatchTraderTradingTest {
    private static final String REFUSED = "{\"errorMessage\":\"Unauthorized\"}";
    private static final String BALANCE =
            "{\"tradingAccountId\":\"700123\",\"balance\":\"10000.00\",\"equity\":\"10000.00\",\"currency\":\"USD\"}";

    private final ManualTime time = ManualTime.create();
    private final FakeMatchTrader mt = FakeMatchTrader.builder().time(time).start();
    private final Offer euro = mt.addOffer("Live EUR", "EUR");
    private final FakeMatchTraderUser user =
            mt.addUser("alice@example.com", "pw-alice-1").account("700123").account("700124", euro);
    private final MtBrowser browser = new MtBrowser(mt);
    private final String cookie = "co-auth=" + session(browser.login());

    @AfterEach
    void stop() {
        mt.close();
    }

    private String path(String prefix, int account, String call) {
        return prefix + user.accounts().get(account).offer().systemUuid() + "/" + call;
    }

    private String token(int account) {
        return user.accounts().get(account).tradingToken();
    }

    private HttpResponse<String> balance(int account, String... headers) {
        return browser.get(path("/mtr-api/", account, "balance"), headers);
    }

    private HttpResponse<String> open(String body) {
        return browser.post(
                path("/mtr-api/", 0, "position/open"), body, "Cookie", cookie, "Auth-trading-api", token(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mtr-api/", "/trading-edge/", "/market-data-api/"})
    void balanceNeedsCookieAndAccountToken(String prefix) {
        String balance = path(prefix, 0, "balance");
        check(browser.get(balance, "Cookie", cookie, "auth-trading-api", token(0)), 200, BALANCE);
        check(browser.get(balance, "Cookie", cookie), 401, REFUSED);
        check(browser.get(balance, "Auth-trading-api", token(0)), 401, REFUSED);
        assertThat(mt.ledger().strays()).isEmpty();
    }

    @Test
    void accountTokenIsGoodForItsOwnSystemAndUserAlone() { // MT 14
        check(balance(1, "Cookie", cookie, "Auth-trading-api", token(0)), 401, REFUSED);
        assertThat(ok(balance(1, "Cookie", cookie, "Auth-trading-api", token(1)))
                        .body())
                .contains("\"EUR\"");
        FakeMatchTraderUser bob = mt.addUser("bob@example.com", "pw-bob-123").account("700200");
        check(
                balance(
                        0,
                        "Cookie",
                        cookie,
                        "Auth-trading-api",
                        bob.accounts().get(0).tradingToken()),
                401,
                REFUSED); // MT 63
        mt.turnOn(MatchTraderQuirk.SESSIONS_REFUSED_WITH_403);
        check(balance(0, "Cookie", cookie), 403, REFUSED);
    }

    @Test
    void sessionEndsAndAccountTokensRotate() {
        String before = token(0);
        user.rotateAccountTokens();
        check(balance(0, "Cookie", cookie, "Auth-trading-api", before), 401, REFUSED);
        ok(balance(0, "Cookie", cookie, "Auth-trading-api", token(0)));
        time.advance(Duration.ofMinutes(15));
        check(balance(0, "Cookie", cookie, "Auth-trading-api", token(0)), 401, REFUSED);
    }

    @Test
    void accountTokenMayBeWantedAsAHeaderOrAsTheCookie() { // MT 17
        String second = user.accounts().get(0).accountToken();
        mt.turnOn(MatchTraderQuirk.NEEDS_ACCOUNT_TOKEN_HEADER);
        check(balance(0, "Cookie", cookie, "Auth-trading-api", token(0)), 401, REFUSED);
        ok(balance(0, "Cookie", cookie, "Auth-trading-api", token(0), "Trading-Account-Token", second));
        mt.turnOff(MatchTraderQuirk.NEEDS_ACCOUNT_TOKEN_HEADER).turnOn(MatchTraderQuirk.ACCOUNT_TOKEN_AS_COOKIE);
        check(balance(0, "Cookie", cookie, "Auth-trading-api", token(0)), 401, REFUSED);
        ok(balance(0, "Cookie", "co-auth=" + second, "Auth-trading-api", token(0)));
    }

    @Test
    void unknownSystemsAndCallsAreNotFound() {
        String[] good = {"Cookie", cookie, "Auth-trading-api", token(0)};
        String notFound = "{\"errorMessage\":\"Not Found\"}";
        check(browser.get("/mtr-api/" + user.uuid() + "/balance", good), 404, notFound);
        check(browser.get("/mtr-api/balance", good), 404, notFound);
        check(browser.get(path("/mtr-api/", 0, "nothing"), good), 404, notFound);
        check(browser.get(path("/mtr-api/", 0, "active-orders"), good), 200, "{\"orders\":[]}");
        check(browser.get(path("/mtr-api/", 0, "closed-positions"), good), 200, "{\"operations\":[]}");
    }

    @Test
    void ordersAreTakenOnceForEachRequest() { // MT 46, MT 81
        check(open("{\"instrument\":\"EURUSD\",\"volume\":0.1}"), 200, "{\"status\":\"OK\",\"orderId\":\"order-1\"}");
        check(
                open("{\"volume\":0}"),
                200,
                "{\"status\":\"REJECTED\",\"errorMessage\":\"Volume is too low\",\"nativeCode\":\"INVALID_VOLUME\"}");
        mt.turnOn(MatchTraderQuirk.ERROR_CODE_BESIDE_OK);
        check(
                open("{\"volume\":1}"),
                200,
                "{\"status\":\"OK\",\"orderId\":\"order-2\",\"errorCode\":\"UNKNOWN_ERROR\"}");
        assertThat(user.accounts().get(0).orders()).containsExactly("order-1", "order-2");
        check(
                browser.get(path("/mtr-api/", 0, "open-positions"), "Cookie", cookie, "Auth-trading-api", token(0)),
                200,
                "{\"positions\":[\"order-1\",\"order-2\"]}");
    }

    @Test
    void edgeAndDisabledApiRefuseInTheirOwnForms() { // MT 78, MT 79
        mt.turnOn(MatchTraderQuirk.EDGE_BLOCKS_LIBRARIES);
        HttpResponse<String> blocked = browser.post(MtBrowser.LOGIN, "{}");
        assertThat(blocked.statusCode()).isEqualTo(403);
        assertThat(blocked.headers().firstValue("cf-mitigated")).contains("challenge");
        assertThat(blocked.headers().firstValue("Content-Type")).contains("text/html");
        ok(browser.get("/manager/platform-details", "User-Agent", "product/1.0"));
        mt.turnOn(MatchTraderQuirk.EDGE_CHALLENGE);
        assertThat(browser.get("/", "User-Agent", "product/1.0").statusCode()).isEqualTo(403);
        mt.turnOff(MatchTraderQuirk.values()).turnOn(MatchTraderQuirk.API_DISABLED);
        check(browser.get("/manager/platform-details"), 403, "{\"errorMessage\":\"API access is disabled\"}");
    }

    @Test
    void limitIsToldInSecondsAsADateOrNotAtAll() { // MT 76
        mt.settings().requestsPerMinute(PLATFORM, 2);
        browser.login();
        time.advance(Duration.ofSeconds(20));
        browser.login();
        HttpResponse<String> refused = browser.get("/");
        check(refused, 429, "{\"errorMessage\":\"Too many requests\"}");
        assertThat(refused.headers().firstValue("Retry-After")).contains("40");
        mt.turnOn(MatchTraderQuirk.RETRY_AFTER_AS_DATE);
        assertThat(browser.get("/").headers().firstValue("Retry-After")).contains("Sun, 22 Nov 2026 10:01:00 GMT");
        mt.turnOn(MatchTraderQuirk.NO_RETRY_AFTER);
        assertThat(browser.get("/").headers().firstValue("Retry-After")).isEmpty();
        time.advance(Duration.ofSeconds(40));
        browser.login();
        assertThat(new Wire(mt.brokerUrl()).send("GET", "/v1/offers", "").statusCode())
                .isEqualTo(401);
    }

    @Test
    void faultsMeetTheNextRequestOfAHost() {
        mt.plan(PLATFORM, MtBrowser.LOGIN, Fault.droppedAnswer());
        mt.plan(PLATFORM, MtBrowser.LOGIN, FakeMatchTrader.challenge());
        mt.plan(BROKER, "/v1/offers", Fault.page(502)); // MT 71
        mt.plan(TRADER, "/v1/balance", Fault.throttled("7"));
        int before = mt.ledger().refreshTokens().size();
        assertThatThrownBy(browser::login).isInstanceOf(UncheckedIOException.class);
        assertThat(mt.ledger().refreshTokens()).hasSize(before + 3);
        assertThat(browser.post(MtBrowser.LOGIN, "{}").headers().firstValue("cf-mitigated"))
                .contains("challenge");
        browser.login();
        assertThat(new Wire(mt.brokerUrl()).send("GET", "/v1/offers", "").statusCode())
                .isEqualTo(502);
        assertThat(new Wire(mt.traderUrl()).send("GET", "/v1/balance", "").statusCode())
                .isEqualTo(429);
        assertThat(mt.requests(PLATFORM))
                .hasSize(4)
                .extracting(SeenRequest::path)
                .containsOnly(MtBrowser.LOGIN);
        assertThat(mt.requests(BROKER)).hasSize(1);
        assertThat(mt.requests(TRADER)).hasSize(1);
    }

    @Test
    void secretsAtTheWrongPlaceAreNoted() { // MT 1, MT 59, MT 62, MT 65
        browser.post(MtBrowser.LOGIN, "{}", "Cookie", cookie + "; rt=x", "Auth-trading-api", "t", "Authorization", "k");
        balance(0, "Cookie", cookie + "; " + cookie + "; rt=x", "Auth-trading-api", token(0));
        new Wire(mt.brokerUrl()).send("GET", "/v1/offers", "", "Cookie", cookie, "Trading-Account-Token", "t");
        new Wire(mt.traderUrl()).send("GET", "/v1/balance", "", "Cookie", cookie, "Authorization", "Bearer x");
        assertThat(mt.ledger().strays())
                .containsExactly(
                        "PLATFORM POST /manager/mtr-login: co-auth",
                        "PLATFORM POST /manager/mtr-login: rt",
                        "PLATFORM POST /manager/mtr-login: Auth-trading-api",
                        "PLATFORM POST /manager/mtr-login: Authorization",
                        "PLATFORM GET " + path("/mtr-api/", 0, "balance") + ": rt",
                        "PLATFORM GET " + path("/mtr-api/", 0, "balance") + ": co-auth sent 2 times, 1 different",
                        "BROKER GET /v1/offers: co-auth",
                        "BROKER GET /v1/offers: Trading-Account-Token",
                        "TRADER GET /v1/balance: co-auth");
    }

    @Test
    void personalTokenIsGoodForItsAccountAndResources() { // MT 82
        Wire trader = new Wire(mt.traderUrl());
        String token = user.addPersonalToken("700123", "balance", "orders");
        String[] bearer = {"Authorization", "Bearer " + token};
        assertThat(token).startsWith("mt-personal-token-0001-");
        check(trader.send("GET", "/v1/balance", "", bearer), 200, BALANCE);
        check(trader.send("GET", "/v1/open-positions", "", bearer), 403, "{\"errorMessage\":\"Forbidden\"}");
        check(trader.send("GET", "/v1/orders", "", bearer), 404, "{\"errorMessage\":\"Not Found\"}");
        check(trader.send("GET", "/balance", "", bearer), 404, "{\"errorMessage\":\"Not Found\"}");
        check(trader.send("GET", "/v1/balance", "", "Authorization", token), 401, REFUSED);
        check(trader.send("GET", "/v1/balance", ""), 401, REFUSED);
        String positions = user.addPersonalToken("700124", "open-positions");
        check(
                trader.send("GET", "/v1/open-positions", "", "Authorization", "Bearer " + positions),
                200,
                "{\"positions\":[]}");
        mt.turnOn(MatchTraderQuirk.API_DISABLED);
        check(trader.send("GET", "/v1/balance", "", bearer), 403, "{\"errorMessage\":\"API access is disabled\"}");
        mt.turnOff(MatchTraderQuirk.API_DISABLED);
        user.revokePersonalTokens();
        check(trader.send("GET", "/v1/balance", "", bearer), 401, REFUSED);
    }

    @Test
    void headerOfPersonalTokensCanBeSet() { // MT 82
        mt.settings().traderHeader("X-Api-Token", "");
        String token = user.addPersonalToken("700123", "balance");
        check(new Wire(mt.traderUrl()).send("GET", "/v1/balance", "", "X-Api-Token", token), 200, BALANCE);
    }

    @Test
    void tokensOfOneHostAreOfNoUseOnAnother() { // MT 59
        String key = "Bearer " + mt.addBrokerKey();
        check(new Wire(mt.traderUrl()).send("GET", "/v1/balance", "", "Authorization", key), 401, REFUSED);
        check(balance(0, "Authorization", key), 401, REFUSED);
        assertThat(setCookies(new Wire(mt.brokerUrl()).send("GET", "/v1/offers", "", "Authorization", key)))
                .isEmpty();
    }

    @Test
    void startNeedsNoSetUp() {
        try (FakeMatchTrader plain = FakeMatchTrader.start()) {
            assertThat(plain.platformUrl()).isNotEqualTo(plain.brokerUrl()).isNotEqualTo(plain.traderUrl());
            assertThat(plain.userCount()).isZero();
        }
    }
}
