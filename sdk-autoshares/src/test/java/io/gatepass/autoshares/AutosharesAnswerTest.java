package io.gatepass.autoshares;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatepass.autoshares.AutosharesChallenge.PasswordExpired;
import io.gatepass.autoshares.AutosharesChallenge.Pin;
import io.gatepass.autoshares.AutosharesChallenge.PinNotSetUp;
import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.UnexpectedResponse;
import io.gatepass.core.Secret;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.PlatformServer.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every documented answer to a login, and many that are not. */
class AutosharesAnswerTest extends AutosharesTestBase {
    private AuthException login(Answer answer) {
        server.answers(answer);
        return failure(() -> client.login(ALICE));
    }

    private <C extends AutosharesChallenge> C challenged(Answer answer, Class<C> type) {
        server.answers(answer);
        return challenge(client.login(ALICE), type);
    }

    private static Answer state(int status, String members) {
        return PlatformServer.json(status, "{" + members.replace('\'', '"') + "}");
    }

    private static Ground ground(AuthException failure) {
        assertThat(failure).isInstanceOf(Rejected.class);
        return ((Rejected) failure).ground();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 400, 401, 403})
    void refusedAppKeyIsSoWhateverTheStatus(int status) {
        // AS 19
        assertThat(login(state(status, "'error':'Application key is not defined or does not exist'")))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("the app key is not accepted")
                .hasMessageNotContaining(APP_KEY.reveal());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'State':'Succeeded'",
                "'State':'Succeeded','Token':'  '",
                "'State':'Expecting','Step':'VerificationCode','Token':'abc'",
                "'State':'Failed','Step':'BaseAuthentication','Token':'abc'",
                "'Token':'abc'"
            })
    void onlySucceededWithATokenIsASuccess(String members) {
        // AS 20
        assertThat(login(state(200, members))).isInstanceOf(UnexpectedResponse.class);
        server.expect(1);
    }

    @Test
    void acceptedIsNotASuccessAlthoughItHoldsAToken() {
        // AS 21
        assertThat(login(state(202, "'State':'Succeeded','Token':'abc'")))
                .isInstanceOf(UnexpectedResponse.class)
                .hasMessageContaining("status that does not mean it")
                .hasMessageNotContaining("abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SecutityPin", "SecurityPin", "securitypin", "SECUTITYPIN"})
    void pinIsAskedForInEverySpelling(String step) {
        // AS 23
        Pin bare = challenged(expecting(step, INTERIM), Pin.class);
        assertThat(bare.personalPhrase()).isEmpty();
        assertThat(bare.image()).isEmpty();
        Pin pin = challenged(
                state(
                        202,
                        "'State':'Expecting','Step':'" + step + "','Reason':'Enter PIN','Token':'t',"
                                + "'PersonalPhrase':'my boat','Image':'lighthouse'"),
                Pin.class);
        assertThat(pin.personalPhrase()).contains(Secret.of("my boat"));
        assertThat(pin.image()).contains(Secret.of("lighthouse"));
        assertThat(pin.said()).isEqualTo("Enter PIN");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 400, 401})
    void corruptedTicketMeansToBeginAnewAndIsNoWrongCode(int status) {
        // AS 26
        assertThat(login(state(status, "'State':'Failed','Step':'VerificationCode','Reason':'Corrupted ticket'")))
                .isInstanceOf(ReauthenticationRequired.class)
                .hasMessageContaining("sign in again");
    }

    @ParameterizedTest
    @CsvSource({
        "BaseAuthentication, 202, Step",
        "BaseAuthentication, 202, State",
        "BaseAuthentication, 401, Step",
        "BaseAuthentication, 200, State",
    })
    void expiredPasswordIsNoWrongPassword(String value, int status, String member) {
        // AS 28
        PasswordExpired expired = challenged(
                state(
                        status,
                        "'" + member + "':'" + value
                                + "','Reason':'Your Password has expired and must be changed','ConfirmationToken':'conf-2'"),
                PasswordExpired.class);
        assertThat(expired.confirmationToken()).isEqualTo(Secret.of("conf-2"));
        assertThat(expired.said()).isEqualTo("Your Password has expired and must be changed");
    }

    @Test
    void tokenOfAnExpiredPasswordIsFoundUnderEitherNameOrSaidToBeMissing() {
        // AS 28
        String reason = "'State':'Expecting','Step':'BaseAuthentication','Reason':'Your Password has expired'";
        PasswordExpired expired = challenged(state(202, reason + ",'Token':'t-1'"), PasswordExpired.class);
        assertThat(expired.confirmationToken()).isEqualTo(Secret.of("t-1"));
        assertThat(ground(login(state(202, reason)))).isEqualTo(Ground.PASSWORD_EXPIRED);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 401})
    void pinThatWasNeverSetUpIsADeadEndWithAWayOut(int status) {
        // AS 29
        PinNotSetUp dead = challenged(
                state(
                        status,
                        "'State':'Expecting','Step':'SecutityPin','Reason':'PIN code is not init','Token':'t-3',"
                                + "'ConfirmationToken':'conf-1'"),
                PinNotSetUp.class);
        assertThat(dead.confirmationToken()).isEqualTo(Secret.of("conf-1"));
        assertThat(dead.interimToken()).isEqualTo(Secret.of("t-3"));
    }

    @Test
    void throttledLoginIsNoWrongPassword() {
        // AS 30
        AuthException failure = login(failed("BaseAuthentication", "Too many login requests from this IP. Try later!"));
        assertThat(failure).isInstanceOf(RateLimited.class);
        assertThat(((RateLimited) failure).retryAfter())
                .hasValueSatisfying(
                        pause -> assertThat(pause).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(75)));
    }

    @ParameterizedTest
    @CsvSource({
        "5,                               5",
        "'Sun, 22 Nov 2026 10:01:30 GMT', 90",
        "abc,                             -1",
        "-1,                              -1",
        "99999999,                        -1",
        "'',                              -1",
    })
    void gatewayTellsHowLongToWaitIfItCan(String header, long seconds) {
        // AS 31
        Answer busy = state(429, "'Reason':'Too many login requests'")
                .header("X-RateLimit-Limit", "10")
                .header("X-RateLimit-Remaining", "0")
                .header("X-RateLimit-Reset", "1795341690");
        var failure = (RateLimited) login(header.isEmpty() ? busy : busy.header("Retry-After", header));
        assertThat(failure.retryAfter().map(Duration::toSeconds).orElse(-1L)).isEqualTo(seconds);
        assertThat(failure.answer().orElseThrow().headers())
                .containsEntry("x-ratelimit-limit", "10")
                .containsEntry("x-ratelimit-remaining", "0")
                .containsEntry("x-ratelimit-reset", "1795341690");
    }

    @ParameterizedTest
    @CsvSource({"Expecting, Captcha", "Waiting, VerificationCode", "Expecting, ''"})
    void unknownStateOrStepIsNamedAndNoSuccess(String state, String step) {
        // AS 32
        assertThat(login(state(202, "'State':'" + state + "','Step':'" + step + "','Token':'abc-secret'")))
                .isInstanceOf(UnexpectedResponse.class)
                .hasMessageContaining("State '" + state + "', Step '" + step + "'")
                .hasMessageNotContaining("abc-secret");
    }

    @ParameterizedTest
    @CsvSource({
        "BaseAuthentication, Invalid credentials,              CREDENTIALS",
        "baseauthentication, '  INVALID   credentials!  ',     CREDENTIALS",
        "BaseAuthentication, Identifiants invalides,           CREDENTIALS",
        "'',                 Invalid credentials.,             CREDENTIALS",
        "VerificationCode,   Code falsch,                      SECOND_FACTOR",
        "SecutityPin,        Invalid pin,                      SECOND_FACTOR",
        "Captcha,            Something new,                    UNSPECIFIED",
    })
    void rewordedReasonFallsBackToTheStep(String step, String reason, Ground ground) {
        // AS 27, 33
        Rejected refusal = (Rejected) login(failed(step, reason));
        assertThat(refusal.ground()).isEqualTo(ground);
        assertThat(refusal.answer().orElseThrow().messages().get("Reason"))
                .containsExactly(reason.strip().replaceAll(" {2,}", " "));
        server.expect(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {202, 400, 401, 403, 409, 500})
    void refusalIsReadFromTheBodyWhateverItsStatus(int status) {
        // AS 19, 27
        String refused = "'State':'Failed','Step':'BaseAuthentication','Reason':'Invalid credentials'";
        assertThat(ground(login(state(status, refused)))).isEqualTo(Ground.CREDENTIALS);
    }

    @Test
    void bodyThatIsNoObjectIsATypedError() {
        // AS 34
        for (String body : List.of("", " ", "{\"State\":\"Succ", "[]", "\"text\"", "null", "{}")) {
            assertThat(login(PlatformServer.json(200, body))).as(body).isInstanceOf(UnexpectedResponse.class);
        }
        assertThat(login(state(200, "'State':'Succeeded','Token':'one-1','Token':'two-2'")))
                .as("two readers could see two different tokens")
                .isInstanceOf(UnexpectedResponse.class)
                .hasMessageNotContaining("one-1");
        assertThat(login(PlatformServer.html(200, "<html><title>Welcome</title>secret-1")))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("Welcome")
                .hasMessageNotContaining("secret-1");
        assertThat(login(state(200, "'State':'Succeeded'").truncated())).isInstanceOf(OutcomeUnknown.class);
        assertThat(login(PlatformServer.json(200, "x".repeat(10_000_000))))
                .isInstanceOf(UnexpectedResponse.class)
                .message()
                .contains("body too long")
                .hasSizeLessThan(500);
    }

    @Test
    void byteOrderMarkAndWrongTypeDoNotHideAGoodAnswer() {
        // AS 34
        String body = "{\"State\":\"Succeeded\",\"Token\":\"" + TOKEN + "\"}";
        server.answers(
                PlatformServer.json(200, "\uFEFF" + body),
                PlatformServer.empty(200).header("Content-Type", "text/plain").body(body),
                PlatformServer.html(200, body));
        assertThat(client.login(ALICE).orElseThrow().token()).isEqualTo(token(TOKEN));
        assertThat(client.login(ALICE).orElseThrow().token()).isEqualTo(token(TOKEN));
        assertThat(failure(() -> client.login(ALICE))).isInstanceOf(Misconfigured.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "123", "{}", "[]", "true", "\"a\\nb\"", "\"a b\\u00e9\""})
    void tokenOfAnotherTypeIsNoToken(String value) {
        // AS 35
        assertThat(login(PlatformServer.json(200, "{\"State\":\"Succeeded\",\"Token\":" + value + "}")))
                .isInstanceOf(UnexpectedResponse.class)
                .hasMessageContaining("field 'Token'");
        assertThat(login(PlatformServer.json(
                        202, "{\"State\":\"Expecting\",\"Step\":\"VerificationCode\",\"Token\":" + value + "}")))
                .isInstanceOf(UnexpectedResponse.class)
                .hasMessageContaining("field 'Token'");
    }

    @Test
    void unknownMembersAreIgnored() {
        // AS 36
        server.answers(state(200, "'Foo':{'Bar':[1]},'State':'Succeeded','Token':'abc','refresh_token':null"));
        assertThat(client.login(ALICE).orElseThrow().token()).isEqualTo(token("abc"));
    }

    @Test
    void serversThatCutHeadersOffAreSaidSo() {
        // AS 13
        for (int status : new int[] {400, 431}) {
            assertThat(login(PlatformServer.html(status, "<h2>Bad Request - Request Too Long</h2>")))
                    .isInstanceOf(Misconfigured.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503})
    void failedServerLeavesTheOutcomeOpen(int status) {
        // AS 16
        assertThat(
                        login(
                                state(
                                        status,
                                        "'message':'An error occurred while processing your request','error':'Unexpected server error'")))
                .isInstanceOf(OutcomeUnknown.class);
        server.expect(1);
    }

    @Test
    void unexplainedRefusalIsNotBlamedOnThePassword() {
        // AS 19
        assertThat(ground(login(denied()))).isEqualTo(Ground.UNSPECIFIED);
        assertThat(ground(login(PlatformServer.empty(401)))).isEqualTo(Ground.UNSPECIFIED);
        assertThat(login(PlatformServer.html(401, "<h1>Unauthorized</h1>"))).isInstanceOf(Misconfigured.class);
    }
}
