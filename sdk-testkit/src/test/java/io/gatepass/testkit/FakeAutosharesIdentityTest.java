package io.gatepass.testkit;

import static io.gatepass.testkit.AutosharesWire.DENIED;
import static io.gatepass.testkit.AutosharesWire.check;
import static io.gatepass.testkit.AutosharesWire.checkInvalid;
import static io.gatepass.testkit.AutosharesWire.checkRefused;
import static io.gatepass.testkit.AutosharesWire.members;
import static io.gatepass.testkit.AutosharesWire.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who a user is, agreements, accounts, and registration. */
class FakeAutosharesIdentityTest {
    private static final String REGISTER = "POST /v1.0/registration/";
    private static final String JDOE =
            "{\"Credentials\":{\"Login\":\"jdoe\",\"Email\":\"jdoe@example.com\",\"Password\":\"S3cretPass\"},"
                    + "\"Name\":{\"FirstName\":\"J\",\"LastName\":\"Doe\",\"MiddleName\":\"Q.\",\"Suffix\":\"Jr\"}}";

    private final AutosharesWire wire = new AutosharesWire();
    private final FakeAutoshares fake = wire.fake;

    @AfterEach
    void stop() {
        wire.close();
    }

    private HttpResponse<String> register(String body) {
        return wire.call(REGISTER, body, "Et-App-Key", fake.appKey(), "Origin", "https://trader.example.com");
    }

    @Test
    void whoAmI() { // AS 39
        String token = wire.signedIn();
        String body = "{\"UserId\":1924,\"FirstName\":\"Alice\",\"MiddleName\":null,\"LastName\":\"Example\","
                + "\"Salutation\":\"NoSalutation\",\"Suffix\":\"NoSuffix\",\"Login\":\"alice\","
                + "\"Email\":\"alice@example.com\",\"Role\":2,\"AddedDate\":\"2026-11-22T10:00:00.0000000Z\","
                + "\"DateOfBirth\":\"1985-04-12T00:00:00\"}";
        check(wire.me(token), 200, body);
        check(wire.as(token, "GET /v1.0/users/" + wire.alice.id() + "/info", ""), 200, body);
        check(wire.as(token, "POST /v1.0/users/info", "{\"Email\":\"alice@example.com\"}"), 200, body);
        check(wire.as(token, "POST /v1.0/users/info", "{\"Email\":\"bob@example.com\"}"), 401, DENIED);
    }

    @Test
    void usersChangeTheirNames() {
        String token = wire.signedIn();
        HttpResponse<String> patched =
                wire.as(token, "PATCH /v1.0/users/" + wire.alice.id(), "{\"FirstName\":\"Alicia\",\"Suffix\":\"Sr\"}");
        assertThat(patched.statusCode()).isEqualTo(200);
        assertThat(text(wire.me(token), "FirstName")).isEqualTo("Alicia");
        assertThat(text(wire.me(token), "Suffix")).isEqualTo("Sr");
    }

    @Test
    void appSettingsNeedTheKeyOnly() {
        String call = "GET /v1.0/applications/mobile/settings";
        assertThat(members(wire.app(call, "")).get("PinEnabled")).isEqualTo(false);
        wire.alice.requirePin("246813579");
        assertThat(members(wire.app(call, "")).get("PinEnabled")).isEqualTo(true);
        assertThat(members(wire.app(call, ""))).containsEntry("enableTouchID", true);
        assertThat(wire.call(call, "").statusCode()).isEqualTo(403);
    }

    @Test
    void agreementsAreOutstandingUntilSigned() { // AS 54
        String token = wire.signedIn();
        check(wire.as(token, "GET /v1.0/users/@me/agreements", ""), 200, "[]");
        wire.alice.addAgreement("Market data");
        check(
                wire.as(token, "GET /v1.0/users/@me/agreements", ""),
                200,
                "[{\"Id\":301,\"Type\":\"Platform\",\"Title\":\"Market data\",\"CanSkip\":false,\"Version\":\"1.0\"}]");
        checkRefused(
                wire.as(token, "POST /v1.0/users/@me/agreements/9/sign", ""),
                "Agreement was not found",
                "ErrorNotFound");
        assertThat(wire.alice.agreements()).containsExactly("Market data");
        assertThat(wire.as(token, "POST /v1.0/users/@me/agreements/301/sign", "")
                        .statusCode())
                .isEqualTo(200);
        check(wire.as(token, "GET /v1.0/users/@me/agreements", ""), 200, "[]");
    }

    @Test
    void accountsAndPoliciesAreListed() {
        wire.alice.addAccount("6XS99999");
        assertThat(wire.alice.accounts()).containsExactly("6XS01924", "6XS99999");
        String token = wire.signedIn();
        check(
                wire.as(token, "GET /v1.0/users/@me/accounts", ""),
                200,
                "[{\"Id\":19240,\"OwnerId\":1924,\"ClearingAccount\":\"6XS01924\",\"Enabled\":true},"
                        + "{\"Id\":19241,\"OwnerId\":1924,\"ClearingAccount\":\"6XS99999\",\"Enabled\":true}]");
        assertThat(members(wire.as(token, "GET /v1.0/policies", "")).get("PasswordExpiration"))
                .isNotNull();
    }

