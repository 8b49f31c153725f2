package io.gatepass.traderevolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.AuthException.UnexpectedResponse;
import io.gatepass.core.Authorization;
import io.gatepass.core.Origin;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.PlatformServer.Answer;
import io.gatepass.testkit.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the back office's pair of tokens is renewed, and what happens when that goes wrong. */
class BackOfficeRenewalTest extends TeTestBase {
    private static final String LOGIN = "POST /auth/token";
    private static final String REFRESH = "GET /auth/token/refresh";
    private static final Secret A2 = Secret.of("a-2");

    private void pastTheEnd() {
        time.advance(Duration.ofSeconds(300));
    }

    private List<String> refreshTokensSent() {
        return server.requests().stream()
                .flatMap(request -> request.header("token").stream())
                .toList();
    }

    @Test
    void bothTokensAreReplacedAtOnce() {
        // TE 27
        List<BackOfficeTokens> told = new ArrayList<>();
        TraderEvolutionBackOffice listening = backOffice(server.url())
                .onRenewed((spent, fresh) -> told.addAll(List.of(spent, fresh)))
                .build();
        server.answers(pair(1), pair(2), pair(3));
        RenewableSession<BackOfficeTokens> session = listening.login(CRM);
        BackOfficeTokens first = session.token();
        BackOfficeTokens second = session.renew();
        assertThat(second.accessToken()).isEqualTo(A2);
        assertThat(second.refreshToken()).isEqualTo(Secret.of("r-2"));
        BackOfficeTokens third = session.renew();
        assertThat(refreshTokensSent()).containsExactly("r-1", "r-2");
        assertThat(told).containsExactly(first, second, second, third);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"refreshToken\":null", ",\"refreshToken\":\"\"", ",\"refreshToken\":\" \""})
    void answerWithoutARefreshTokenKeepsTheOldOneAndItsEnd(String member) {
        // TE 28
        RenewableSession<BackOfficeTokens> session = signedIn();
        BackOfficeTokens first = session.token();
        time.advance(Duration.ofSeconds(100));
        server.answers(PlatformServer.json(
                200,
                "{\"accessToken\":\"a-2\",\"refreshTokenLifeTime\":9999,\"accessTokenLifeTime\":5000" + member + "}"));
        BackOfficeTokens second = session.renew();
        assertThat(second.accessToken()).isEqualTo(A2);
        assertThat(second.refreshToken()).isEqualTo(first.refreshToken());
        assertThat(second.renewableFor()).isEqualTo(first.renewableFor());
        time.advance(Duration.ofSeconds(3600 - 2 - 100 - 1));
        server.answers(pair(3));
        session.renew();
        assertThat(refreshTokensSent()).containsExactly("r-1", "r-1");
    }

    @Test
    void refreshTokenThatWentOnEndsWhenItWasGoingTo() {
        // TE 28, 31
        RenewableSession<BackOfficeTokens> session = signedIn();
        server.answers(PlatformServer.json(200, "{\"accessToken\":\"a-2\",\"accessTokenLifeTime\":9000}"));
        session.renew();
        time.stepWallClock(Duration.ofHours(-5));
        time.advance(Duration.ofSeconds(3598));
        thrown(ReauthenticationRequired.class, session::renew);
        server.expect(2);
        assertThat(session.authorization()).as("the access token serves on").isNotNull();
    }

    @Test
    void fiftyThreadsShareOneRefreshAndItsPair() throws Exception {
        // TE 29
        RenewableSession<BackOfficeTokens> session = signedIn();
        pastTheEnd();
        server.answers(pair(2));
        List<Object> outcomes = Threads.run(50, () -> {
            session.authorization();
            return session.token();
        });
        assertThat(outcomes).hasSize(50).containsOnly(session.token());
        assertThat(lines()).containsExactly(LOGIN, REFRESH);
    }

    @Test
    void fiftyThreadsShareOneFailureToo() throws Exception {
        // TE 29
        RenewableSession<BackOfficeTokens> session = signedIn();
        pastTheEnd();
        server.answers(PlatformServer.empty(401));
        List<Object> outcomes = Threads.run(50, session::authorization);
        assertThat(outcomes).hasSize(50).hasOnlyElementsOfType(ReauthenticationRequired.class);
        assertThat(lines()).containsExactly(LOGIN, REFRESH);
    }

    @Test
    void refusalOfAnOlderTokenRenewsNothing() {
        // TE 30
        RenewableSession<BackOfficeTokens> session = signedIn();
        Authorization old = session.authorization();
        server.answers(pair(2));
        session.renew();
        time.advance(Duration.ofSeconds(10));
        assertThat(session.replace(old)).contains(session.authorization());
        server.expect(2);
    }

    @Test
    void refreshTokenThatIsOverIsNotSent() {
        // TE 31
        RenewableSession<BackOfficeTokens> session = signedIn();
        time.advance(Duration.ofSeconds(3600));
        thrown(ReauthenticationRequired.class, session::authorization);
        assertThat(lines()).containsExactly(LOGIN);
    }

    @Test
    void refreshTokenThatIsOverLeadsStraightToLogin() {
        // TE 31
        RenewableSession<BackOfficeTokens> session = signedInKeeping();
        time.advance(Duration.ofSeconds(3600));
        server.answers(pair(2));
        session.authorization();
        assertThat(lines()).containsExactly(LOGIN, LOGIN);
        assertThat(session.token().accessToken()).isEqualTo(A2);
    }

    static Stream<Supplier<Answer>> refusals() {
        return Stream.of(
                () -> PlatformServer.empty(400),
                () -> PlatformServer.empty(401),
                () -> code(401, "1.1.1.11"),
                () -> code(406, "9.9.9.9"),
                () -> code(200, "1.1.1.11"),
                () -> code(400, "1.2.0.11"),
                () -> code(403, "2.0.2.4"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusedRefreshEndsTheSessionOnce(Supplier<Answer> refusal) {
        // TE 32
        RenewableSession<BackOfficeTokens> session = signedIn();
        pastTheEnd();
        server.answers(refusal.get());
        for (int i = 0; i < 3; i++) {
            thrown(ReauthenticationRequired.class, session::authorization);
        }
        assertThatThrownBy(session::token).as("cleared").isInstanceOf(ReauthenticationRequired.class);
        assertThat(lines()).containsExactly(LOGIN, REFRESH);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusedRefreshLeadsToOneLoginWhereCredentialsAreAtHand(Supplier<Answer> refusal) {
        // TE 32
        RenewableSession<BackOfficeTokens> session = signedInKeeping();
        pastTheEnd();
        server.answers(refusal.get(), pair(2));
        session.authorization();
        assertThat(lines()).containsExactly(LOGIN, REFRESH, LOGIN);
        assertThat(session.token().accessToken()).isEqualTo(A2);
    }

    @Test
    void refusedLoginAfterARefusedRefreshEndsTheSessionAndIsNotTriedAgain() {
        // TE 32, 35
        RenewableSession<BackOfficeTokens> session = signedInKeeping();
        pastTheEnd();
        server.answers(PlatformServer.empty(401), code(401, "1.2.0.11"));
        for (int i = 0; i < 5; i++) {
            thrown(ReauthenticationRequired.class, session::authorization);
        }
        assertThat(lines()).containsExactly(LOGIN, REFRESH, LOGIN);
    }

    static Stream<Supplier<Answer>> doubts() {
        return Stream.of(
                () -> PlatformServer.empty(500),
                () -> PlatformServer.empty(503),
                () -> PlatformServer.empty(504),
                () -> PlatformServer.empty(408),
                () -> PlatformServer.empty(204),
                () -> PlatformServer.json(200, "{}"),
                () -> PlatformServer.html(200, "<html>maintenance</html>"),
                () -> code(200, "2.147.1.27"),
                () -> pair(2).dropped(),
                () -> pair(2).truncated());
    }

    @ParameterizedTest
    @MethodSource("doubts")
    void refreshWithoutAUsableAnswerIsSentOnceAndTheTokenServesOn(Supplier<Answer> doubt) {
        // TE 33, 34
        RenewableSession<BackOfficeTokens> session = signedIn();
        server.answers(doubt.get());
        Throwable first = catchThrowable(session::renew);
        assertThat(first).isInstanceOf(AuthException.class).isNotInstanceOf(ReauthenticationRequired.class);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(session::renew).isInstanceOf(first.getClass());
            time.advance(Duration.ofSeconds(60));
            assertThat(session.authorization()).as("still good").isNotNull();
        }
        assertThat(refreshTokensSent()).containsExactly("r-1");
        thrown(ReauthenticationRequired.class, () -> session.replace(session.authorization()));
        server.expect(2);
    }

    @ParameterizedTest
    @MethodSource("doubts")
    void refusalAfterADoubtfulRefreshLeadsToLogin(Supplier<Answer> doubt) {
        // TE 33, 34
        RenewableSession<BackOfficeTokens> session = signedInKeeping();
        time.advance(Duration.ofSeconds(270));
        server.answers(doubt.get(), pair(2), PlatformServer.json(200, "[]"));
        Authorization used = session.authorization(); // due, not over: renewed in the background
        assertThat(session.replace(used)).isPresent();
        assertThat(backOffice.findUser(session, "x")).isEmpty();
        assertThat(lines()).containsExactly(LOGIN, REFRESH, LOGIN, "GET /users?login=%27x%27");
        assertThat(refreshTokensSent()).containsExactly("r-1");
        assertThat(last().header("Authorization")).contains("Bearer a-2");
    }

    @Test
    void droppedConnectionIsAnUnknownOutcomeAndOneRequest() {
        // TE 34
        RenewableSession<BackOfficeTokens> session = signedIn();
        server.answers(pair(2).dropped(), pair(3));
        thrown(OutcomeUnknown.class, session::renew);
        assertThat(lines()).containsExactly(LOGIN, REFRESH);
    }

    @Test
    void answerThatMakesNoSenseIsReportedAsItself() {
        // TE 10, 33
        RenewableSession<BackOfficeTokens> session = signedIn();
        server.answers(PlatformServer.json(200, "{\"refreshToken\":\"r-2\"}"));
        assertThat(thrown(UnexpectedResponse.class, session::renew)).hasMessageContaining("accessToken");
        assertThat(session.token().refreshToken()).isEqualTo(Secret.of("r-1"));
    }

    @Test
    void interruptedWaiterLeavesTheRefreshAlone() throws Exception {
        // TE 36
        RenewableSession<BackOfficeTokens> session = signedIn();
        pastTheEnd();
        var heard = new CompletableFuture<Throwable>();
        var flag = new CompletableFuture<Boolean>();
        Thread waiter = new Thread(() -> {
            heard.complete(catchThrowable(session::authorization));
            flag.complete(Thread.currentThread().isInterrupted());
        });
        server.awaitRequest();
        waiter.start();
        assertThat(server.awaitRequest().path()).isEqualTo("/auth/token/refresh");
        waiter.interrupt();
        assertThat(heard.get()).isInstanceOf(Unavailable.class);
        assertThat(flag.get()).isTrue();
        server.answers(pair(2));
        session.authorization();
        assertThat(session.token().accessToken()).isEqualTo(A2);
        server.expect(2);
    }

    @Test
    void failedRefreshDoesNotPoisonTheNext() {
        // TE 36, 41
        RenewableSession<BackOfficeTokens> session = signedIn();
        pastTheEnd();
        server.answers(PlatformServer.empty(429));
        thrown(RateLimited.class, session::authorization);
        thrown(RateLimited.class, session::authorization);
        server.expect(2);
        server.answers(code(400, "2.147.1.27"));
        time.advance(Duration.ofSeconds(1));
        thrown(RateLimited.class, session::authorization);
        server.expect(3);
        time.advance(Duration.ofSeconds(1));
        thrown(RateLimited.class, session::authorization);
        server.expect(3);
        server.answers(pair(2));
        time.advance(Duration.ofSeconds(1));
        session.authorization();
        assertThat(refreshTokensSent()).as("not processed, so the same one").containsExactly("r-1", "r-1", "r-1");
        assertThat(session.token().accessToken()).isEqualTo(A2);
    }

    @Test
    void pauseThatThePlatformAsksForIsObeyed() {
        // TE 41
        RenewableSession<BackOfficeTokens> session = signedIn();
        pastTheEnd();
        server.answers(code(429, "2.147.1.27").header("Retry-After", "17"));
        thrown(RateLimited.class, session::authorization);
        time.advance(Duration.ofSeconds(16));
        thrown(RateLimited.class, session::authorization);
        server.expect(2);
        server.answers(pair(2));
        time.advance(Duration.ofSeconds(1));
        session.authorization();
        server.expect(3);
    }

    @Test
    void unreachablePlatformIsTriedAgainLater() {
        // TE 36
        PlatformServer gone = PlatformServer.start();
        gone.close();
        var stored = new BackOfficeTokens(Secret.of("a-1"), in(-1), Secret.of("r-1"), in(3600), Origin.of(gone.url()));
        RenewableSession<BackOfficeTokens> session =
                backOffice(gone.url()).build().resume(stored);
        for (int i = 0; i < 3; i++) {
            thrown(Unavailable.class, session::authorization);
            time.advance(Duration.ofSeconds(10));
        }
        assertThat(session.token()).as("not over").isEqualTo(stored);
    }

    @Test
    void doubtWithCredentialsAtHandLetsAnImpatientCallerSignInAtOnce() {
        // TE 33
        RenewableSession<BackOfficeTokens> session = signedInKeeping();
        server.answers(pair(2).dropped(), pair(3));
        assertThat(session.renew().accessToken()).isEqualTo(Secret.of("a-3"));
        assertThat(lines()).containsExactly(LOGIN, REFRESH, LOGIN);
    }

    @Test
    void storedPairGoesOnWithoutASignIn() {
        // TE 27, 31
        BackOfficeTokens stored = signedIn().token();
        RenewableSession<BackOfficeTokens> resumed = backOffice.resume(stored);
        server.expect(1);
        pastTheEnd();
        server.answers(pair(2));
        resumed.authorization();
        assertThat(refreshTokensSent()).containsExactly("r-1");
        time.advance(Duration.ofSeconds(4000));
        RenewableSession<BackOfficeTokens> keeping = backOffice.resume(stored, () -> Optional.of(CRM));
        server.answers(pair(3));
        keeping.authorization();
        assertThat(lines()).containsExactly(LOGIN, REFRESH, LOGIN);
    }
}
