package io.gatepass.testkit;

import static io.gatepass.testkit.MtBrowser.member;
import static io.gatepass.testkit.MtBrowser.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatepass.testkit.FakeMatchTrader.BrokerApi;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The second Broker API, where users are user accounts and own nothing at first. */
class FakeMatchTraderBrokerV2Test {
    private static final String USERS = "/v1/user-accounts";
    private static final String NEW = "{\"email\":\"new@example.com\",\"password\":\"Example-pw-1\"}";

    private final FakeMatchTrader mt =
            FakeMatchTrader.builder().brokerApi(BrokerApi.V2).start();
    private final String key = mt.addBrokerKey();

    @AfterEach
    void stop() {
        mt.close();
    }

    private HttpResponse<String> call(String method, String path, String body) {
        return new Wire(mt.brokerUrl()).json(method, path, body, "Authorization", "Bearer " + key);
    }

    private String create() {
        return member(ok(call("POST", USERS, NEW)).body(), "uuid");
    }

    @Test
    void creationAnswersTheUserAloneAndOpensNoAccount() { // MT 75
        HttpResponse<String> answer = ok(call("POST", USERS, NEW));
        assertThat(answer.body()).doesNotContain("oneTimeToken").contains("\"email\":\"new@example.com\"");
        assertThat(mt.user("new@example.com").orElseThrow().accounts()).isEmpty();
        assertThat(call("POST", USERS, "{}").body()).contains("email must not be empty");
    }

    @Test
    void duplicateHasTheDocumentedBody() { // MT 72
        create();
        HttpResponse<String> answer = call("POST", USERS, NEW);
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"status\":409,\"title\":\"User account already exists.\",\"detail\":\"User account already"
                                + " exists.\",\"path\":\"/v1/user-accounts\",\"type\":\"error://broker-api/user-account/already-exists\","
                                + "\"timestamp\":\"2026-11-22T10:00:00.000Z\"}");
    }

    @Test
    void keysNeedBearerAndOldPathsAreGone() { // MT 66, MT 75
        Wire wire = new Wire(mt.brokerUrl());
        assertThat(wire.send("GET", USERS, "", "Authorization", key).statusCode())
                .isEqualTo(401);
        assertThat(call("POST", "/v1/accounts", NEW).statusCode()).isEqualTo(404);
        assertThat(call("POST", "/v1/change-password", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void usersAreFoundInThreeWays() {
        String uuid = create();
        String one = ok(call("GET", USERS + "/" + uuid, "")).body();
        assertThat(one).contains("\"uuid\":\"" + uuid + "\"");
        assertThat(ok(call("GET", USERS + "/email/new%40example.com", "")).body())
                .isEqualTo(one);
        assertThat(ok(call("GET", USERS, "")).body()).isEqualTo("{\"userAccounts\":[" + one + "]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATCH", "PUT"})
    void usersAreChanged(String method) {
        String path = USERS + "/" + create();
        assertThat(ok(call(method, path, "{\"personalDetails\":{\"firstname\":\"Ada\"}}"))
                        .body())
                .contains("\"personalDetails\":{\"firstname\":\"Ada\"}");
    }

    @Test
    void usersAreDeletedOneByOneAndInBulk() {
        String first = USERS + "/" + create();
        assertThat(call("DELETE", first, "").statusCode()).isEqualTo(204);
        assertThat(call("GET", first, "").body()).contains("error://broker-api/user-account/not-found");
        String second = create();
        String bulk = USERS + "/bulk-delete";
        assertThat(call("POST", bulk, "{\"uuids\":[\"" + second + "\",\"x\"]}").statusCode())
                .isEqualTo(404);
        assertThat(mt.user("new@example.com")).isPresent();
        assertThat(call("POST", bulk, "{\"uuids\":[\"" + second + "\"]}").statusCode())
                .isEqualTo(204);
        assertThat(mt.user("new@example.com")).isEmpty();
        assertThat(call("POST", bulk, "{}").statusCode()).isEqualTo(400);
        assertThat(mt.userCount()).isEqualTo(2);
    }

    @Test
    void passwordIsChangedByTheMethodOfTheDeployment() {
        String path = USERS + "/" + create() + "/change-password";
        assertThat(call("PUT", path, "{\"newPassword\":\"pw-new-23\"}").statusCode())
                .isEqualTo(405);
        assertThat(call("POST", path, "{\"newPassword\":\"pw-new-23\"}").statusCode())
                .isEqualTo(204);
        mt.settings().passwordMethod("PUT");
        assertThat(call("PUT", path, "{\"newPassword\":\"pw-new-34\"}").statusCode())
                .isEqualTo(204);
        assertThat(mt.user("new@example.com").orElseThrow().password()).isEqualTo("pw-new-34");
    }

    @Test
    void tradingAccountIsAddedByGroup() {
        String path = USERS + "/" + create() + "/trading-accounts";
        assertThat(ok(call(
                                "POST",
                                path,
                                "{\"group\":\"demo\\\\USD\",\"leverageRatioPercent\":100,\"accountType\":\"REAL\","
                                        + "\"accountDetails\":{\"name\":\"Ada\"}}"))
                        .body())
                .contains(
                        "\"login\":\"700001\"",
                        "\"group\":\"demo\\\\USD\"",
                        "\"leverageRatioPercent\":100,\"accountType\":\"REAL\"")
                .doesNotContain("\"offer\"");
        assertThat(call("POST", path, "{}").statusCode()).isEqualTo(400);
        assertThat(mt.user("new@example.com").orElseThrow().accounts()).hasSize(1);
    }

    @Test
    void oneTimeTokenIsIssuedAndRedeemed() {
        create();
        String body = "{\"email\":\"new@example.com\",\"validityTime\":30}";
        String token = member(ok(call("POST", "/v1/one-time-token", body)).body(), "oneTimeToken");
        assertThat(ok(new MtBrowser(mt).redeem(token)).body()).contains("\"tradingAccounts\":[]"); // MT 11
    }
}
