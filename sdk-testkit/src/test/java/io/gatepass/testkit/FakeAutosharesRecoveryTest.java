package io.gatepass.testkit;

import static io.gatepass.testkit.AutosharesWire.DENIED;
import static io.gatepass.testkit.AutosharesWire.check;
import static io.gatepass.testkit.AutosharesWire.checkInvalid;
import static io.gatepass.testkit.AutosharesWire.checkRefused;
import static io.gatepass.testkit.AutosharesWire.members;
import static io.gatepass.testkit.AutosharesWire.parsed;
import static io.gatepass.testkit.AutosharesWire.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatepass.testkit.FakeAutoshares.Kind;
import io.gatepass.testkit.FakeAutoshares.Message;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Forgotten and expired passwords, PINs and telephones. */
class FakeAutosharesRecoveryTest {
    private static final String RESET = "POST /v1.0/users/password/reset";
    private static final String EXCHANGE = "POST /v1.0/users/identifiers/reset/code";
    private static final String FINISH = "PUT /v1.0/users/passwords/reset/";
    private static final String PIN_CHANGE = "PUT /v1.0/users/pincode/change";
    private static final String PHONE = "/v1.0/users/@me/subscriptions/settings/phonenumber";

    private final AutosharesWire wire = new AutosharesWire();
    private final FakeAutoshares fake = wire.fake;

    @AfterEach
    void stop() {
        wire.close();
    }

    private HttpResponse<String> exchange(String code, String identifier) {
        return wire.app(EXCHANGE, "{\"Code\":\"" + code + "\",\"Identifier\":\"" + identifier + "\"}");
    }

    private static String finishing(String token) {
        return "{\"Token\":\"" + token
                + "\",\"Password\":\"a new horse 3\",\"PasswordConfirmation\":\"a new horse 3\"}";
    }

    private static String newPin(String token) {
        return "{\"Token\":\"" + token + "\",\"Pin\":\"135792468\",\"ImageName\":\"image-windmill-02.png\","
                + "\"PersonalPhrase\":\"wind over the fields\"}";
    }

    @Test
    void passwordIsResetInFourSteps() { // AS 38, 66
        wire.alice.requireAnswer("First pet?", "Rex the third");
        String token = wire.signedIn();
        check(
                wire.app("GET /v1.0/users/password/secret-question?username=alice%40example.com", ""),
                200,
                "{\"Model\":\"First pet?\",\"Errors\":[],\"IsSucceed\":true}");
        checkRefused(
                wire.app(RESET, "{\"User\":\"alice\"}"), "Answer is incorrect, try again.", "ErrorIncorrectAnswer");
        check(
                wire.app(RESET, "{\"User\":\"alice\",\"SecretQuestionAnswer\":\"Rex the third\"}"),
                200,
                "{\"Errors\":[],\"IsSucceed\":false}");
        assertThat(fake.inbox("alice")).extracting(Message::channel).containsExactly("email");

        String reset = text(exchange(fake.lastCode("alice"), "ResetPassword"), "Model");
        check(wire.app(FINISH, finishing(reset)), 200, "{\"Model\":null,\"Errors\":[],\"IsSucceed\":true}");
        check(wire.me(token), 401, DENIED);
        assertThat(wire.tokenAs("alice", "a new horse 3").statusCode()).isEqualTo(200);
    }

    @Test
    void resetDoesNotSayWhoIsKnown() { // AS 60
        String unknown = wire.app(RESET, "{\"User\":\"nobody\"}").body();
        assertThat(wire.app(RESET, "{\"User\":\"alice\"}").body()).isEqualTo(unknown);
        String question = "GET /v1.0/users/password/secret-question?username=";
        assertThat(wire.app(question + "nobody", "").body())
                .isEqualTo(wire.app(question + "alice", "").body());
        assertThat(fake.inbox("nobody")).isEmpty();
        checkInvalid(wire.app(RESET, "{}"), "model.User", "User is required");
    }

