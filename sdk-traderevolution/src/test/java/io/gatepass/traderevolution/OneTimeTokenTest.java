package io.gatepass.traderevolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.testkit.FakeTrader;
import io.gatepass.testkit.FakeTraderEvolution;
import io.gatepass.testkit.Fault;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.PlatformServer.Answer;
import io.gatepass.testkit.SeenRequest;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One-time tokens of terminals: presented once whatever happens, and believed only when the yes is unmistakable. */
class OneTimeTokenTest extends TeTestBase {
    private static final String VERIFY = "POST /external/token/verify";

    @Test
    void verificationIsOnePostOfTheTokenInJson() {
        // TE 66
        RenewableSession<BackOfficeTokens> session = signedIn();
        server.answers(verified());
        assertThat(backOffice.verify(session, OTT).login()).isEqualTo("trader1");
        SeenRequest request = last();
        assertThat(request.method() + " " + request.target()).isEqualTo(VERIFY);
        assertThat(request.body()).isEqualTo("{\"token\":\"ott-1\"}");
        assertThat(request.header("Authorization")).contains("Bearer a-1");
        assertThat(request.header("token")).isEmpty();
        server.expect(2);
    }

    @Test
    void verificationWithoutASessionCarriesNoBearer() {
        // TE 66
        server.answers(verified());
        assertThat(backOffice.oneTimeTokens().anonymous(OTT).login()).isEqualTo("trader1");
        assertThat(server.onlyRequest().header("Authorization")).isEmpty();
    }

