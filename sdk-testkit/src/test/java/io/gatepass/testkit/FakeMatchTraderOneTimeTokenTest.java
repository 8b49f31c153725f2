package io.gatepass.testkit;

import static io.gatepass.testkit.MtBrowser.check;
import static io.gatepass.testkit.MtBrowser.member;
import static io.gatepass.testkit.MtBrowser.ok;
import static io.gatepass.testkit.MtBrowser.session;
import static io.gatepass.testkit.MtBrowser.setCookies;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatepass.testkit.FakeMatchTraderLedger.Issue;
import io.gatepass.testkit.FakeMatchTraderLedger.OneTimeToken;
import io.gatepass.testkit.FakeMatchTraderLedger.Uses;
import io.gatepass.testkit.FakeMatchTraderSettings.Refusal;
import io.gatepass.testkit.FakeMatchTraderSettings.TokenPlace;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One-time tokens by call and by link, registration, passwords, the platform's details. */
class FakeMatchTraderOneTimeTokenTest {
    private static final String REFUSED = "{\"errorMessage\":\"Invalid token\"}";
    private static final String REGISTER = "/manager/user";

    private final ManualTime time = ManualTime.create();
    private final FakeMatchTrader mt = FakeMatchTrader.builder().time(time).start();
    private final FakeMatchTraderUser user =
            mt.addUser("alice@example.com", "pw-alice-1").account("700123");
    private final MtBrowser browser = new MtBrowser(mt);

    @AfterEach
    void stop() {
        mt.close();
    }

    private String issue() {
        return user.issueOneTimeToken(Duration.ofSeconds(30));
    }

