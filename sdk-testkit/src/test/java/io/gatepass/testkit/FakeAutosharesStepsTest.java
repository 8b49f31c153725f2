package io.gatepass.testkit;

import static io.gatepass.testkit.AutosharesWire.DENIED;
import static io.gatepass.testkit.AutosharesWire.check;
import static io.gatepass.testkit.AutosharesWire.members;
import static io.gatepass.testkit.AutosharesWire.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.testkit.FakeAutoshares.Kind;
import io.gatepass.testkit.FakeAutoshares.Message;
import io.gatepass.testkit.FakeAutoshares.WrongFactor;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps of a sign-in that takes more than a password, and the interim tokens between them. */
class FakeAutosharesStepsTest {
    private static final String CORRUPTED =
            "{\"State\":\"Failed\",\"Step\":\"VerificationCode\",\"Reason\":\"Corrupted ticket\"}";

    private final AutosharesWire wire = new AutosharesWire();
    private final FakeAutoshares fake = wire.fake;

    @AfterEach
    void stop() {
        wire.close();
    }

    private HttpResponse<String> me(String token) {
        return wire.me(token);
    }

    @Test
    void codeByMailIsAskedForAndGivesAToken() { // AS 21, 22
        wire.alice.requireCode();
        HttpResponse<String> first = wire.token();
        assertThat(first.statusCode()).isEqualTo(202);
        String interim = text(first, "Token");
        assertThat(first.body())
                .isEqualTo("{\"State\":\"Expecting\",\"Step\":\"VerificationCode\",\"Reason\":\"Expecting confirmation"
                        + " code\",\"Token\":\"" + interim + "\"}");
        assertThat(fake.inbox("alice")).containsExactly(new Message("alice", "email", fake.lastCode("alice")));
        assertThat(fake.lastCode("alice")).matches("\\d{16}");

        HttpResponse<String> second = wire.code(interim, fake.lastCode("alice"));
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(me(text(second, "Token")).statusCode()).isEqualTo(200);
    }

    @Test
    void theAnswerDoesNotSayWhereTheCodeWent() { // AS 49
        wire.alice.requireCodeBySms();
        HttpResponse<String> answer = wire.token();
        assertThat(members(answer).keySet().toString()).isEqualTo("[State, Step, Reason, Token]");
        assertThat(fake.inbox("alice")).extracting(Message::channel).containsExactly("sms");
        assertThat(wire.alice.phoneState()).isEqualTo("Active");
    }

    @Test
    void codesHaveAsManyDigitsAsTheTestWants() { // AS 12
        fake.change(settings -> settings.codeDigits(6));
        wire.alice.requireCode();
        wire.token();
        assertThat(fake.lastCode("alice")).matches("\\d{6}");
        assertThatThrownBy(() -> fake.lastCode("bob")).isInstanceOf(AssertionError.class);
    }

    @Test
    void interimTokenIsGoodForNothingElse() { // AS 45
        wire.alice.requireCode();
        String interim = text(wire.token(), "Token");
        check(me(interim), 401, DENIED);
        check(wire.as(interim, "POST /logout", ""), 401, DENIED);
        assertThat(wire.alice.tokenCount()).isZero();
    }

    @Test
    void codeWithoutInterimTokenIsACorruptedTicket() { // AS 26
        wire.alice.requireCode();
        wire.token();
        check(wire.token("VerificationCode", fake.lastCode("alice")), 401, CORRUPTED);
        check(wire.code("nonsense", fake.lastCode("alice")), 401, CORRUPTED);
        check(wire.token("PinCode", "1234"), 401, CORRUPTED.replace("VerificationCode", "SecutityPin"));
    }

    @Test
    void interimTokenIsGoodOnceAndTheLedgerKnows() {
        wire.alice.requireCode();
        String interim = text(wire.token(), "Token");
        assertThat(wire.code(interim, fake.lastCode("alice")).statusCode()).isEqualTo(200);
        check(wire.code(interim, fake.lastCode("alice")), 401, CORRUPTED);
        FakeAutoshares.Issued entry = fake.issued(Kind.INTERIM).get(0);
        assertThat(entry).isEqualTo(new FakeAutoshares.Issued(Kind.INTERIM, "alice", interim, 2, 1));
    }