    static Stream<Supplier<Answer>> troubles() {
        return Stream.of(
                () -> verified().dropped(),
                () -> verified().truncated(),
                () -> PlatformServer.empty(500),
                () -> PlatformServer.empty(502),
                () -> PlatformServer.empty(503),
                () -> PlatformServer.empty(401),
                () -> code(401, "1.1.1.11"),
                () -> code(400, "1.1.1.11"));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void whateverHappensTheTokenIsPresentedOnceAndCountsAsUsed(Supplier<Answer> trouble) {
        // TE 66, 68
        RenewableSession<BackOfficeTokens> session = signedIn();
        server.answers(trouble.get(), pair(2), verified());
        assertThat(thrown(OutcomeUnknown.class, () -> backOffice.verify(session, OTT)))
                .hasMessageContaining("ask for a new link")
                .hasMessageNotContaining("ott-1");
        assertThat(lines().stream().filter(VERIFY::equals)).hasSize(1);
    }

    @Test
    void tooFastIsToldWithTheAdviceAndNotRepeated() {
        // TE 66
        RenewableSession<BackOfficeTokens> session = signedIn();
        server.answers(PlatformServer.empty(429).header("Retry-After", "3"), code(400, "2.147.1.27"));
        for (int i = 0; i < 2; i++) {
            assertThat(thrown(RateLimited.class, () -> backOffice.verify(session, OTT)))
                    .hasMessageContaining("ask for a new link");
        }
        server.expect(3);
    }

    @Test
    void timeoutIsAnUnknownOutcome() {
        // TE 66, 68
        try (var hasty = OkHttpEngine.builder()
                .client(BASE)
                .deadline(Duration.ofMillis(300))
                .build()) {
            server.answers(verified().stalled());
            TerminalTokenChecks checks =
                    backOffice(server.url()).engine(hasty).build().oneTimeTokens();
            assertThat(thrown(OutcomeUnknown.class, () -> checks.anonymous(OTT)))
                    .hasMessageContaining("ask for a new link");
        }
        server.expect(1);
    }

    @Test
    void sessionThatIsDueRenewsBeforeTheCall() {
        // TE 67
        RenewableSession<BackOfficeTokens> session = signedIn();
        time.advance(Duration.ofSeconds(270)); // still good, but perhaps not when the call arrives
        server.answers(pair(2), verified());
        backOffice.verify(session, OTT);
        assertThat(lines()).containsExactly("POST /auth/token", "GET /auth/token/refresh", VERIFY);
        assertThat(last().header("Authorization")).contains("Bearer a-2");
    }

    @Test
    void tokenIsKeptBackIfTheSessionCannotRenewFirst() {
        // TE 67
        List<Supplier<Answer>> failures =
                List.of(() -> PlatformServer.empty(503), () -> PlatformServer.json(200, "{}"), () -> pair(2).dropped());
        for (Supplier<Answer> failure : failures) {
            RenewableSession<BackOfficeTokens> session = signedIn();
            time.advance(Duration.ofSeconds(270));
            server.answers(failure.get());
            assertThat(thrown(Unavailable.class, () -> backOffice.verify(session, OTT)))
                    .hasMessageContaining("was not sent");
        }
        RenewableSession<BackOfficeTokens> ended = signedIn();
        time.advance(Duration.ofSeconds(270));
        server.answers(PlatformServer.empty(401));
        thrown(ReauthenticationRequired.class, () -> backOffice.verify(ended, OTT));
        assertThat(lines()).doesNotContain(VERIFY);
    }

    @Test
    void refusedBearerIsRenewedForTheNextCallButTheTokenIsNotReplayed() {
        // TE 66, 67
        RenewableSession<BackOfficeTokens> session = signedIn();
        server.answers(code(401, "1.1.1.11"), pair(2), verified());
        thrown(OutcomeUnknown.class, () -> backOffice.verify(session, OTT));
        assertThat(lines()).containsExactly("POST /auth/token", VERIFY, "GET /auth/token/refresh");
        backOffice.verify(session, new TerminalToken(Secret.of("ott-2")));
        assertThat(last().body()).contains("ott-2");
        assertThat(last().header("Authorization")).contains("Bearer a-2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"login\":\"trader1\"}",
                "{\"login\":\"trader1\",\"isExpired\":false,\"extra\":[1]}",
                "{\"login\":\"trader1\",\"expired\":false,\"isValid\":true,\"valid\":true,\"verified\":true}",
                "{\"login\":\"trader1\",\"errors\":[]}",
                "{\"login\":\"trader1\",\"errors\":null,\"isExpired\":null}"
            })
    void unmistakableYesIsBelieved(String body) {
        // TE 68
        server.answers(PlatformServer.json(200, body));
        TerminalUser user = backOffice.oneTimeTokens().anonymous(OTT);
        assertThat(user.login()).isEqualTo("trader1");
        assertThat(user.raw()).containsEntry("login", "trader1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"login\":\"trader1\",\"isExpired\":true}",
                "{\"isExpired\":true}",
                "{\"login\":\"trader1\",\"expired\":true}",
                "{\"login\":\"trader1\",\"isExpired\":\"true\"}",
                "{\"login\":\"trader1\",\"isExpired\":\"false\"}",
                "{\"login\":\"trader1\",\"isExpired\":1}",
                "{\"login\":\"trader1\",\"isValid\":false}",
                "{\"login\":\"trader1\",\"valid\":false}",
                "{\"login\":\"trader1\",\"verified\":\"no\"}",
                "{\"login\":\"trader1\",\"errors\":[\"9.9.9.9\"]}",
                "{\"login\":\"trader1\",\"errors\":\"9.9.9.9\"}",
                "{\"login\":\"\"}",
                "{\"login\":\"  \",\"isExpired\":false}",
                "{\"login\":null}",
                "{\"login\":7}",
                "{\"login\":[\"trader1\"]}",
                "{}"
            })
    void everythingElseIsNotValid(String body) {
        // TE 68
        server.answers(PlatformServer.json(200, body), PlatformServer.json(200, body));
        rejected(Ground.ONE_TIME_TOKEN, () -> backOffice.oneTimeTokens().anonymous(OTT));
        rejected(Ground.ONE_TIME_TOKEN, () -> backOffice.oneTimeTokens().older(OTT));
        server.expect(2);
    }

    @ParameterizedTest
    @CsvSource({"400, 9.9.9.9", "401, 9.9.9.9", "403, 9.9.9.9", "404, 9.9.9.9", "406, 9.9.9.9", "422, 9.9.9.9"})
    void refusalWithACodeIsNotValidAndKeepsIt(int status, String code) {
        // TE 68
        server.answers(code(status, code));
        Rejected refusal =
                rejected(Ground.ONE_TIME_TOKEN, () -> backOffice.oneTimeTokens().anonymous(OTT));
        assertThat(BackOfficeErrors.codesOf(refusal)).containsExactly(code);
        assertThat(refusal).hasMessageContaining("ask for a new link");
    }

    @Test
    void userWithoutAccessIsNotBlamedOnTheToken() {
        // TE 13, 68
        RenewableSession<BackOfficeTokens> session = signedIn();
        server.answers(code(400, "2.0.2.4"));
        assertThat(rejected(Ground.NOT_PERMITTED, () -> backOffice.verify(session, OTT)))
                .hasMessageContaining("ask for a new link");
        server.expect(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 204, 400, 406, 422})
    void anyOtherStatusIsNoYes(int status) {
        // TE 68
        server.answers(status == 204 ? PlatformServer.empty(204) : PlatformServer.json(status, "{\"login\":\"x\"}"));
        rejected(Ground.ONE_TIME_TOKEN, () -> backOffice.oneTimeTokens().anonymous(OTT));
    }

    @Test
    void pageOrWrongPlaceIsAnOperatorsProblem() {
        // TE 68
        server.answers(PlatformServer.html(200, "<html>login trader1</html>"), PlatformServer.empty(404));
        for (int i = 0; i < 2; i++) {
            thrown(Misconfigured.class, () -> backOffice.oneTimeTokens().anonymous(OTT));
        }
    }

    @Test
    void secondPresentationGoesThroughAndIsRefused() {
        // TE 69
        try (FakeTraderEvolution te = FakeTraderEvolution.builder().time(time).start()) {
            te.addUser("crm-service", "s3cr\"et");
            FakeTrader trader = te.addTrader("trader1", "pw-1");
            TraderEvolutionBackOffice real = backOffice(te.backOfficeUrl()).build();
            RenewableSession<BackOfficeTokens> session = real.login(CRM);
            var token = new TerminalToken(Secret.of(trader.issueOneTimeToken()));
            assertThat(real.verify(session, token).login()).isEqualTo("trader1");
            rejected(Ground.ONE_TIME_TOKEN, () -> real.verify(session, token));
            assertThat(te.presented(token.value().reveal())).isEqualTo(2);
            var late = new TerminalToken(Secret.of(trader.issueOneTimeToken()));
            time.advance(Duration.ofMinutes(2));
            rejected(Ground.ONE_TIME_TOKEN, () -> real.verify(session, late));
        }
    }

    @Test
    void lostAnswerLeavesTheTokenUsedAndPresentedOnce() {
        // TE 66, 69
        try (FakeTraderEvolution te = FakeTraderEvolution.builder().time(time).start()) {
            te.addUser("crm-service", "s3cr\"et");
            FakeTrader trader = te.addTrader("trader1", "pw-1");
            TraderEvolutionBackOffice real = backOffice(te.backOfficeUrl()).build();
            RenewableSession<BackOfficeTokens> session = real.login(CRM);
            for (Fault fault : List.of(Fault.droppedAnswer(), Fault.truncated())) {
                var token = new TerminalToken(Secret.of(trader.issueOneTimeToken()));
                te.plan("/proftrading/rest/external/token/verify", fault);
                thrown(OutcomeUnknown.class, () -> real.verify(session, token));
                assertThat(te.presented(token.value().reveal())).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t\n"})
    void blankTokenIsRefusedBeforeAnythingIsSent(String blank) {
        // TE 70 (adapted: what a person or a URL brought is Rejected on ground FORM, decision 7)
        Throwable thrown = catchThrowable(() -> new TerminalToken(blank == null ? null : Secret.of(blank)));
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.fieldErrors()).containsOnlyKeys("token"));
        server.expect(0);
    }

    @ParameterizedTest
    @CsvSource({
        "https://b.example/in?token=a%2Bb%2Fc%3D%3D&x=1, a+b/c==",
        "https://b.example/in?x=1&token=a+b, a+b",
        "https://b.example/in?token=a%252Bb, a%2Bb",
        "https://b.example/in?token=abc#token=evil, abc",
        "token=abc, abc",
        "?&token=abc&&x=, abc",
    })
    void tokenOfAUrlIsDecodedExactlyOnce(String url, String expected) {
        // TE 70
        assertThat(TerminalToken.fromUrl(url).value()).isEqualTo(Secret.of(expected));
    }

    @Test
    void parameterMayHaveAnotherName() {
        // TE 70
        assertThat(TerminalToken.fromUrl("https://b.example/?ott=abc", "ott").value())
                .isEqualTo(Secret.of("abc"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://b.example/in",
                "https://b.example/in?token=",
                "https://b.example/in?token",
                "https://b.example/in?x=1",
                "https://b.example/in?token=marker-1&token=marker-2",
                "https://b.example/in?token=marker%2"
            })
    void urlWithoutOneReadableTokenIsRefusedAndNotQuoted(String url) {
        // TE 70
        assertThatThrownBy(() -> TerminalToken.fromUrl(url))
                .isInstanceOf(Rejected.class)
                .hasMessageStartingWith("token")
                .hasMessageNotContaining("marker");
    }

    @Test
    void tokensInTheAnswerAreNotAdopted() {
        // TE 71
        RenewableSession<BackOfficeTokens> session = signedIn();
        BackOfficeTokens before = session.token();
        server.answers(
                PlatformServer.json(200, "{\"accessToken\":\"a-9\",\"refreshToken\":\"r-9\"}"),
                PlatformServer.json(200, "{\"login\":\"trader1\",\"accessToken\":\"a-9\",\"refreshToken\":\"r-9\"}"));
        rejected(Ground.ONE_TIME_TOKEN, () -> backOffice.verify(session, OTT));
        TerminalUser user = backOffice.verify(session, OTT);
        assertThat(session.token()).isEqualTo(before);
        assertThat(user).hasToString("TerminalUser[login=trader1]");
    }

    @Test
    void olderCallIsChosenAndCarriesTheTokenInItsHeader() {
        // TE 72
        server.answers(verified());
        assertThat(backOffice.oneTimeTokens().older(OTT).login()).isEqualTo("trader1");
        SeenRequest request = server.onlyRequest();
        assertThat(request.method() + " " + request.target()).isEqualTo("GET /auth/pfixtoken/verify");
        assertThat(request.header("token")).contains("ott-1");
        assertThat(request.header("Authorization")).isEmpty();
        assertThat(request.body()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void olderCallIsMadeOnceToo(Supplier<Answer> trouble) {
        // TE 66, 72
        server.answers(trouble.get(), verified());
        thrown(OutcomeUnknown.class, () -> backOffice.oneTimeTokens().older(OTT));
        server.expect(1);
    }
}
