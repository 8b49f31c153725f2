package io.gatepass.autoshares;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.autoshares.AutosharesChallenge.PasswordExpired;
import io.gatepass.autoshares.AutosharesChallenge.PinNotSetUp;
import io.gatepass.autoshares.AutosharesPasswords.CodeSent;
import io.gatepass.autoshares.AutosharesPasswords.Forgotten;
import io.gatepass.autoshares.AutosharesPasswords.Verified;
import io.gatepass.autoshares.AutosharesPhones.Binding;
import io.gatepass.autoshares.AutosharesPhones.Phone;
import io.gatepass.autoshares.AutosharesPhones.State;
import io.gatepass.autoshares.AutosharesPins.Choice;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.UnexpectedResponse;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.SeenRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords, PINs and telephones that are changed, forgotten, expired or not there yet. */
class AutosharesRecoveryTest extends AutosharesTestBase {
    private static final AutosharesNewPassword NEXT =
            new AutosharesNewPassword(Secret.of("next horse 2"), Secret.of("next horse 2"));
    private static final Choice CHOICE = new Choice(Secret.of("9876"), "lighthouse", Secret.of("my boat"));

    private final AutosharesPasswords passwords = client.identity().passwords();
    private final AutosharesPins pins = client.identity().pins();
    private final AutosharesPhones phones = client.identity().phones();

    private String line(int request) {
        SeenRequest seen = server.requests().get(request);
        return seen.method() + " " + seen.target();
    }

