package io.gatepass.testkit;

import static io.gatepass.testkit.MtBrowser.alice;
import static io.gatepass.testkit.MtBrowser.check;
import static io.gatepass.testkit.MtBrowser.ok;
import static io.gatepass.testkit.MtBrowser.session;
import static io.gatepass.testkit.MtBrowser.setCookies;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatepass.testkit.FakeMatchTraderSettings.Refusal;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How sign-in by password is refused, asks for more, and is done over the other known paths. */
class FakeMatchTraderLoginTest {
    private static final String ALICE = alice("\"0\"");

    private final FakeMatchTrader mt = FakeMatchTrader.start();
    private final FakeMatchTraderUser user =
            mt.addUser("alice@example.com", "pw-alice-1").account("700123");
    private final MtBrowser browser = new MtBrowser(mt);

    @AfterEach
    void stop() {
        mt.close();
    }

    @Test
    void brokerIdIsTakenAsTextAndAsNumber() { // MT 24
        ok(browser.post(MtBrowser.LOGIN, alice("0")));
        assertThat(browser.post(MtBrowser.LOGIN, alice("\"1\"")).statusCode()).isEqualTo(401);
    }

    @Test
    void documentedLoginNeedsAllThreeFields() { // MT 1
        check(browser.post(MtBrowser.LOGIN, "{}"), 400, "{\"errorMessage\":\"email cannot be null\"}");
        check(
                browser.post("/manager/co-login", "{\"email\":\"a@b.c\",\"password\":\"x\"}"),
                400,
                "{\"errorMessage\":\"brokerId cannot be null\"}");
        check(browser.post(MtBrowser.LOGIN, "[]"), 400, "{\"errorMessage\":\"Malformed request\"}");
        check(browser.post(MtBrowser.LOGIN, "{"), 400, "{\"errorMessage\":\"Malformed request\"}");
        check(
                new Wire(mt.platformUrl()).send("POST", MtBrowser.LOGIN, ALICE, "Content-Type", "text/plain"),
                415,
                "{\"errorMessage\":\"Unsupported Media Type\"}");
    }

    @Test
    void wrongCredentialsAreRefusedInThreeForms() { // MT 20
        String wrong = ALICE.replace("pw-alice-1", "no");
        check(browser.post(MtBrowser.LOGIN, wrong), 401, "{\"errorMessage\":\"Invalid credentials\"}");
        mt.settings().refusesWith(Refusal.ENVELOPE);
        check(
                browser.post(MtBrowser.LOGIN, wrong),
                401,
                "{\"status\":\"error\",\"error\":{\"type\":\"INVALID_CREDENTIALS\",\"errorMessage\":\"Invalid credentials\"}}");
        mt.settings().refusesWith(Refusal.BUSINESS);
        check( // MT 81
                browser.post(MtBrowser.LOGIN, wrong),
                200,
                "{\"status\":\"REJECTED\",\"errorMessage\":\"Invalid credentials\",\"nativeCode\":\"INVALID_CREDENTIALS\"}");
    }

    @Test
    void deletedUnverifiedAndOtherwiseRefusedUsersAreToldTheType() { // MT 22
        String form = "{\"status\":\"error\",\"error\":{\"type\":\"%s\",\"errorMessage\":\"Sign-in refused\"}}";
        user.unverify();
        check(browser.post(MtBrowser.LOGIN, ALICE), 401, form.formatted("EMAIL_UNVERIFIED"));
        user.refuse("SOMETHING_NEW");
        check(browser.post(MtBrowser.LOGIN, ALICE), 401, form.formatted("SOMETHING_NEW"));
        user.delete();
        check(browser.post(MtBrowser.LOGIN, ALICE), 401, form.formatted("ACCOUNT_DELETED"));
        assertThat(mt.user("alice@example.com")).isEmpty();
    }