    private String form(String... extra) {
        return "{\"offerId\":\"" + mt.offers().get(0).uuid()
                + "\",\"email\":\"new@example.com\",\"password\":\"pw-new-12\",\"partnerId\":0" + String.join("", extra)
                + "}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"/manager/login/co/with-token", "/mtr-core-edge/v2/login/with-token"})
    void tokenIsGoodOnce(String path) { // MT 49, MT 50
        String token = issue();
        assertThat(token).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        String body = "{\"token\":\"" + token + "\"}";
        HttpResponse<String> answer = ok(browser.post(path, body));
        assertThat(mt.accepts(session(answer))).isTrue();
        assertThat(answer.body()).contains("\"token\":\"" + session(answer), "\"tradingAccounts\":[{");
        check(browser.post(path, body), 401, REFUSED);
        assertThat(mt.tally().oneTimeTokens())
                .containsExactly(new OneTimeToken(
                        token, "alice@example.com", new Issue(time.now(), Duration.ofSeconds(30)), new Uses(2, 1)));
        assertThat(mt.tally().refused()).isEqualTo(1);
    }

    @Test
    void onlyTheNewestIsGood() { // MT 52
        String earlier = issue();
        String later = issue();
        check(browser.redeem(earlier), 401, REFUSED);
        ok(browser.redeem(later));
    }

    @Test
    void validityIsCountedInFakeTime() { // MT 53, MT 54
        String token = issue();
        time.advance(Duration.ofSeconds(30));
        check(browser.redeem(token), 401, REFUSED);
        String fresh = issue();
        time.advance(Duration.ofSeconds(29));
        ok(browser.redeem(fresh));
    }

    @Test
    void tokenBelongsInTheBody() { // MT 50
        check(
                browser.post(MtBrowser.REDEEM, "{}", "token", issue()),
                400,
                "{\"errorMessage\":\"token cannot be null\"}");
        check(browser.redeem("unknown"), 401, REFUSED);
        mt.settings().refusesWith(Refusal.ENVELOPE);
        check(
                browser.redeem("unknown"),
                401,
                "{\"status\":\"error\",\"error\":{\"type\":\"INVALID_TOKEN\",\"errorMessage\":\"Invalid token\"}}");
    }

    @Test
    void accountsMayBeMissing() {
        mt.turnOn(MatchTraderQuirk.NO_ACCOUNTS_WITH_ONE_TIME_TOKEN);
        mt.settings().tokenIn(TokenPlace.BODY);
        HttpResponse<String> answer = ok(browser.redeem(issue()));
        String token = member(answer.body(), "token");
        assertThat(answer.body()).isEqualTo("{\"token\":\"" + token + "\"}");
        assertThat(mt.accepts(token)).isTrue();
    }

    @Test
    void tokensMayBeForTheLinkAlone() {
        mt.turnOn(MatchTraderQuirk.ONE_TIME_TOKENS_FOR_BROWSER_ONLY);
        String token = issue();
        check(browser.redeem(token), 401, REFUSED);
        assertThat(setCookies(browser.get("/?auth=" + token))).hasSize(4);
    }

    @Test
    void linkSignsTheBrowserInOnce() { // MT 55
        String token = issue();
        HttpResponse<String> page = ok(browser.get("/?auth=" + token));
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html");
        assertThat(mt.accepts(session(page))).isTrue();
        HttpResponse<String> again = ok(browser.get("/?auth=" + token));
        assertThat(again.body()).contains("Sign in");
        assertThat(setCookies(again)).isEmpty();
        assertThat(setCookies(browser.get("/"))).isEmpty();
    }

    @Test
    void refusedUserIsRefusedByTokenToo() {
        String token = issue();
        user.unverify();
        assertThat(browser.redeem(token).body()).contains("\"type\":\"EMAIL_UNVERIFIED\"");
    }

    @Test
    void registrationAnswersAOneTimeTokenAlone() {
        HttpResponse<String> answer = ok(browser.post(
                REGISTER, form(",\"name\":\"Ada\",\"surname\":\"Example\",\"dateOfBirth\":\"1990-04-01\"")));
        String token = member(answer.body(), "token");
        assertThat(answer.body()).isEqualTo("{\"token\":\"" + token + "\"}");
        assertThat(setCookies(answer)).isEmpty();
        FakeMatchTraderUser created = mt.user("new@example.com").orElseThrow();
        assertThat(created.form())
                .containsAllEntriesOf(Map.of("name", "Ada", "surname", "Example", "dateOfBirth", "1990-04-01"))
                .doesNotContainKey("password");
        assertThat(created.password()).isEqualTo("pw-new-12");
        assertThat(created.accounts()).hasSize(1);
        assertThat(mt.tally().oneTimeTokens().get(0).issue().validity()).isEqualTo(Duration.ofMinutes(1));
        assertThat(ok(browser.redeem(token)).body()).contains("\"email\":\"new@example.com\"");
    }

    @Test
    void validityOfRegistrationTokensCanBeSet() {
        mt.settings().oneTimeTokenLife(Duration.ofSeconds(5));
        String token = member(browser.post(REGISTER, form()).body(), "token");
        time.advance(Duration.ofSeconds(5));
        check(browser.redeem(token), 401, REFUSED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"partnerId\":0 => \"partnerId\":null|400|partnerId cannot be null",
                "\"partnerId\":0 => \"partnerId\":7|400|partnerId is unknown",
                "\"offerId\" => \"offer\"|400|offerId cannot be null",
                "\"email\" => \"mail\"|400|email cannot be null",
                "pw-new-12 => short12|400|password is too short",
                "\"partnerId\":0 => \"partnerId\":\"0\",\"dateOfBirth\":\"1.4.1990\"|400|dateOfBirth is not a date",
                "new@example.com => Alice@example.com|409|User already exists",
            })
    void registrationIsRefused(String change, int status, String message) {
        check(
                browser.post(REGISTER, MtBrowser.changed(form(), change)),
                status,
                "{\"errorMessage\":\"" + message + "\"}");
        assertThat(mt.userCount()).isEqualTo(1);
    }

    @Test
    void offerMustBeKnown() {
        String unknown = form().replace(mt.offers().get(0).uuid(), "33333333-3333-4333-8333-333333333333");
        check(browser.post(REGISTER, unknown), 400, "{\"errorMessage\":\"offerId is unknown\"}");
    }

    @Test
    void resetMailCarriesTheLinkThatWasAskedFor() {
        String path = "/manager/user/request-password-reset";
        String body =
                "{\"partnerId\":0,\"email\":\"%s\",\"systemLink\":\"https://platform.example.com/change-password\"}";
        check(browser.post(path, body.formatted("alice@example.com")), 200, "");
        check(browser.post(path, body.formatted("nobody@example.com")), 200, "");
        check(browser.post(path, body.formatted("alice@example.com").replace(":0", ":5")), 200, "");
        FakeMatchTrader.Mail mail = mt.inbox("Alice@example.com").get(0);
        assertThat(mail.link()).isEqualTo("https://platform.example.com/change-password?token=" + mail.token());
        assertThat(mail.token()).startsWith("mt-reset-token-0001-");
        assertThat(mt.inbox("alice@example.com")).hasSize(1);
        assertThat(mt.inbox("nobody@example.com")).isEmpty();
        check(browser.post(path, "{\"partnerId\":0}"), 400, "{\"errorMessage\":\"email cannot be null\"}");
    }

    @Test
    void passwordIsChangedWithTheSessionCookie() {
        String path = "/manager/user/change-password";
        String body = "{\"currentPassword\":\"pw-alice-1\",\"newPassword\":\"pw-alice-2\"}";
        String cookie = "co-auth=" + session(browser.login());
        check(browser.post(path, body), 401, "{\"errorMessage\":\"Unauthorized\"}");
        check(
                browser.post(path, body.replace("alice-1", "alice-9"), "Cookie", cookie),
                400,
                "{\"errorMessage\":\"Invalid current password\"}");
        check(
                browser.post(path, body.replace("pw-alice-2", "short"), "Cookie", cookie),
                400,
                "{\"errorMessage\":\"newPassword is too short\"}");
        check(
                browser.post(path, "{\"currentPassword\":\"x\"}", "Cookie", cookie),
                400,
                "{\"errorMessage\":\"newPassword cannot be null\"}");
        check(browser.post(path, body, "Cookie", cookie), 200, "");
        assertThat(user.password()).isEqualTo("pw-alice-2");
        assertThat(browser.post(MtBrowser.LOGIN, MtBrowser.alice("\"0\"")).statusCode())
                .isEqualTo(401);
        user.password("pw-alice-1");
        browser.login();
    }

    @Test
    void detailsNameTheBroker() { // MT 5, MT 25
        String rest = ",\"platformUrl\":\"" + mt.platformUrl() + "\",\"brokerName\":\"Example Broker\"}";
        check(browser.get("/manager/platform-details"), 200, "{\"partnerId\":\"0\"" + rest);
        mt.turnOn(MatchTraderQuirk.NUMERIC_PARTNER_ID);
        check(browser.get("/manager/platform-details"), 200, "{\"partnerId\":0" + rest);
        mt.turnOn(MatchTraderQuirk.NULL_PARTNER_ID);
        check(browser.get("/manager/platform-details"), 200, "{\"partnerId\":null" + rest);
    }

    @Test
    void brokerIdIsTheInstallations() {
        try (FakeMatchTrader other = FakeMatchTrader.builder().brokerId("97").start()) {
            other.addUser("alice@example.com", "pw-alice-1");
            MtBrowser there = new MtBrowser(other);
            assertThat(there.get("/manager/platform-details").body()).contains("\"partnerId\":\"97\"");
            ok(there.post(MtBrowser.LOGIN, MtBrowser.alice("\"97\"")));
        }
    }
}
