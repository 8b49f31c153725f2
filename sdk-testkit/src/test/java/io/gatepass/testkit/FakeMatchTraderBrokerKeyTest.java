package io.gatepass.testkit;

import static io.gatepass.testkit.MtBackOffice.SMALL;
import static io.gatepass.testkit.MtBackOffice.problem;
import static io.gatepass.testkit.MtBrowser.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatepass.testkit.FakeMatchTrader.BrokerApi;
import io.gatepass.testkit.FakeMatchTrader.Right;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The first Broker API and the CRM-API: keys, rights, forms of errors, lists. */
class FakeMatchTraderBrokerKeyTest extends MtBackOfficeTestBase {
    @Test
    void firstApiTakesKeysWithAndWithoutBearer() { // MT 66, MT 67
        assertThat(office.key()).startsWith("mt-broker-key-0001-");
        ok(office.get("/v1/offers", office.key()));
        ok(office.get("/v1/offers", "bearer " + office.key()));
        problem(office.get("/v1/offers", "Bearer Bearer " + office.key()), 401, "Invalid apiToken");
        mt.turnOn(MatchTraderQuirk.RAW_KEYS_ONLY);
        problem(office.get("/v1/offers"), 401, "Invalid apiToken");
        ok(office.get("/v1/offers", office.key()));
    }

    @Test
    void crmApiTakesKeysWithBearerAlone() { // MT 66, MT 75
        start(BrokerApi.CRM);
        ok(office.get("/v1/offers"));
        problem(office.get("/v1/offers", office.key()), 401, "Invalid apiToken");
        assertThat(ok(office.post("/v1/accounts", SMALL)).body()).contains("\"oneTimeToken\":\"");
    }

    @Test
    void missingUnknownAndRevokedKeysAreRefused() {
        problem(new Wire(mt.brokerUrl()).send("GET", "/v1/offers", ""), 401, "Invalid apiToken");
        problem(office.get("/v1/offers", "Bearer x"), 401, "Invalid apiToken");
        mt.revokeBrokerKey(office.key());
        problem(office.get("/v1/offers"), 401, "Invalid apiToken");
    }

    @Test
    void rightsAreForEndpoints() {
        mt.addUser("alice@example.com", "pw-alice-1");
        String body = "{\"email\":\"alice@example.com\"}";
        office = new MtBackOffice(mt, mt.addBrokerKey(Right.API_ACCESS));
        ok(office.get("/v1/offers"));
        problem(office.post("/v1/one-time-token", body), 403, "Access is denied");
        office = new MtBackOffice(mt, mt.addBrokerKey(Right.CREATE_ONE_TIME_TOKEN));
        ok(office.post("/v1/one-time-token", body));
        problem(office.get("/v1/offers"), 403, "Access is denied");
    }

    @Test
    void unknownAddressGetsAPage() { // MT 71
        mt.turnOn(MatchTraderQuirk.IP_NOT_WHITELISTED);
        HttpResponse<String> answer = office.get("/v1/offers");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html");
    }

    @Test
    void pathsAndMethodsAreThoseOfTheApi() {
        problem(office.get("/v1/user-accounts"), 404, "Not Found");
        problem(office.get("/v1/accounts"), 405, "Method Not Allowed");
        mt.settings().without("/v1/one-time-token");
        problem(office.post("/v1/one-time-token", "{}"), 404, "Not Found");
    }

    @Test
    void errorsHaveTwoFormsAndMayLackTheirType() { // MT 71, MT 72
        ok(office.post("/v1/accounts", SMALL));
        assertThat(office.post("/v1/accounts", SMALL).body())
                .contains("\"path\":\"/v1/accounts\",\"type\":\"error://broker-api/account/already-exists\",");
        mt.turnOn(MatchTraderQuirk.NO_ERROR_TYPES);
        assertThat(office.post("/v1/accounts", SMALL).body()).doesNotContain("error://");
        mt.turnOn(MatchTraderQuirk.SPRING_ERRORS);
        HttpResponse<String> spring = office.post("/v1/accounts", SMALL);
        assertThat(spring.statusCode()).isEqualTo(409);
        assertThat(spring.body())
                .isEqualTo("{\"timestamp\":\"2026-11-22T10:00:00.000Z\",\"status\":409,\"error\":\"Conflict\","
                        + "\"message\":\"User account already exists.\",\"path\":\"/v1/accounts\"}");
    }

    @Test
    void missingBodyAndWrongContentTypeAreInternalErrors() { // MT 69
        Wire wire = new Wire(mt.brokerUrl());
        String bearer = "Bearer " + office.key();
        problem(office.post("/v1/accounts", ""), 500, "Internal application error");
        problem(
                wire.send("POST", "/v1/accounts", SMALL, "Authorization", bearer, "Content-Type", "text/plain"),
                500,
                "Internal application error");
        problem(office.post("/v1/accounts", "{"), 400, "Malformed request");
    }

    @Test
    void listsStandInsideTheirNames() {
        String offer = mt.offers().get(0).uuid();
        assertThat(ok(office.get("/v1/offers")).body()).startsWith("{\"offers\":[{\"uuid\":\"" + offer + "\"");
        assertThat(ok(office.get("/v1/branches")).body())
                .startsWith("{\"branches\":[{\"uuid\":")
                .contains("\"tfaRequiredForClients\":false");
        assertThat(ok(office.get("/v1/roles")).body()).startsWith("{\"roles\":[{\"uuid\":");
        ok(office.get("/service-info"));
    }
}
