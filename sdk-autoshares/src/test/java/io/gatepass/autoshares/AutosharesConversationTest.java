package io.gatepass.autoshares;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.autoshares.AutosharesChallenge.Code;
import io.gatepass.autoshares.AutosharesChallenge.Pin;
import io.gatepass.autoshares.AutosharesChallenge.Question;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.Secret;
import io.gatepass.core.SignIn;
import io.gatepass.core.TokenSession;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.PlatformServer.Answer;
import io.gatepass.testkit.SeenRequest;
import io.gatepass.testkit.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A sign-in that asks back: one answer to each question, within its time. */
class AutosharesConversationTest extends AutosharesTestBase {
    private static Answer wrongPinAskedAgain(String token) {
        return PlatformServer.json(
                202,
                "{\"State\":\"Expecting\",\"Step\":\"SecutityPin\",\"Reason\":\"Invalid pin\",\"Token\":\"" + token
                        + "\"}");
    }

    private static void assertOver(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(ReauthenticationRequired.class);
    }

    @Test
    void codeIsAskedForWithoutSayingWhereItWent() {
        // AS 22, 49
        Code asked = askedForCode();
        assertThat(asked.said()).isEqualTo("Expecting confirmation code");
        assertThat(asked.isRepeated()).isFalse();
        assertThat(asked.expiresAbout()).isEqualTo(time.now().plus(Duration.ofMinutes(5)));
        assertThat(asked.toString()).contains("Code").doesNotContain(INTERIM, "alice", "correct horse");
        assertThat(asked.toString().toLowerCase(Locale.ROOT)).doesNotContain("mail", "sms", "phone");
        assertThat(Code.class.getMethods())
                .noneMatch(method -> method.getName().toLowerCase(Locale.ROOT).contains("channel"))
                .as("the interim token does not come out")
                .noneMatch(method -> method.getName().toLowerCase(Locale.ROOT).contains("token"));
    }

    @Test
    void codeThenPinThenSession() {
        // AS 24
        server.answers(expecting("VerificationCode", "i-1"), expecting("SecurityPin", "i-2"), succeeded(TOKEN));
        Code code = challenge(client.login(ALICE), Code.class);
        Pin pin = challenge(client.answer(code, CODE), Pin.class);
        TokenSession<AutosharesToken> session =
                client.answer(pin, Secret.of("9876")).orElseThrow();
        assertThat(session.token()).isEqualTo(token(TOKEN));
        assertThat(server.requests().get(1).header("Authorization")).contains("Bearer i-1");
        SeenRequest last = server.requests().get(2);
        assertThat(last.header("Authorization")).contains("Bearer i-2");
        assertThat(last.headers()).containsKey("PinCode").doesNotContainKey("VerificationCode");
    }

    @Test
    void signInAsksUntilItIsThroughAndKeepsThePersonInformed() {
        // AS 24
        server.answers(
                expecting("VerificationCode", "i-1"),
                expecting("SecutityPin", "i-2"),
                wrongPinAskedAgain("i-3"),
                succeeded(TOKEN));
        var asked = new ArrayList<String>();
        TokenSession<AutosharesToken> session = client.signIn(ALICE, question -> {
            asked.add(question.getClass().getSimpleName() + " " + question.isRepeated() + " " + question.said());
            return CODE;
        });
        assertThat(asked)
                .containsExactly(
                        "Code false Expecting confirmation code",
                        "Pin false Expecting confirmation code",
                        "Pin true Invalid pin");
        assertThat(session.token()).isEqualTo(token(TOKEN));
    }

    @Test
    void platformThatNeverStopsAskingIsStopped() {
        // AS 24
        for (int i = 0; i < 20; i++) {
            server.answers(expecting("VerificationCode", "i-" + i));
        }
        var answers = new ArrayList<Secret>();
        assertThat(groundOf(() -> client.signIn(ALICE, question -> {
                    answers.add(CODE);
                    return CODE;
                })))
                .isEqualTo(Ground.SECOND_FACTOR);
        assertThat(answers).hasSize(5);
        server.expect(6);
    }

