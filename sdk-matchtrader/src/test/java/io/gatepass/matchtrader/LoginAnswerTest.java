package io.gatepass.matchtrader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.UnexpectedResponse;
import io.gatepass.core.Lifetime;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.PlatformServer.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every shape in which the platform opens a session. */
class LoginAnswerTest extends MatchTraderTestBase {
    private MatchTraderTokens tokens(String body) {
        return tokens(json(200, body));
    }

    private MatchTraderTokens tokens(Answer answer) {
        return signedIn(answer).token();
    }

    private static List<String> ids(MatchTraderTokens tokens) {
        return tokens.accounts().list().stream()
                .map(account -> account.id().value())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'token':'t','accounts':[@]}",
                "{'token':'t','tradingAccounts':[@]}",
                "{'token':'t','accounts':[],'tradingAccounts':[@]}",
                "{'token':'t','selectedAccount':@}",
                "{'token':'t','accounts':[],'selectedTradingAccount':@}",
                "{'token':'t','accounts':[@],'selectedAccount':{'tradingAccountId':'9'}}",
            })
    void accountsAreFoundUnderEveryName(String shape) {
        // MT 6
        String body = shape.replace('\'', '"').replace("@", account("700123", "api-1"));
        assertThat(ids(tokens(body))).containsExactly("700123");
    }

    @Test
    void tokenInTheBodyBecomesACookieOfThisHostAlone() {
        // MT 7
        MatchTraderCookie cookie =
                tokens("{\"token\":\"t-1\",\"accounts\":[]}").cookies().get(0);
        assertThat(cookie)
                .isEqualTo(new MatchTraderCookie(
                        "co-auth", Secret.of("t-1"), "localhost", true, "/", false, Lifetime.unstated()));
    }

    @Test
    void tokenInACookieAloneOpensASession() {
        // MT 8
        Answer answer = json(200, "{\"accounts\":[" + account("1", "a") + "]}")
                .header("Set-Cookie", "co-auth=t-c; Path=/; HttpOnly");
        assertThat(tokens(answer).session()).isEqualTo(Secret.of("t-c"));
    }

    @Test
    void cookieWinsOverADifferentBody() {
        // MT 9
        Answer same = json(200, body("t-1")).header("Set-Cookie", "co-auth=t-1; Path=/");
        Answer other = json(200, body("t-1")).header("Set-Cookie", "co-auth=t-2; Path=/");
        assertThat(warningsOf(() -> assertThat(tokens(same).session()).isEqualTo(Secret.of("t-1"))))
                .isEmpty();
        assertThat(warningsOf(() -> assertThat(tokens(other).session()).isEqualTo(Secret.of("t-2"))))
                .contains("Body and cookie of a session differ")
                .doesNotContain("t-1", "t-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"token\":\"\"}", "{\"token\":7}", "{\"accounts\":[]}", "null", "[]", "42", ""})
    void sessionWithoutATokenIsNone(String body) {
        // MT 10
        server.answers(json(200, body));
        assertThatThrownBy(() -> platform.login(ALICE)).isInstanceOf(UnexpectedResponse.class);
    }

    @Test
    void traderWithoutAccountsIsSignedInAllTheSame() {
        // MT 11
        RenewableSession<MatchTraderTokens> session = signedIn(json(200, body("t-1")));
        assertThat(session.token().accounts()).isEqualTo(new TradingAccounts.None());
        assertThat(session.authorization().cookies()).containsOnlyKeys("co-auth");
        assertThatThrownBy(() -> platform.trading(session, FIRST))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.ground()).isEqualTo(Ground.NOT_PERMITTED))
                .hasMessageContaining("no trading account");
    }

    @Test
    void nobodyChoosesAnAccountForTheTrader() {
        // MT 12
        RenewableSession<MatchTraderTokens> session = signedIn(session("t-1"));
        assertThat(ids(session.token())).containsExactly("700123", "700124");
        assertThat(session.authorization().headers())
                .as("the session alone names no account")
                .isEmpty();
        assertThat(platform.trading(session, SECOND).account().id()).isEqualTo(SECOND);
    }

    @Test
    void accountThatIsMissingOrThereTwiceIsAnError() {
        // MT 13
        RenewableSession<MatchTraderTokens> session =
                signedIn(json(200, body("t", account("1", "a"), account("1", "b"), account("2", "c"))));
        assertThatThrownBy(() -> platform.trading(session, TradingAccountId.of(3)))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("tradingAccountId");
        assertThatThrownBy(() -> platform.trading(session, TradingAccountId.of(1)))
                .isInstanceOf(UnexpectedResponse.class)
                .hasMessageContaining("twice");
    }

    @Test
    void systemIsFoundInTheOfferOrBesideIt() {
        // MT 15
        MatchTraderTokens tokens = tokens("{\"token\":\"t\",\"accounts\":["
                + "{\"tradingAccountId\":1,\"system\":{\"uuid\":\"beside\"},\"offer\":{\"system\":{\"uuid\":\"in-offer\"}}},"
                + "{\"tradingAccountId\":2,\"system\":{\"uuid\":\"beside\"},\"offer\":{\"name\":\"x\"}}]}");
        assertThat(tokens.accounts().list())
                .extracting(TradingAccount::systemUuid)
                .containsExactly(Optional.of("in-offer"), Optional.of("beside"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../admin", "a/b", "a?b", "a#b", "", "..", "a%2Fb", "a b", "http://x"})
    void systemThatIsNoUuidNeverEntersAUrl(String uuid) {
        // MT 15
        RenewableSession<MatchTraderTokens> session = signedIn(json(
                200,
                body(
                        "t",
                        "{\"tradingAccountId\":700123,\"tradingApiToken\":\"a\",\"system\":{\"uuid\":\"" + uuid
                                + "\"}}")));
        assertThatThrownBy(() -> platform.trading(session, FIRST))
                .isInstanceOf(UnexpectedResponse.class)
                .hasMessageContaining("system.uuid");
        server.expect(1);
    }

    @Test
    void hostInAnAnswerIsNoTarget() {
        // MT 16
        String hostile =
                "\"tradingApiDomain\":\"" + brokerServer.url() + "\",\"platformUrl\":\"" + brokerServer.url() + "\"";
        RenewableSession<MatchTraderTokens> session = signedIn(json(
                200,
                "{" + hostile + ",\"token\":\"t\",\"accounts\":[{\"tradingAccountId\":700123,\"tradingApiToken\":\"a\","
                        + hostile + ",\"offer\":{" + hostile + ",\"system\":{\"uuid\":\"s-1\"," + hostile + "}}}]}"));
        server.answers(json(200, "{}"));
        platform.trading(session, FIRST).get("balance");
        assertThat(pathsSeen()).containsExactly("/manager/mtr-login", "/mtr-api/s-1/balance");
        brokerServer.expect(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"token\":\"acc-1\"} | acc-1",
                "\"acc-1\"             | acc-1",
                "null                  | ",
                "7                     | ",
                "{}                    | ",
            })
    void accountTokenIsReadInEveryForm(String json, String expected) {
        // MT 17
        TradingAccount account = tokens(
                        "{\"token\":\"t\",\"accounts\":[{\"tradingAccountId\":1,\"tradingAccountToken\":" + json
                                + "}]}")
                .accounts()
                .list()
                .get(0);
        assertThat(account.accountToken())
                .isEqualTo(Optional.ofNullable(expected).map(Secret::of));
    }

    @ParameterizedTest
    @CsvSource({"NOT_SENT,co-auth=t,", "HEADER,co-auth=t,acc-1", "SESSION_COOKIE,co-auth=acc-1,"})
    void accountTokenIsSentOnlyIfToldTo(AccountTokenUse use, String cookie, String header) {
        // MT 17, 62
        MatchTraderPlatform client = builder().accountToken(use).build();
        RenewableSession<MatchTraderTokens> session = signedIn(
                client,
                json(
                        200,
                        body(
                                "t",
                                "{\"tradingAccountId\":700123,\"tradingApiToken\":\"a\",\"system\":{\"uuid\":\"s\"},"
                                        + "\"tradingAccountToken\":{\"token\":\"acc-1\"}}")));
        server.answers(json(200, "{}"));
        client.trading(session, FIRST).get("balance");
        assertThat(server.requests().get(1).header("Cookie")).contains(cookie);
        assertThat(server.requests().get(1).header("Trading-Account-Token")).isEqualTo(Optional.ofNullable(header));
    }

    @Test
    void pageIsNoSession() {
        // MT 19
        server.answers(PlatformServer.html(200, "<html><title>Welcome</title></html>"));
        assertThatThrownBy(() -> platform.login(ALICE))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("HTML");
    }

    @Test
    void accountNumberIsTheSameAsTextAndAsNumber() {
        // MT 27
        MatchTraderTokens tokens = tokens(
                "{\"token\":\"t\",\"accounts\":[{\"tradingAccountId\":700123},{\"tradingAccountId\":\"700124\"}]}");
        assertThat(tokens.accounts().list()).extracting(TradingAccount::id).containsExactly(FIRST, SECOND);
        assertThat(new TradingAccountId(" 700123 ")).isEqualTo(FIRST).hasToString("700123");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-05-01T08:00:00Z,              2024-05-01T08:00:00Z",
        "2024-05-01T08:00:00.123Z,          2024-05-01T08:00:00.123Z",
        "2024-05-01T08:00:00.123456Z,       2024-05-01T08:00:00.123456Z",
        "2024-05-01T08:00:00.123456789Z,    2024-05-01T08:00:00.123456789Z",
        "2024-05-01T10:00:00+02:00,         2024-05-01T08:00:00Z",
        "2024-05-01T08:00:00,               2024-05-01T08:00:00Z",
        "yesterday,                         ",
    })
    void timesAreReadWithAnyPrecision(String text, Instant expected) {
        // MT 28
        TradingAccount account = tokens(
                        "{\"token\":\"t\",\"novelty\":{\"x\":1},\"accounts\":[{\"tradingAccountId\":1,\"mood\":\"ODD\",\"created\":\""
                                + text + "\"}]}")
                .accounts()
                .list()
                .get(0);
        assertThat(account.created()).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void offerTellsWhatItKnows() {
        // MT 25, 28
        MatchTraderTokens tokens = tokens("{\"token\":\"t\",\"accounts\":[{\"tradingAccountId\":1,\"uuid\":\"u\","
                + "\"branchUuid\":\"b\",\"offer\":{\"uuid\":\"o\",\"name\":\"Demo\",\"currency\":\"USD\",\"demo\":true,"
                + "\"partnerId\":0}},{\"tradingAccountId\":2,\"offer\":{\"partnerId\":null}}]}");
        List<TradingAccount> accounts = tokens.accounts().list();
        assertThat(accounts.get(0).offer())
                .contains(new TradingAccount.TradingOffer(
                        Optional.of("o"),
                        Optional.of("Demo"),
                        Optional.of("USD"),
                        Optional.of(true),
                        Optional.of("0")));
        assertThat(accounts.get(1).offer().orElseThrow().partnerId()).isEmpty();
    }

    @Test
    void endOfAJwtCountsBeforeFifteenMinutes() {
        // MT 29
        long inTen = time.now().plus(Duration.ofMinutes(10)).getEpochSecond();
        assertThat(tokens(body(jwt("{\"exp\":" + inTen + "}"))).lifetime())
                .isEqualTo(Lifetime.until(time.now().plus(Duration.ofMinutes(10))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"exp\":true}",
                "{\"exp\":\"1800000000\"}",
                "{\"exp\":NaN}",
                "{\"exp\":1e30}",
                "{\"exp\":-5}",
                "7",
                "nonsense"
            })
    void endThatMakesNoSenseIsIgnored(String claims) {
        // MT 29
        Lifetime fifteen = Lifetime.until(time.now().plus(LIFE));
        assertThat(tokens(body(jwt(claims))).lifetime()).isEqualTo(fifteen);
        assertThat(tokens(body("no-jwt-at-all")).lifetime()).isEqualTo(fifteen);
        assertThat(tokens(body("a.&&&.c".replace("&", "!"))).lifetime()).isEqualTo(fifteen);
    }

    @Test
    void cookieThatEndsFirstEndsTheSession() {
        // MT 29, 57
        Answer answer = json(200, body("x")).header("Set-Cookie", "co-auth=t; Path=/; Max-Age=300");
        assertThat(tokens(answer).lifetime())
                .isEqualTo(Lifetime.until(time.now().plus(Duration.ofMinutes(5))));
    }
}