    @Test
    void schemaListsUnitsAndFields() { // AS 61
        fake.addField("Address", "Country", true);
        HttpResponse<String> schema = wire.app("GET /v1.0/registration/schema", "");
        check(
                schema,
                200,
                "[{\"UnitName\":\"Credentials\",\"Fields\":[{\"FieldName\":\"Login\",\"Required\":true},"
                        + "{\"FieldName\":\"Email\",\"Required\":true},{\"FieldName\":\"Password\",\"Required\":true}]},"
                        + "{\"UnitName\":\"Name\",\"Fields\":[{\"FieldName\":\"FirstName\",\"Required\":true},"
                        + "{\"FieldName\":\"LastName\",\"Required\":true},{\"FieldName\":\"MiddleName\",\"Required\":false},"
                        + "{\"FieldName\":\"Suffix\",\"Required\":false,\"Options\":[\"NoSuffix\",\"Jr\",\"Sr\",\"Second\","
                        + "\"Third\",\"Fourth\"]}]},"
                        + "{\"UnitName\":\"Address\",\"Fields\":[{\"FieldName\":\"Country\",\"Required\":true}]}]");
        checkRefused(register(JDOE), "Country was not set.", "ErrorRegistration");
        String complete = JDOE.replaceFirst("\\{", "{\"Address\":{\"Country\":\"UnitedStates\"},");
        assertThat(register(complete).statusCode()).isEqualTo(200);
    }

    @Test
    void registrationGivesAUserAndNoToken() { // AS 62, 65
        HttpResponse<String> answer = register(JDOE);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"UserId\":1925", "\"Suffix\":\"Jr\"")
                .doesNotContain("Token");
        assertThat(text(answer, "Login")).isEqualTo("jdoe");
        assertThat(text(answer, "MiddleName")).isEqualTo("Q.");
        assertThat(wire.tokenAs("jdoe", "S3cretPass").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdoe\"|alice\"|User with specified login already exists",
                "jdoe@example.com|alice@example.com|Email is equal to existing user Login",
                "jdoe@example.com|jdoe|Provided value is not a valid email address.",
                "\"Doe\"|\"\"|LastName was not set.",
                "\"Email\"|\"Mail\"|Email was not set."
            })
    void registrationIsRefusedInTwoShapes(String part, String other, String error) { // AS 64
        String body = JDOE.replace(part, other);
        checkRefused(register(body), error, "ErrorRegistration");
        fake.change(settings -> settings.olderRegistrationErrors(true));
        check(register(body), 409, "{\"Errors\":[\"" + error + "\"],\"Reason\":\"SchemaValidationFail\"}");
        assertThat(fake.user("jdoe")).isEmpty();
    }

    @Test
    void registrationNeedsTheOriginOfTheCompany() { // AS 62
        checkRefused(wire.app(REGISTER, JDOE), "Company was not found.", "ErrorRegistration");
        fake.change(settings -> settings.webHost("other.example"));
        assertThat(register(JDOE).statusCode()).isEqualTo(409);
        assertThat(wire.call(REGISTER, JDOE, "Et-App-Key", fake.appKey(), "Origin", "https://other.example")
                        .statusCode())
                .isEqualTo(200);
        assertThat(wire.call(REGISTER, JDOE, "Origin", "https://other.example").statusCode())
                .isEqualTo(403);
    }

    @Test
    void olderDeploymentsWantAUserToRegisterAnother() { // AS 63
        fake.change(settings -> settings.registrationWantsUser(true));
        check(wire.app("GET /v1.0/registration/schema", ""), 401, DENIED);
        check(register(JDOE), 401, DENIED);
        String token = wire.signedIn();
        assertThat(wire.as(token, "GET /v1.0/registration/schema", "").statusCode())
                .isEqualTo(200);
        String[] headers = {
            "Et-App-Key", fake.appKey(), "Authorization", "Bearer " + token, "Origin", "https://trader.example.com"
        };
        assertThat(wire.call(REGISTER, JDOE, headers).statusCode()).isEqualTo(200);
    }

    @Test
    void passwordChangeEndsAllTokens() { // AS 52
        String first = wire.signedIn();
        String second = wire.signedIn();
        String call = "PUT /v1.0/users/@me/password/change";
        checkInvalid(wire.as(first, call, "{}"), "userPassword.OldPassword", "Password is required");
        checkInvalid(
                wire.as(
                        first,
                        call,
                        "{\"OldPassword\":\"x\",\"Password\":\"a new horse 3\",\"PasswordConfirm\":\"b\"}"),
                "userPassword.PasswordConfirm",
                "Passwords do not match");
        String body =
                "{\"OldPassword\":\"wrong\",\"Password\":\"a new horse 3\",\"PasswordConfirm\":\"a new horse 3\"}";
        checkRefused(wire.as(first, call, body), "Old password is incorrect", "ErrorIncorrectPassword");
        assertThat(wire.alice.tokenCount()).isEqualTo(2);

        check(
                wire.as(first, call, body.replace("wrong", AutosharesWire.PASSWORD)),
                200,
                "{\"Errors\":[],\"IsSucceed\":true}");
        check(wire.me(first), 401, DENIED);
        check(wire.me(second), 401, DENIED);
        assertThat(wire.tokenAs("alice", "a new horse 3").statusCode()).isEqualTo(200);
    }
}
