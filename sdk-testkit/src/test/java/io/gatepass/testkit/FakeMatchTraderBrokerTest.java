package io.gatepass.testkit;

import static io.gatepass.testkit.MtBackOffice.SMALL;
import static io.gatepass.testkit.MtBackOffice.problem;
import static io.gatepass.testkit.MtBrowser.member;
import static io.gatepass.testkit.MtBrowser.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatepass.testkit.FakeMatchTrader.BrokerApi;
import io.gatepass.testkit.FakeMatchTraderSettings.OneTimeAnswer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first Broker API and the CRM-API: users and one-time tokens. */
class FakeMatchTraderBrokerTest extends MtBackOfficeTestBase {
    @Test
    void creationAnswersTheUserAndAOneTimeToken() {
        String offer = mt.offers().get(0).uuid();
        HttpResponse<String> answer = ok(office.post(
                "/v1/accounts", SMALL.replace("}}", "},\"offerUuid\":\"" + offer + "\",\"clientType\":\"RETAIL\"}")));
        assertThat(answer.body())
                .matches(
                        "\\{\"uuid\":\"[0-9a-f-]{36}\",\"oneTimeToken\":\"[0-9a-f-]{36}\",\"created\":\"2026-11-22T10:00:00"
                                + "\\.000Z\",\"updated\":\"2026-11-22T10:00:00\\.000Z\",\"email\":\"new@example.com\","
                                + "\"verificationStatus\":\"NEW\",\"type\":\"RETAIL\",.*")
                .contains(
                        "\"personalDetails\":{\"firstname\":\"Ada\",\"lastname\":\"Example\"}",
                        "\"contactDetails\":{}",
                        "\"accountConfiguration\":{\"partnerId\":0,\"branchUuid\":\"",
                        "\"addressDetails\":{}",
                        "\"bankingDetails\":{}",
                        "\"leadDetails\":{}")
                .doesNotContain("Example-pw-1");
        assertThat(mt.user("new@example.com").orElseThrow().accounts()).hasSize(1);
        assertThat(new MtBrowser(mt)
                        .redeem(member(answer.body(), "oneTimeToken"))
                        .body())
                .contains("\"tradingAccounts\":[{");
    }