    @Test
    void interimTokenEnds() {
        wire.alice.requireCode();
        fake.change(settings -> settings.interimLife(Duration.ofMinutes(3)));
        String interim = text(wire.token(), "Token");
        wire.time.advance(Duration.ofMinutes(3));
        check(wire.code(interim, fake.lastCode("alice")), 401, CORRUPTED);
        assertThat(fake.issued(Kind.INTERIM).get(0).presentedAgain()).isZero();
    }

    @Test
    void interimTokenIsItsUsersOwn() {
        fake.addUser("bob", "battery staple 2").requireCode();
        wire.alice.requireCode();
        String interim = text(wire.tokenAs("bob", "battery staple 2"), "Token");
        check(wire.code(interim, fake.lastCode("bob")), 401, CORRUPTED);
    }

    @Test
    void bothStepsWantThePassword() { // AS 4
        wire.alice.requireCode();
        String bearer = "Bearer " + text(wire.token(), "Token");
        String code = fake.lastCode("alice");
        check(
                wire.tokenAs("alice", "wrong", "Authorization", bearer, "VerificationCode", code),
                401,
                AutosharesWire.INVALID);
        assertThat(wire.token("Authorization", bearer, "VerificationCode", code).statusCode())
                .isEqualTo(200);
    }

    @Test
    void wrongCodeMayEndTheSignIn() { // AS 25
        wire.alice.requireCode();
        String interim = text(wire.token(), "Token");
        check(
                wire.code(interim, "0"),
                401,
                "{\"State\":\"Failed\",\"Step\":\"VerificationCode\",\"Reason\":\"Invalid verification code\","
                        + "\"ConfirmationToken\":\"\"}");
        check(wire.code(interim, fake.lastCode("alice")), 401, CORRUPTED);
    }