    @Test
    void resetCodesAndTokensAreGoodOnceAndEnd() {
        wire.app(RESET, "{\"User\":\"alice\"}");
        String code = fake.lastCode("alice");
        checkInvalid(exchange(code, "Other"), "model.Identifier", "Identifier is invalid");
        checkRefused(exchange(code, "ResetPinCode"), "Code is invalid or expired", "ErrorInvalidCode");
        String reset = text(exchange(code, "ResetPassword"), "Model");
        checkRefused(exchange(code, "ResetPassword"), "Code is invalid or expired", "ErrorInvalidCode");
        assertThat(fake.issued(Kind.PASSWORD_CODE).get(0).presentedAgain()).isEqualTo(1);

        checkInvalid(
                wire.app(FINISH, finishing(reset).replace("PasswordConfirmation", "PasswordConfirm")),
                "userPassword.PasswordConfirmation",
                "Passwords do not match");
        checkInvalid(
                wire.app(FINISH, "{\"Token\":\"" + reset + "\"}"), "userPassword.Password", "Password is required");
        assertThat(wire.app(FINISH, finishing(reset)).statusCode()).isEqualTo(200);
        checkRefused(wire.app(FINISH, finishing(reset)), "Token is invalid or expired", "ErrorInvalidToken");
        assertThat(fake.issued(Kind.PASSWORD_TOKEN))
                .containsExactly(new FakeAutoshares.Issued(Kind.PASSWORD_TOKEN, "alice", reset, 2, 1));

        wire.app(RESET, "{\"User\":\"alice\"}");
        wire.time.advance(Duration.ofMinutes(10));
        assertThat(exchange(fake.lastCode("alice"), "ResetPassword").statusCode())
                .isEqualTo(409);
    }

    @Test
    void resetPathsAreExact() { // AS 66
        assertThat(wire.app("PUT /v1.0/users/passwords/reset", "{}").statusCode())
                .isEqualTo(404);
        assertThat(wire.app("PUT /v1.0/users/password/reset", "{}").statusCode())
                .isEqualTo(405);
    }

    @Test
    void expiredPasswordIsReplacedWithTheTokenFromSignIn() { // AS 28
        wire.alice.expirePassword(false);
        String token = text(wire.token(), "ConfirmationToken");
        assertThat(wire.app(FINISH, finishing(token)).statusCode()).isEqualTo(200);
        assertThat(wire.tokenAs("alice", "a new horse 3").statusCode()).isEqualTo(200);
        assertThat(wire.alice.password()).isEqualTo("a new horse 3");
    }

    @Test
    void pinIsSetUpWithTheInterimToken() { // AS 29
        wire.alice.requirePinThatIsNotSetUp();
        HttpResponse<String> asked = wire.token();
        String interim = text(asked, "Token");
        HttpResponse<String> images =
                wire.call("GET /v1.0/assets/security-images", "", "Authorization", "Bearer " + interim);
        assertThat(parsed(images))
                .isEqualTo(List.of("image-lighthouse-01.png", "image-windmill-02.png", "image-sailboat-03.png"));
        check(wire.call("GET /v1.0/assets/security-images", ""), 401, DENIED);

        String body = newPin(text(asked, "ConfirmationToken"));
        check(wire.app(PIN_CHANGE, body), 401, DENIED);
        check(wire.as(interim, PIN_CHANGE, body), 200, "{\"Model\":null,\"Errors\":[],\"IsSucceed\":true}");
        assertThat(wire.alice.pin()).contains("135792468");
        checkRefused(wire.as(interim, PIN_CHANGE, body), "Token is invalid or expired", "ErrorInvalidToken");

        HttpResponse<String> again = wire.token();
        assertThat(text(again, "PersonalPhrase")).isEqualTo("wind over the fields");
        assertThat(text(again, "Image")).isEqualTo("image-windmill-02.png");
        assertThat(wire.pin(text(again, "Token"), "135792468").statusCode()).isEqualTo(200);
    }

    @Test
    void pinNeedsAllItsParts() {
        wire.alice.requirePinThatIsNotSetUp();
        HttpResponse<String> asked = wire.token();
        String interim = text(asked, "Token");
        String body = newPin(text(asked, "ConfirmationToken"));
        checkInvalid(wire.as(interim, PIN_CHANGE, body.replace("\"Pin\"", "\"P\"")), "model.Pin", "Pin is required");
        checkInvalid(
                wire.as(interim, PIN_CHANGE, body.replace("windmill", "dragon")),
                "model.ImageName",
                "ImageName is invalid");
        checkInvalid(
                wire.as(interim, PIN_CHANGE, body.replace("wind over the fields", "")),
                "model.PersonalPhrase",
                "PersonalPhrase is required");
        assertThat(wire.as(interim, PIN_CHANGE, body).statusCode()).isEqualTo(200);
    }