    @Test
    void wholeFormIsKept() {
        String uuid = mt.offers().get(0).branchUuid();
        String whole = FakeMatchTraderForms.whole(uuid);
        String body = ok(office.post("/v1/accounts", whole)).body();
        assertThat(body)
                .contains(
                        "\"passport\":{\"number\":\"X1\",\"country\":\"US\"}",
                        "\"toContact\":{\"toContactDate\":\"2026-12-01T10:00:00Z\",\"alreadyContacted\":false}",
                        "\"accountManager\":{\"uuid\":\"" + uuid + "\",\"email\":\"manager@broker.example\"",
                        "\"crmUserScope\":{\"branchScope\":[\"" + uuid + "\"],\"managerPools\":[]}",
                        "\"bankName\":\"Bank\"",
                        "\"becomeActiveClientTime\":\"2026-12-01T10:00:00.123456Z\"")
                .doesNotContain("accountManagerUuid");
        assertThat(mt.user("new@example.com").orElseThrow().form())
                .containsEntry("createAsDepositedAccount", true)
                .containsKeys("personalDetails", "contactDetails", "accountConfiguration", "leadDetails")
                .doesNotContainKey("password");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"email\" => \"mail\"|400|email must not be empty",
                "\"password\" => \"pass\"|400|password must not be empty",
                "\"firstname\" => \"firstName\"|400|personalDetails.firstname must not be empty",
                "\"Example\" => \"\"|400|personalDetails.lastname must not be empty",
                "}} => },\"contactDetails\":{\"phoneNumber\":\"\"}}|400|contactDetails.phoneNumber is invalid",
                "}} => },\"contactDetails\":{\"phoneNumber\":null}}|500|Internal application error",
                "}} => },\"contactDetails\":{\"toContact\":{}}}|400|contactDetails.toContact.alreadyContacted must not be null",
                "}} => },\"clientType\":\"OTHER\"}|400|clientType is invalid",
                "}} => },\"createAsDepositedAccount\":\"yes\"}|400|createAsDepositedAccount is invalid",
                "}} => },\"addressDetails\":\"x\"}|400|addressDetails is invalid",
                "}} => ,\"dateOfBirth\":\"1.4.1990\"}}|400|personalDetails.dateOfBirth is invalid",
                "}} => },\"leadDetails\":{\"becomeActiveClientTime\":\"soon\"}}|400|leadDetails.becomeActiveClientTime is invalid",
                "}} => },\"accountConfiguration\":{\"partnerId\":\"0\"}}|400|accountConfiguration.partnerId is invalid",
                "}} => },\"accountConfiguration\":{\"branchUuid\":\"x\"}}|400|accountConfiguration.branchUuid is invalid",
                "}} => },\"offerUuid\":\"33333333-3333-4333-8333-333333333333\"}|422|Offer not found.",
            })
    void creationIsRefused(String change, int status, String title) { // MT 68, MT 72
        problem(office.post("/v1/accounts", MtBrowser.changed(SMALL, change)), status, title);
        assertThat(mt.userCount()).isZero();
    }

    @Test
    void unknownOfferIsInvalidForTheCrmApi() {
        start(BrokerApi.CRM);
        String unknown = SMALL.replace("}}", "},\"offerUuid\":\"33333333-3333-4333-8333-333333333333\"}");
        problem(office.post("/v1/accounts", unknown), 400, "Offer not found.");
    }

    @Test
    void tokenMayBeMissingAndDuplicatesAccepted() { // MT 51, MT 73
        mt.turnOn(MatchTraderQuirk.NO_TOKEN_ON_CREATE, MatchTraderQuirk.DUPLICATES_ACCEPTED);
        String first = member(ok(office.post("/v1/accounts", SMALL)).body(), "uuid");
        HttpResponse<String> second = ok(office.post("/v1/accounts", SMALL));
        assertThat(second.body()).doesNotContain("oneTimeToken", first);
        assertThat(mt.userCount()).isEqualTo(2);
        assertThat(office.get("/v1/accounts/by-email/new%40example.com").body()).contains(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%2Bb%40example.com", "a+b@example.com", "A%2BB@example.com"})
    void addressInAPathIsDecodedAsAPath(String encoded) { // MT 74
        String uuid = mt.addUser("a+b@example.com", "pw-12345").uuid();
        assertThat(ok(office.get("/v1/accounts/by-email/" + encoded)).body()).contains("\"uuid\":\"" + uuid + "\"");
    }

    @Test
    void unknownUsersAreNotFound() {
        problem(office.get("/v1/accounts/by-email/no%40example.com"), 404, "User account not found.");
        problem(office.get("/v1/accounts/by-uuid/x"), 404, "User account not found.");
        assertThat(office.get("/v1/accounts/by-uuid/x").body()).contains("error://broker-api/account/not-found");
        problem(
                office.post("/v1/change-password", "{\"accountUuid\":\"x\",\"newPassword\":\"y\"}"),
                404,
                "User account not found.");
        problem(office.get("/v1/accounts/by-email/a%2Fb%40example.com/c"), 404, "Not Found");
    }

    @Test
    void changesAreMerged() {
        String uuid = member(ok(office.post("/v1/accounts", SMALL)).body(), "uuid");
        time.advance(Duration.ofSeconds(1));
        HttpResponse<String> answer = ok(office.call(
                "PATCH",
                "/v1/accounts/" + uuid,
                "{\"personalDetails\":{\"lastname\":\"Changed\"},\"addressDetails\":{\"city\":\"X\"}}"));
        assertThat(answer.body())
                .contains(
                        "\"personalDetails\":{\"firstname\":\"Ada\",\"lastname\":\"Changed\"}",
                        "\"addressDetails\":{\"city\":\"X\"}",
                        "\"updated\":\"2026-11-22T10:00:01.000Z\"")
                .doesNotContain("oneTimeToken");
        assertThat(office.get("/v1/accounts/by-uuid/" + uuid).body()).isEqualTo(answer.body());
    }

    @Test
    void passwordIsChangedWithoutAnAnswer() { // MT 70
        FakeMatchTraderUser user = mt.addUser("alice@example.com", "pw-alice-1");
        String body = "{\"accountUuid\":\"" + user.uuid() + "\",\"newPassword\":\"pw-alice-2\"}";
        HttpResponse<String> answer = office.post("/v1/change-password", body);
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(user.password()).isEqualTo("pw-alice-2");
        problem(office.post("/v1/change-password", "{\"newPassword\":\"x\"}"), 400, "accountUuid must not be empty");
    }

    @Test
    void tradingAccountIsAddedByOffer() {
        FakeMatchTraderUser user = mt.addUser("alice@example.com", "pw-alice-1");
        String path = "/v1/accounts/" + user.uuid() + "/trading-accounts";
        String offer = mt.offers().get(0).uuid();
        assertThat(ok(office.post(path, "{\"offerUuid\":\"" + offer + "\"}")).body())
                .contains("\"login\":\"700001\"", "\"offer\":{\"uuid\":\"" + offer + "\"");
        assertThat(user.accounts()).hasSize(1);
        problem(office.post(path, "{}"), 400, "offerUuid must not be empty");
    }

    @ParameterizedTest
    @EnumSource(OneTimeAnswer.class)
    void oneTimeTokenIsAnsweredInFourForms(OneTimeAnswer form) { // MT 56
        mt.addUser("alice@example.com", "pw-alice-1");
        mt.settings().oneTimeTokenAs(form);
        HttpResponse<String> answer = ok(office.post("/v1/one-time-token", "{\"email\":\"alice@example.com\"}"));
        String token = mt.tally().oneTimeTokens().get(0).token();
        assertThat(answer.body())
                .isEqualTo(Map.of(
                                OneTimeAnswer.OBJECT, "{\"oneTimeToken\":\"%s\"}",
                                OneTimeAnswer.TOKEN, "{\"token\":\"%s\"}",
                                OneTimeAnswer.JSON_STRING, "\"%s\"",
                                OneTimeAnswer.TEXT, "%s")
                        .get(form)
                        .formatted(token));
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains(form == OneTimeAnswer.TEXT ? "text/plain" : "application/json");
    }

    @Test
    void oneTimeTokenHasItsValidityAndReplacesEarlierOnes() { // MT 52, MT 53
        mt.addUser("alice@example.com", "pw-alice-1");
        String body = "{\"email\":\"alice@example.com\",\"validityTime\":45}";
        String earlier = member(ok(office.post("/v1/one-time-token", body)).body(), "oneTimeToken");
        String later = member(ok(office.post("/v1/one-time-token", body)).body(), "oneTimeToken");
        MtBrowser browser = new MtBrowser(mt);
        assertThat(browser.redeem(earlier).statusCode()).isEqualTo(401);
        time.advance(Duration.ofSeconds(44));
        ok(browser.redeem(later));
        assertThat(mt.tally().oneTimeTokens().get(1).issue().validity()).isEqualTo(Duration.ofSeconds(45));
    }

    @ParameterizedTest
    @CsvSource({
        "0,400,validityTime is invalid",
        "-1,400,validityTime is invalid",
        "1.5,400,validityTime is invalid",
        "3601,400,validityTime is invalid",
        "\"30\",400,validityTime is invalid",
        "30,404,User account not found.",
    })
    void oneTimeTokenIsRefused(String validity, int status, String title) { // MT 53
        problem(
                office.post("/v1/one-time-token", "{\"email\":\"no@example.com\",\"validityTime\":" + validity + "}"),
                status,
                title);
        problem(office.post("/v1/one-time-token", "{}"), 400, "email must not be empty");
    }
}