    @Test
    void addressOfADeletedUserIsFree() {
        user.delete();
        FakeMatchTraderUser second =
                mt.addUser("alice@example.com", "pw-alice-1").account("700200");
        assertThat(browser.login().body()).contains("700200").doesNotContain("700123");
        assertThat(mt.user("ALICE@example.com").orElseThrow().uuid()).isEqualTo(second.uuid());
        assertThat(mt.userCount()).isEqualTo(2);
    }

    @Test
    void secondFactorIsAskedForAndTakenInTheSecondStep() { // MT 21
        user.requireCode("246810");
        HttpResponse<String> asked = browser.login();
        assertThat(asked.body()).isEqualTo("{\"email\":\"alice@example.com\",\"tfaRequired\":true}");
        assertThat(setCookies(asked)).isEmpty();
        String path = "/mtr-core-edge/v2/oauth-login";
        String step = "{\"login\":\"700123\",\"password\":\"pw-alice-1\",\"remember\":true";
        assertThat(browser.post(path, step + "}").body()).contains("\"tfaRequired\":true");
        check(
                browser.post(path + "/login-with-tfa", step + ",\"tfaCode\":\"1\"}"),
                401,
                "{\"status\":\"error\",\"error\":{\"type\":\"INVALID_TFA_CODE\",\"errorMessage\":\"Invalid code\"}}");
        HttpResponse<String> answer = ok(browser.post(path + "/login-with-tfa", step + ",\"tfaCode\":\"246810\"}"));
        assertThat(mt.accepts(session(answer))).isTrue();
    }

    @Test
    void edgeLoginsTakeTheBrokerUnderEitherNameOrNotAtAll() { // MT 26
        for (String field : new String[] {"", ",\"brokerId\":\"0\"", ",\"partnerId\":0"}) {
            String body = "{\"email\":\"alice@example.com\",\"password\":\"pw-alice-1\"" + field + "}";
            ok(browser.post("/mtr-core-edge/login", body));
            HttpResponse<String> second = ok(browser.post("/mtr-core-edge/v2/login", body));
            assertThat(second.body()).doesNotContain(",\"token\":").contains(",\"system\":{"); // MT 8
            assertThat(mt.accepts(session(second))).isTrue();
        }
        check(browser.post("/mtr-core-edge/login", "{}"), 400, "{\"errorMessage\":\"email cannot be null\"}");
        check(browser.post("/mtr-core-edge/v2/oauth-login", "{}"), 400, "{\"errorMessage\":\"login cannot be null\"}");
    }

    @Test
    void queryLoginTakesThePasswordAsAForm() {
        Wire wire = new Wire(mt.platformUrl());
        String path = "/manager/login-v2?partnerId=0&email=alice%40example.com";
        String form = "application/x-www-form-urlencoded";
        HttpResponse<String> answer = ok(wire.send("POST", path, "password=pw-alice-1", "Content-Type", form));
        assertThat(mt.accepts(session(answer))).isTrue();
        assertThat(answer.body()).doesNotContain(",\"token\":");
        assertThat(wire.send("POST", path, "password=no", "Content-Type", form).statusCode())
                .isEqualTo(401);
        assertThat(wire.send("POST", path.replace("=0", "=1"), "password=pw-alice-1", "Content-Type", form)
                        .statusCode())
                .isEqualTo(401);
        assertThat(wire.json("POST", path, "{}").statusCode()).isEqualTo(415);
    }

    @Test
    void pathsCanBeTakenAwayAndMethodsAreKept() { // MT 2
        mt.settings().without("/manager/mtr-login");
        check(browser.post(MtBrowser.LOGIN, ALICE), 404, "{\"errorMessage\":\"Not Found\"}");
        check(browser.post("/manager/nothing", "{}"), 404, "{\"errorMessage\":\"Not Found\"}");
        check(browser.get("/manager/co-login"), 405, "{\"errorMessage\":\"Method Not Allowed\"}");
    }
}