    @Test
    void wrongCodeMayBeAskedForAgainWithANewToken() { // AS 25
        wire.alice.requireCode();
        fake.change(settings -> settings.wrongFactor(WrongFactor.ASKED_AGAIN));
        String first = text(wire.token(), "Token");
        HttpResponse<String> again = wire.code(first, "0");
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(text(again, "Reason")).isEqualTo("Invalid verification code");
        assertThat(text(again, "Token")).isNotEqualTo(first);
        assertThat(fake.inbox("alice")).hasSize(1);
        check(wire.code(first, fake.lastCode("alice")), 401, CORRUPTED);
        assertThat(wire.code(text(again, "Token"), fake.lastCode("alice")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void codeEndsBeforeItsInterimToken() {
        wire.alice.requireCode();
        fake.change(settings -> settings.codeLife(Duration.ofMinutes(1)));
        String interim = text(wire.token(), "Token");
        wire.time.advance(Duration.ofMinutes(1));
        assertThat(text(wire.code(interim, fake.lastCode("alice")), "Reason")).isEqualTo("Invalid verification code");
    }

    @Test
    void anotherFirstRequestSendsAnotherCode() { // AS 48
        wire.alice.requireCode();
        String first = text(wire.token(), "Token");
        String code = fake.lastCode("alice");
        String second = text(wire.token(), "Token");
        assertThat(second).isNotEqualTo(first);
        assertThat(fake.lastCode("alice")).isNotEqualTo(code);
        assertThat(wire.code(second, code).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void pinIsAskedForInBothSpellings(boolean correct) { // AS 23
        fake.change(settings -> settings.correctPinSpelling(correct));
        wire.alice.requirePin("246813579");
        HttpResponse<String> asked = wire.token();
        assertThat(asked.statusCode()).isEqualTo(202);
        assertThat(text(asked, "Step")).isEqualTo(correct ? "SecurityPin" : "SecutityPin");
        assertThat(text(asked, "PersonalPhrase")).hasSizeGreaterThanOrEqualTo(16);
        assertThat(text(asked, "Image")).hasSizeGreaterThanOrEqualTo(16);
        HttpResponse<String> done = wire.pin(text(asked, "Token"), "246813579");
        assertThat(me(text(done, "Token")).statusCode()).isEqualTo(200);
    }

    @Test
    void phraseAndImageMayBeMissing() {
        wire.alice.requirePin("246813579").withoutPhraseAndImage();
        assertThat(members(wire.token()).keySet().toString()).isEqualTo("[State, Step, Reason, Token]");
    }

    @Test
    void wrongPinMayBeAskedForAgainOrRefused() {
        wire.alice.requirePin("246813579");
        check(
                wire.pin(text(wire.token(), "Token"), "1"),
                401,
                "{\"State\":\"Failed\",\"Step\":\"SecutityPin\",\"Reason\":\"Invalid pin\",\"ConfirmationToken\":\"\"}");
        fake.change(settings -> settings.wrongFactor(WrongFactor.ASKED_AGAIN));
        HttpResponse<String> again = wire.pin(text(wire.token(), "Token"), "1");
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.body())
                .startsWith("{\"State\":\"Expecting\",\"Step\":\"SecutityPin\",\"Reason\":\"Invalid pin\"");
        assertThat(wire.pin(text(again, "Token"), "246813579").statusCode()).isEqualTo(200);
    }

    @Test
    void pinFollowsTheCode() { // AS 24
        wire.alice.requireCode().requirePin("246813579");
        String first = text(wire.token(), "Token");
        HttpResponse<String> second = wire.code(first, fake.lastCode("alice"));
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(text(second, "Step")).isEqualTo("SecutityPin");
        assertThat(wire.pin(text(second, "Token"), "246813579").statusCode()).isEqualTo(200);
    }

    @Test
    void aCodeIsNoAnswerToAPin() {
        wire.alice.requirePin("246813579");
        assertThat(wire.code(text(wire.token(), "Token"), "246813579").statusCode())
                .isEqualTo(401);
        wire.alice.requireNothing().requireCode();
        String interim = text(wire.token(), "Token");
        assertThat(wire.pin(interim, fake.lastCode("alice")).statusCode()).isEqualTo(401);
    }

    @Test
    void pinThatIsNotSetUpCannotBeAnswered() { // AS 29
        wire.alice.requirePinThatIsNotSetUp();
        HttpResponse<String> asked = wire.token();
        assertThat(asked.statusCode()).isEqualTo(202);
        assertThat(asked.body())
                .startsWith("{\"State\":\"Expecting\",\"Step\":\"SecutityPin\",\"Reason\":\"PIN code is not init\",")
                .contains("\"ConfirmationToken\":\"");
        assertThat(wire.pin(text(asked, "Token"), "1").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void expiredPasswordIsSaidInStateOrStep(boolean inState) { // AS 28
        wire.alice.expirePassword(inState);
        HttpResponse<String> answer = wire.token();
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body())
                .startsWith("{\"State\":\"" + (inState ? "BaseAuthentication" : "Expecting")
                        + "\",\"Step\":\"BaseAuthentication\",\"Reason\":\"Your Password has expired and must be"
                        + " changed\",\"ConfirmationToken\":\"");
        fake.change(settings -> settings.expiredPasswordMember("Token"));
        assertThat(members(wire.token()).keySet().toString()).isEqualTo("[State, Step, Reason, Token]");
    }

    @Test
    void whatIsIssuedIsUnmistakable() { // AS 55
        wire.alice.requireCode().requirePinThatIsNotSetUp();
        wire.code(text(wire.token(), "Token"), fake.lastCode("alice"));
        wire.alice.requireNothing();
        wire.signedIn();
        assertThat(fake.issued())
                .extracting(FakeAutoshares.Issued::kind)
                .contains(Kind.INTERIM, Kind.PIN_TOKEN, Kind.TOKEN);
        assertThat(fake.issued())
                .allSatisfy(issued -> assertThat(issued.value()).hasSizeGreaterThanOrEqualTo(16));
    }
}
