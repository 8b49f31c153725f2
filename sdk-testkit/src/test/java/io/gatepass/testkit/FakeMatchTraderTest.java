package io.gatepass.testkit;

import static io.gatepass.testkit.MtBrowser.alice;
import static io.gatepass.testkit.MtBrowser.member;
import static io.gatepass.testkit.MtBrowser.ok;
import static io.gatepass.testkit.MtBrowser.session;
import static io.gatepass.testkit.MtBrowser.setCookies;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatepass.testkit.FakeMatchTrader.Offer;
import io.gatepass.testkit.FakeMatchTraderSettings.AccountList;
import io.gatepass.testkit.FakeMatchTraderSettings.TokenPlace;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-in by password: what is answered and where tokens stand. */
class FakeMatchTraderTest {
    private static final String ALICE = alice("\"0\"");

    private final ManualTime time = ManualTime.create();
    private final FakeMatchTrader mt =
            FakeMatchTrader.builder().time(time).brokerId("0").start();
    private final FakeMatchTraderUser user =
            mt.addUser("alice@example.com", "pw-alice-1").account("700123");
    private final MtBrowser browser = new MtBrowser(mt);

    @AfterEach
    void stop() {
        mt.close();
    }

    private HttpResponse<String> login(String path) {
        return ok(browser.post(path, ALICE));
    }

    private String token() {
        return member(browser.login().body(), "token");
    }