    @Test
    void deadEndsEndASignInThatNobodyCanAnswer() {
        // AS 28, 29
        server.answers(
                PlatformServer.json(202, "{\"Reason\":\"Your Password has expired\",\"ConfirmationToken\":\"c\"}"),
                PlatformServer.json(
                        202, "{\"Reason\":\"PIN code is not init\",\"ConfirmationToken\":\"c\",\"Token\":\"t\"}"));
        assertThat(groundOf(() -> client.signIn(ALICE, question -> CODE))).isEqualTo(Ground.PASSWORD_EXPIRED);
        assertThat(groundOf(() -> client.signIn(ALICE, question -> CODE))).isEqualTo(Ground.SECOND_FACTOR);
        server.expect(2);
    }

    @Test
    void promptThatThrowsEndsTheSignIn() {
        server.answers(expecting("VerificationCode", INTERIM));
        assertThatThrownBy(() -> client.signIn(ALICE, question -> {
                    throw new IllegalStateException("the dialogue was closed");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the dialogue was closed");
        server.expect(1);
    }

    @Test
    void newTokenOfARepeatedQuestionReplacesTheOld() {
        // AS 25
        Pin first = askedForPin();
        server.answers(wrongPinAskedAgain("i-new"), succeeded(TOKEN));
        Pin second = challenge(client.answer(first, Secret.of("1")), Pin.class);
        assertThat(second.isRepeated()).isTrue();
        assertThat(client.answer(second, Secret.of("2")).orElseThrow().token()).isEqualTo(token(TOKEN));
        assertThat(server.requests().get(1).header("Authorization")).contains("Bearer " + INTERIM);
        assertThat(server.requests().get(2).header("Authorization")).contains("Bearer i-new");
    }

    @Test
    void refusalThatBringsATokenIsAnotherChanceToo() {
        // AS 25
        Code first = askedForCode();
        server.answers(
                PlatformServer.json(
                        401,
                        "{\"State\":\"Failed\",\"Step\":\"VerificationCode\",\"Reason\":\"Invalid code\",\"Token\":\"i-new\"}"));
        Code second = challenge(client.answer(first, CODE), Code.class);
        assertThat(second.isRepeated()).isTrue();
        server.answers(succeeded(TOKEN));
        client.answer(second, CODE);
        assertThat(server.requests().get(2).header("Authorization")).contains("Bearer i-new");
    }

    @Test
    void refusalWithoutATokenEndsTheConversation() {
        // AS 25
        Code asked = askedForCode();
        server.answers(failed("VerificationCode", "Invalid code"));
        assertThat(groundOf(() -> client.answer(asked, CODE))).isEqualTo(Ground.SECOND_FACTOR);
        assertOver(() -> client.answer(asked, CODE));
        assertOver(() -> client.resend(asked));
        server.expect(2);
    }

    @Test
    void interimTokenIsNeverASession() {
        // AS 45
        Code asked = askedForCode();
        server.answers(succeeded(TOKEN), info());
        TokenSession<AutosharesToken> session = client.answer(asked, CODE).orElseThrow();
        client.identity().currentUser(session);
        assertThat(session.token().value()).isNotEqualTo(Secret.of(INTERIM));
        assertThat(server.requests().get(2).header("Authorization")).contains("Bearer " + TOKEN);
    }

    @Test
    void questionIsAnsweredOnceByWhoeverComesFirst() throws Exception {
        // AS 46
        Code asked = askedForCode();
        server.answers(succeeded(TOKEN));
        List<Object> outcomes = Threads.run(8, () -> client.answer(asked, CODE));
        assertThat(outcomes.stream().filter(SignIn.class::isInstance)).hasSize(1);
        assertThat(outcomes.stream().filter(ReauthenticationRequired.class::isInstance))
                .hasSize(7);
        server.expect(2);
    }

    @Test
    void abandonedQuestionTakesNoAnswer() {
        // AS 45, 46, 47
        Code asked = askedForCode();
        asked.abandon();
        asked.abandon();
        assertOver(() -> client.answer(asked, CODE));
        server.expect(1);
    }

    @Test
    void questionAbandonedWhileItsAnswerIsUnderWayStaysAbandoned() {
        // AS 46, 47
        var pending = new Pending<>("held", time, Duration.ofMinutes(5));
        assertThatThrownBy(() -> pending.use(held -> {
                    pending.drop();
                    throw new Unavailable("not taken in");
                }))
                .isInstanceOf(Unavailable.class);
        assertThat(pending.isOpen()).isFalse();
        assertOver(() -> pending.use(held -> held));
    }

    @Test
    void questionLapsesByTheClockThatNobodySteps() {
        // AS 47
        Code kept = askedForCode();
        time.stepWallClock(Duration.ofDays(1));
        time.advance(Duration.ofMinutes(5).minusNanos(1));
        server.answers(expecting("VerificationCode", "i-2"));
        Code asked = challenge(client.answer(kept, CODE), Code.class);
        time.advance(Duration.ofMinutes(5));
        assertThatThrownBy(() -> client.answer(asked, CODE))
                .isInstanceOf(ReauthenticationRequired.class)
                .hasMessageContaining("lapsed");
        server.expect(2);
    }

    @Test
    void howLongAQuestionWaitsIsASetting() {
        // AS 47
        server.answers(expecting("VerificationCode", INTERIM));
        AutosharesClient brisk = builder().questionLife(Duration.ofSeconds(20)).build();
        Question asked = challenge(brisk.login(ALICE), Code.class);
        assertThat(asked.expiresAbout()).isEqualTo(time.now().plusSeconds(20));
        time.advance(Duration.ofSeconds(20));
        assertOver(() -> brisk.answer((Code) asked, CODE));
        server.expect(1);
    }

    @Test
    void answerThatWasNotTakenInMayBeGivenAgain() {
        // AS 46
        Code asked = askedForCode();
        server.answers(PlatformServer.empty(429).header("Retry-After", "3"));
        assertThatThrownBy(() -> client.answer(asked, CODE)).isInstanceOf(RateLimited.class);
        server.answers(succeeded(TOKEN));
        assertThat(client.answer(asked, CODE).orElseThrow().token()).isEqualTo(token(TOKEN));
    }

    @Test
    void answerThatNeverLeftMayBeGivenAgain() {
        // AS 16, 46
        Code asked = askedForCode();
        server.close();
        engine.client().connectionPool().evictAll();
        assertThatThrownBy(() -> client.answer(asked, CODE)).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> client.answer(asked, CODE))
                .as("still open, and still nobody there")
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void answerWhoseOutcomeIsUnknownIsNotGivenAgain() {
        // AS 16, 46
        Code asked = askedForCode();
        server.answers(succeeded(TOKEN).dropped());
        assertThatThrownBy(() -> client.answer(asked, CODE)).isInstanceOf(OutcomeUnknown.class);
        assertOver(() -> client.answer(asked, CODE));
        server.expect(2);
    }

    @Test
    void resendBeginsAnewAndTheOldTokenIsNotUsed() {
        // AS 48
        Code first = askedForCode();
        time.advance(Duration.ofSeconds(30));
        server.answers(expecting("VerificationCode", "i-second"), succeeded(TOKEN));
        Code second = challenge(client.resend(first), Code.class);
        assertThat(second.isRepeated()).as("nothing was answered").isFalse();
        assertOver(() -> client.answer(first, CODE));
        client.answer(second, CODE);
        SeenRequest restart = server.requests().get(1);
        assertThat(restart.headers()).doesNotContainKeys("Authorization", "VerificationCode");
        assertThat(restart.header("Password")).contains(PASSWORD.reveal());
        assertThat(server.requests().get(2).header("Authorization")).contains("Bearer i-second");
    }

    @Test
    void resendTooSoonIsRefusedHereAndSaysForHowLong() {
        // AS 48
        Code asked = askedForCode();
        time.advance(Duration.ofSeconds(12));
        assertThatThrownBy(() -> client.resend(asked))
                .isInstanceOfSatisfying(
                        RateLimited.class,
                        limited -> assertThat(limited.retryAfter()).contains(Duration.ofSeconds(18)));
        server.expect(1);
        server.answers(succeeded(TOKEN));
        assertThat(client.answer(asked, CODE).orElseThrow().token())
                .as("the first code is still good")
                .isEqualTo(token(TOKEN));
    }

    @Test
    void refusedPasswordOnResendEndsIt() {
        // AS 27, 48
        Code asked = askedForCode();
        time.advance(Duration.ofSeconds(31));
        server.answers(failed("BaseAuthentication", "Invalid credentials"));
        assertThatThrownBy(() -> client.resend(asked))
                .isInstanceOfSatisfying(
                        Rejected.class, no -> assertThat(no.ground()).isEqualTo(Ground.CREDENTIALS));
        assertOver(() -> client.answer(asked, CODE));
        server.expect(2);
    }
}