    @Test
    void pinIsSetWithTheMethodThatTheDeploymentHas() {
        wire.alice.requirePinThatIsNotSetUp();
        fake.change(settings -> settings.pinChangeMethod("POST"));
        HttpResponse<String> asked = wire.token();
        String interim = text(asked, "Token");
        String body = newPin(text(asked, "ConfirmationToken"));
        check(
                wire.as(interim, PIN_CHANGE, body),
                405,
                "{\"Message\":\"The requested resource does not support HTTP method 'PUT'.\"}");
        assertThat(wire.as(interim, PIN_CHANGE.replace("PUT", "GET"), "").statusCode())
                .isEqualTo(405);
        assertThat(wire.as(interim, PIN_CHANGE.replace("PUT", "POST"), body).statusCode())
                .isEqualTo(200);
    }

    @Test
    void pinIsResetByCode() {
        String token = wire.signedIn();
        String call = "POST /v1.0/users/" + wire.alice.id() + "/pincode";
        check(wire.as(token, call, ""), 409, "[\"PIN code is not init\"]");
        wire.alice.requirePin("246813579");
        assertThat(wire.as(token, call, "").statusCode()).isEqualTo(200);
        String change = text(exchange(fake.lastCode("alice"), "ResetPinCode"), "Model");
        assertThat(wire.as(token, PIN_CHANGE, newPin(change)).statusCode()).isEqualTo(200);
        assertThat(wire.alice.pin()).contains("135792468");
    }

    @Test
    void phoneIsBoundByCode() { // AS 68, 69
        String token = wire.signedIn();
        check(
                wire.as(token, "PUT " + PHONE + "?phoneNumber=%2B13105550100", ""),
                200,
                "{\"m_Item1\":{\"PhoneNumber\":\"+13105550100\",\"PhoneNumberState\":\"NotVerified\"},\"m_Item2\":1925}");
        Message sent = fake.inbox("alice").get(0);
        assertThat(sent.channel()).isEqualTo("sms");
        checkRefused(
                wire.as(token, "PUT " + PHONE + "/token/1925?tokenValue=0", ""),
                "Code is invalid or expired",
                "ErrorInvalidCode");
        assertThat(wire.as(token, "PUT " + PHONE + "/token/7?tokenValue=" + sent.code(), "")
                        .statusCode())
                .isEqualTo(409);
        String confirm = "PUT " + PHONE + "/token/1925?tokenValue=" + sent.code();
        check(wire.as(token, confirm, ""), 200, "{\"PhoneNumber\":\"+13105550100\",\"PhoneNumberState\":\"Active\"}");
        assertThat(wire.as(token, confirm, "").statusCode()).isEqualTo(409);
        assertThat(wire.alice.phone()).isEqualTo("+13105550100");
        assertThat(wire.alice.phoneState()).isEqualTo("Active");
    }

    @Test
    void phoneIsReadAndUnbound() {
        String token = wire.signedIn();
        assertThat(members(wire.as(token, "GET " + PHONE, "")).get("PhoneNumberState"))
                .isEqualTo("NotLinked");
        wire.alice.requireCodeBySms();
        HttpResponse<String> gone = wire.as(token, "DELETE " + PHONE, "");
        assertThat(gone.statusCode()).isEqualTo(204);
        assertThat(gone.body()).isEmpty();
        assertThat(wire.alice.phoneState()).isEqualTo("NotLinked");
    }

    @Test
    void plusSignsMustBeEncoded() { // AS 68
        String token = wire.signedIn();
        checkInvalid(
                wire.as(token, "PUT " + PHONE + "?phoneNumber=+13105550100", ""),
                "phoneNumber",
                "Phone number is invalid");
        assertThat(fake.inbox("alice")).isEmpty();
    }
}