    private static String claims(String token) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.", 3)[1]), UTF_8);
    }

    @Test
    void loginAnswersTheDocumentedObject() {
        HttpResponse<String> answer = browser.login();
        FakeMatchTraderUser.Account account = user.accounts().get(0);
        Offer offer = account.offer();
        assertThat(answer.body())
                .startsWith("{\"email\":\"alice@example.com\",\"token\":\"" + session(answer)
                        + "\",\"tradingAccounts\":[{\"tradingAccountId\":\"700123\",\"uuid\":\"")
                .contains(
                        "\"created\":\"2026-11-22T10:00:00.000Z\",\"branchUuid\":\"" + offer.branchUuid() + "\"",
                        "\"tradingApiToken\":\"" + account.tradingToken() + "\",\"tradingAccountToken\":{\"token\":\""
                                + account.accountToken() + "\"}",
                        "\"offer\":{\"uuid\":\"" + offer.uuid() + "\",\"partnerId\":\"0\"",
                        "\"system\":{\"uuid\":\"" + offer.systemUuid() + "\"",
                        "\"tradingApiDomain\":\"http://internal-host:8080\"", // MT 16
                        "\"selectedTradingAccount\":{\"tradingAccountId\":\"700123\"");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("Date")).contains("Sun, 22 Nov 2026 10:00:00 GMT");
    }

    @Test
    void sessionAndRefreshCookiesHaveTheirPaths() {
        HttpResponse<String> answer = browser.login();
        assertThat(setCookies(answer))
                .extracting(line -> line.replaceFirst("=[^;]*", ""))
                .containsExactly(
                        "co-auth; Path=/; HttpOnly",
                        "rt; Path=/manager/refresh-token; HttpOnly", // MT 33
                        "rt; Path=/mtr-backend/refresh-token; HttpOnly",
                        "rt; Path=/mtr-core-edge/refresh-token; HttpOnly");
        assertThat(session(answer)).isEqualTo(member(answer.body(), "token")); // MT 9
    }

    @Test
    void cookieAttributesCanBeSet() { // MT 57
        mt.settings().cookieAttributes("; Domain=localhost; Secure; Max-Age=900");
        assertThat(setCookies(browser.login()).get(0)).endsWith("; Path=/; Domain=localhost; Secure; Max-Age=900");
    }

    @Test
    void edgeAddsACookieWithACommaInItsDate() { // MT 57
        mt.turnOn(MatchTraderQuirk.EDGE_COOKIES);
        assertThat(setCookies(browser.login()))
                .contains("__cf_bm=edge-of-no-use; Path=/; Expires=Sun, 22 Nov 2026 10:30:00 GMT; HttpOnly");
    }

    @Test
    void tokenStandsWhereItIsSetToStand() {
        mt.settings().tokenIn(TokenPlace.BODY);
        HttpResponse<String> inBody = browser.login(); // MT 7
        assertThat(session(inBody)).isEmpty();
        assertThat(mt.accepts(member(inBody.body(), "token"))).isTrue();
        mt.settings().tokenIn(TokenPlace.COOKIE);
        HttpResponse<String> inCookie = browser.login(); // MT 8
        assertThat(inCookie.body()).doesNotContain("{\"token\":\"ey").doesNotContain(",\"token\":");
        assertThat(mt.accepts(session(inCookie))).isTrue();
        mt.settings().tokenIn(TokenPlace.DIFFERENT);
        HttpResponse<String> inBoth = browser.login(); // MT 9
        assertThat(mt.accepts(session(inBoth))).isTrue();
        assertThat(inBoth.body()).contains(",\"token\":\"mt-session-decoy-0001-");
        mt.settings().tokenIn(TokenPlace.NOWHERE);
        HttpResponse<String> nowhere = browser.login(); // MT 10
        assertThat(nowhere.body()).doesNotContain(",\"token\":");
        assertThat(setCookies(nowhere)).isEmpty();
    }

    @Test
    void sessionTokenIsAJsonWebTokenThatEndsInFakeTime() { // MT 29
        String token = token();
        assertThat(claims(token))
                .isEqualTo("{\"accountUuid\":\"" + user.uuid() + "\",\"iat\":1795341600,\"exp\":1795342500}");
        assertThat(token).contains(".mt-session-token-0001-");
        time.advance(Duration.ofSeconds(899));
        assertThat(mt.accepts(token)).isTrue();
        time.stepWallClock(Duration.ofDays(1));
        assertThat(mt.accepts(token)).isTrue();
        time.advance(Duration.ofSeconds(1));
        assertThat(mt.accepts(token)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "\"{end}\"", "1e30", "null", "0"})
    void expCanBeAnything(String json) { // MT 29
        mt.settings().expClaim(json);
        assertThat(claims(token())).endsWith(",\"exp\":" + json.replace("{end}", "1795342500") + "}");
    }

    @Test
    void tokensCanHaveNoExpOrNoClaimsAtAll() { // MT 29
        mt.settings().expClaim("");
        assertThat(claims(token())).endsWith("\"iat\":1795341600}");
        mt.turnOn(MatchTraderQuirk.OPAQUE_SESSION_TOKENS);
        assertThat(token()).matches("mt-session-token-0002-[0-9a-f]{16}");
    }

    @Test
    void lifetimesCanBeSet() {
        mt.settings().lifetimes(Duration.ofMinutes(2), Duration.ofMinutes(3));
        String token = token();
        time.advance(Duration.ofMinutes(2));
        assertThat(mt.accepts(token)).isFalse();
    }

    @Test
    void secretsAreTheSameInEveryRun() {
        try (FakeMatchTrader other = FakeMatchTrader.builder().time(time).start()) {
            other.addUser("alice@example.com", "pw-alice-1").account("700123");
            assertThat(setCookies(new MtBrowser(other).login())).isEqualTo(setCookies(browser.login()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/manager/mtr-login,tradingAccounts,selectedTradingAccount",
        "/manager/co-login,accounts,selectedAccount",
        "/mtr-backend/login,tradingAccounts,selectedTradingAccount",
        "/mtr-core-edge/login,tradingAccounts,selectedTradingAccount",
    })
    void everyLoginPathHasItsNames(String path, String list, String selected) { // MT 2, MT 6
        assertThat(login(path).body()).contains("\"" + list + "\":[{", "\"" + selected + "\":{");
    }

    @Test
    void listCanBeCalledOtherwiseOrBeMissing() { // MT 6
        mt.settings().accountsIn(AccountList.ACCOUNTS);
        assertThat(browser.login().body()).contains("\"accounts\":[{", "\"selectedAccount\":{");
        mt.settings().accountsIn(AccountList.TRADING_ACCOUNTS);
        assertThat(login("/manager/co-login").body()).contains("\"tradingAccounts\":[{");
        mt.settings().accountsIn(AccountList.SELECTED_ONLY);
        assertThat(browser.login().body())
                .doesNotContain("ccounts\":")
                .contains("\"selectedTradingAccount\":{\"tradingAccountId\":\"700123\"");
    }

    @Test
    void accountsHaveTheirOwnTokensAndSystems() { // MT 12, MT 14
        Offer euro = mt.addOffer("Live EUR", "EUR");
        user.account("700124", euro).select("700124");
        assertThat(user.accounts()).extracting("tradingToken").doesNotHaveDuplicates();
        assertThat(browser.login().body())
                .contains(euro.systemUuid(), "\"selectedTradingAccount\":{\"tradingAccountId\":\"700124\"");
        assertThat(mt.offers()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void accountsCanBeMissingNumericOrThereTwice() {
        mt.turnOn(MatchTraderQuirk.NUMERIC_ACCOUNT_IDS); // MT 27
        assertThat(browser.login().body()).contains("\"tradingAccountId\":700123,");
        mt.turnOff(MatchTraderQuirk.NUMERIC_ACCOUNT_IDS).turnOn(MatchTraderQuirk.ACCOUNTS_TWICE); // MT 13
        assertThat(browser.login().body().split("\"tradingAccountId\":\"700123\"", -1))
                .hasSize(4);
        user.removeAccount("700123"); // MT 11
        assertThat(browser.login().body()).contains("\"tradingAccounts\":[]").doesNotContain("selected");
    }

    @Test
    void formsOfAccountsDiffer() {
        mt.turnOn(MatchTraderQuirk.SYSTEM_IN_ACCOUNT, MatchTraderQuirk.ACCOUNT_TOKEN_AS_TEXT); // MT 15, MT 17
        assertThat(browser.login().body())
                .contains("\"tradingAccountToken\":\"mt-account-token-0001-")
                .contains("\",\"system\":{\"uuid\":")
                .doesNotContain("\"branch\":{\"uuid\":\""
                        + user.accounts().get(0).offer().branchUuid() + "\"},\"system\"");
        mt.turnOn(MatchTraderQuirk.NO_ACCOUNT_TOKEN, MatchTraderQuirk.NANOSECOND_TIMES); // MT 28
        assertThat(browser.login().body())
                .doesNotContain("tradingAccountToken")
                .contains("\"created\":\"2026-11-22T10:00:00.000000000Z\"");
    }

    @Test
    void partnerIdIsATextANumberOrNull() { // MT 25
        mt.turnOn(MatchTraderQuirk.NUMERIC_PARTNER_ID);
        assertThat(browser.login().body()).contains("\"partnerId\":0,");
        mt.turnOn(MatchTraderQuirk.NULL_PARTNER_ID);
        assertThat(browser.login().body()).contains("\"partnerId\":null,");
    }
}