    @Test
    void forgottenPasswordIsResetInFourSteps() {
        // AS 38, 66
        server.answers(
                json(200, "{'Model':'First pet?','Errors':[],'IsSucceed':true}"),
                json(200, "{'Errors':[],'IsSucceed':false}"),
                json(200, "{'Model':'reset+token/==','Errors':[],'IsSucceed':true}"),
                json(200, "{'Errors':[],'IsSucceed':true}"));
        Forgotten forgotten = passwords.forgotten("j+doe@example.com");
        assertThat(forgotten.question()).contains("First pet?");
        CodeSent sent = passwords.sendCode(forgotten, Optional.of(Secret.of("Rex")));
        assertThat(sent()).isEqualTo(Map.of("User", "j+doe@example.com", "SecretQuestionAnswer", "Rex"));
        Verified verified = passwords.verify(sent, Secret.of(" 231408\n"));
        assertThat(sent()).isEqualTo(Map.of("Code", "231408", "Identifier", "ResetPassword"));
        passwords.reset(verified, NEXT);
        assertThat(sent())
                .isEqualTo(Map.of(
                        "Token", "reset+token/==", "Password", "next horse 2", "PasswordConfirmation", "next horse 2"));
        assertThat(List.of(line(0), line(1), line(2), line(3)))
                .containsExactly(
                        "GET /v1.0/users/password/secret-question?username=j%2Bdoe%40example.com",
                        "POST /v1.0/users/password/reset",
                        "POST /v1.0/users/identifiers/reset/code",
                        "PUT /v1.0/users/passwords/reset/");
        assertThat(server.requests()).allSatisfy(request -> {
            assertThat(request.header("Et-App-Key")).contains(APP_KEY.reveal());
            assertThat(request.header("Authorization")).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'Model':''}", "{'Model':null}", "{'Errors':[]}"})
    void questionIsOptional(String body) {
        // AS 66
        server.answers(json(200, body), PlatformServer.empty(200));
        Forgotten forgotten = passwords.forgotten("jdoe");
        assertThat(forgotten.question()).isEmpty();
        passwords.sendCode(forgotten, Optional.empty());
        assertThat(sent()).isEqualTo(Map.of("User", "jdoe"));
    }

    @Test
    void questionWithoutAnAnswerIsRefusedHere() {
        // AS 66
        var forgotten = new Forgotten("jdoe", Optional.of("First pet?"));
        assertRefused("answer", "", () -> passwords.sendCode(forgotten, Optional.empty()));
        assertRefused("answer", " ", () -> passwords.sendCode(forgotten, Optional.of(Secret.of(" "))));
        assertRefused("user", " ", () -> passwords.forgotten(" "));
        assertRefused("code", " ", () -> passwords.verify(new CodeSent(), Secret.of(" ")));
        server.expect(0);
        assertThat(forgotten).hasToString("Forgotten[user=██, question=Optional[██]]");
    }

    @Test
    void errorsInASuccessAreARefusalAndTheFlagIsIgnored() {
        // AS 38
        var forgotten = new Forgotten("jdoe", Optional.of("First pet?"));
        server.answers(json(
                200,
                "{'Model':null,'Errors':['Answer is incorrect, try again.'],'ErrorsCode':['ErrorIncorrectAnswer'],"
                        + "'StatusCode':'Continue','IsSucceed':true}"));
        Rejected refusal = (Rejected) failure(() -> passwords.sendCode(forgotten, Optional.of(Secret.of("Rex"))));
        assertThat(refusal.ground()).isEqualTo(Ground.FORM);
        assertThat(refusal.fieldErrors())
                .containsEntry("Errors", List.of("Answer is incorrect, try again."))
                .containsEntry("ErrorsCode", List.of("ErrorIncorrectAnswer"));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 409, 500})
    void wrongResetCodeIsAOneTimeTokenRefused(int status) {
        // AS 37, 66
        server.answers(json(status, "{'Model':null,'Errors':['Code is invalid'],'StatusCode':409,'IsSucceed':false}"));
        assertThat(groundOf(() -> passwords.verify(new CodeSent(), CODE))).isEqualTo(Ground.ONE_TIME_TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'Model':null}", "{'Model':7}", "{'Model':' '}", "{}"})
    void resetTokenThatIsNoneIsUnexpected(String body) {
        // AS 35, 66
        server.answers(json(200, body));
        assertThatThrownBy(() -> passwords.verify(new CodeSent(), CODE))
                .isInstanceOf(UnexpectedResponse.class)
                .hasMessageContaining("field 'Model'");
    }

    @Test
    void changeNamesItsMembersOtherwiseThanReset() {
        // AS 52, 66
        server.answers(PlatformServer.empty(200));
        passwords.change(session(), PASSWORD, NEXT);
        assertThat(line(0)).isEqualTo("PUT /v1.0/users/@me/password/change");
        assertThat(sent())
                .isEqualTo(Map.of(
                        "OldPassword",
                        "correct horse 1",
                        "Password",
                        "next horse 2",
                        "PasswordConfirm",
                        "next horse 2"));
        assertThat(server.onlyRequest().header("Authorization")).contains("Bearer " + TOKEN);
    }

    @Test
    void refusedChangeKeepsTheSession() {
        // AS 52
        TokenSession<AutosharesToken> session = session();
        server.answers(
                json(
                        400,
                        "{'Message':'Validation error occured while processing entity',"
                                + "'ModelState':{'userPassword.OldPassword':['Password is required']}}"),
                PlatformServer.empty(200).dropped());
        Rejected refusal = (Rejected) failure(() -> passwords.change(session, PASSWORD, NEXT));
        assertThat(refusal.ground()).isEqualTo(Ground.FORM);
        assertThat(refusal.fieldErrors())
                .containsEntry("ModelState.userPassword.OldPassword", List.of("Password is required"));
        assertThatThrownBy(() -> passwords.change(session, PASSWORD, NEXT)).isInstanceOf(OutcomeUnknown.class);
        assertThat(session.token()).isEqualTo(token(TOKEN));
    }

    @Test
    void passwordThatIsTypedDifferentlyTheSecondTimeIsRefusedHere() {
        // AS 67
        Secret one = Secret.of("hunter22-a");
        assertRefused("repeated", "hunter22-b", () -> new AutosharesNewPassword(one, Secret.of("hunter22-b")));
        assertRefused("repeated", "hunter22-A", () -> new AutosharesNewPassword(one, Secret.of("hunter22-A")));
        server.expect(0);
    }

    @Test
    void expiredPasswordIsReplacedWithTheTokenOfItsChallenge() {
        // AS 28, 66
        server.answers(
                json(202, "{'Reason':'Your Password has expired and must be changed','ConfirmationToken':'conf+2/=='}"),
                PlatformServer.empty(200));
        passwords.replaceExpired(challenge(client.login(ALICE), PasswordExpired.class), NEXT);
        assertThat(line(1)).isEqualTo("PUT /v1.0/users/passwords/reset/");
        assertThat(sent())
                .isEqualTo(Map.of(
                        "Token", "conf+2/==", "Password", "next horse 2", "PasswordConfirmation", "next horse 2"));
    }

    @ParameterizedTest
    @CsvSource({"PUT", "POST"})
    void firstPinIsSetUpWithBothTokensOfItsChallenge(String method) {
        // AS 29, 45
        server.answers(
                json(202, "{'Reason':'PIN code is not init','Token':'i-3','ConfirmationToken':'conf-1'}"),
                json(200, "['boat','lighthouse',{'Name':'tree'},{'ImageName':'owl'},7,null]"),
                PlatformServer.empty(200));
        AutosharesPins setUp = builder().pinMethod(method).build().identity().pins();
        PinNotSetUp challenge = challenge(client.login(ALICE), PinNotSetUp.class);
        assertThat(setUp.images(challenge)).contains("boat", "lighthouse", "tree", "owl");
        setUp.setUp(challenge, CHOICE);
        assertThat(line(1)).isEqualTo("GET /v1.0/assets/security-images");
        assertThat(line(2)).isEqualTo(method + " /v1.0/users/pincode/change");
        assertThat(sent())
                .isEqualTo(Map.of(
                        "Token", "conf-1", "Pin", "9876", "ImageName", "lighthouse", "PersonalPhrase", "my boat"));
        assertThat(server.requests().subList(1, 3))
                .allSatisfy(
                        request -> assertThat(request.header("Authorization")).contains("Bearer i-3"));
    }

    @Test
    void anotherPinIsSetByASignedInUserWithACode() {
        // AS 66
        AutosharesUser user = user();
        server.answers(
                PlatformServer.empty(200),
                json(200, "{'Model':'pin-token','Errors':[]}"),
                PlatformServer.empty(200),
                json(409, "['Too many requests for a PIN reset','Call us']"));
        pins.sendCode(session(), user);
        Secret verified = pins.verify(Secret.of("231408"));
        assertThat(sent()).isEqualTo(Map.of("Code", "231408", "Identifier", "ResetPinCode"));
        pins.replace(session(), verified, CHOICE);
        assertThat(sent()).containsEntry("Token", "pin-token");
        assertThat(line(1)).isEqualTo("POST /v1.0/users/7/pincode");
        Rejected refusal = (Rejected) failure(() -> pins.sendCode(session(), user));
        assertThat(refusal.fieldErrors()).containsEntry("", List.of("Too many requests for a PIN reset", "Call us"));
    }

    @Test
    void pinThatNoSignInCouldSendIsRefused() {
        // AS 8, 10, 11
        assertRefused("pin", " 12", () -> new Choice(Secret.of(" 12"), "boat", PASSWORD));
        assertRefused("pin", "12\u0000-marker", () -> new Choice(Secret.of("12\u0000-marker"), "boat", PASSWORD));
        assertRefused("imageName", " ", () -> new Choice(CODE, " ", PASSWORD));
        assertRefused("personalPhrase", "", () -> new Choice(CODE, "boat", Secret.of("")));
        assertThat(CHOICE).hasToString("Choice[pin=██, imageName=██, personalPhrase=██]");
    }

    @Test
    void telephoneIsBoundConfirmedReadAndUnbound() {
        // AS 68, 69
        AutosharesUser user = user();
        server.answers(
                json(200, "{'m_Item1':{'PhoneNumber':'+13105550100','PhoneNumberState':'NotVerified'},'m_Item2':1925}"),
                PlatformServer.empty(200),
                json(200, "{'PhoneNumber':'+13105550100','PhoneNumberState':'Active'}"),
                PlatformServer.empty(204));
        Binding binding = phones.bind(session(), user, " +13105550100 ");
        assertThat(binding).isEqualTo(new Binding(7, 1925, new Phone("+13105550100", State.NOT_VERIFIED)));
        phones.confirm(session(), binding, Secret.of(" 12+34 "));
        assertThat(phones.current(session(), user)).isEqualTo(new Phone("+13105550100", State.ACTIVE));
        phones.unbind(session(), user);
        String path = "/v1.0/users/7/subscriptions/settings/phonenumber";
        assertThat(List.of(line(1), line(2), line(3), line(4)))
                .containsExactly(
                        "PUT " + path + "?phoneNumber=%2B13105550100",
                        "PUT " + path + "/token/1925?tokenValue=12%2B34",
                        "GET " + path,
                        "DELETE " + path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'m_Item2':1}",
                "{'m_Item1':{}}",
                "{'m_Item1':[],'m_Item2':1}",
                "{'m_Item1':{},'m_Item2':'1'}"
            })
    void tupleWithAPartMissingIsUnexpected(String body) {
        // AS 69
        AutosharesUser user = user();
        server.answers(json(200, body));
        assertThatThrownBy(() -> phones.bind(session(), user, "+13105550100"))
                .isInstanceOf(UnexpectedResponse.class)
                .hasMessageContaining("field 'm_Item");
    }

    @ParameterizedTest
    @CsvSource({
        "NotLinked, NOT_LINKED",
        "Active, ACTIVE",
        "suspended, SUSPENDED",
        "NotVerified, NOT_VERIFIED",
        "Lost, UNKNOWN"
    })
    void stateOfATelephoneIsReadWhateverItsCase(String said, State state) {
        // AS 33, 69
        AutosharesUser user = user();
        server.answers(json(200, "{'PhoneNumberState':'" + said + "'}"));
        assertThat(phones.current(session(), user)).isEqualTo(new Phone("", state));
    }
}
