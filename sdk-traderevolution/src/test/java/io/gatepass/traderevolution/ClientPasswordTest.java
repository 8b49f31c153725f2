package io.gatepass.traderevolution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.AuthException.UnexpectedResponse;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.testkit.FakeTraderEvolution;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.SeenRequest;
import io.gatepass.testkit.Threads;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-in of a trader by login and password. */
class ClientPasswordTest extends TeTestBase {
    private static final String SENTENCE = "User/password combination is not valid";
    private static final String ODD = "p#&+ %=é";

    @Test
    void signInGoesToOneHostAndCallsToAnother() {
        // TE 4
        try (var auth = PlatformServer.start()) {
            TraderEvolutionClient split = client(server.url() + "/api/v1/")
                    .authBaseUrl(auth.url() + "/auth/v1")
                    .build();
            auth.answers(token("t-1"));
            server.answers(PlatformServer.json(200, "{\"s\":\"ok\",\"d\":[]}"), PlatformServer.empty(200));
            RenewableSession<ClientTokens> session = split.login(TRADER);
            split.accounts(session);
            split.logout(session);
            assertThat(auth.onlyRequest().target()).isEqualTo("/auth/v1/authorize");
            assertThat(lines()).containsExactly("GET /api/v1/accounts", "POST /api/v1/logout");
            assertThat(session.audience()).extracting(Object::toString).noneMatch(auth.url()::equals);
        }
    }

    @Test
    void credentialsAreAFormAndNothingElseIsSent() {
        // TE 6, 49
        server.answers(token("t-1"));
        client.login(ClientLogin.of("trader1", Secret.of(ODD)));
        SeenRequest request = server.onlyRequest();
        assertThat(request.method() + " " + request.target()).isEqualTo("POST /authorize");
        assertThat(request.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/x-www-form-urlencoded"));
        assertThat(request.body()).isEqualTo("login=trader1&password=p%23%26%2B+%25%3D%C3%A9");
        assertThat(request.header("Authorization")).isEmpty();
    }

    @Test
    void everyCharacterArrivesIntactInEitherForm() {
        // TE 6
        try (FakeTraderEvolution te = FakeTraderEvolution.start()) {
            String odd = ODD + " \"'<>\\/?;:@$,李😀";
            te.addTrader(odd, odd);
            ClientLogin login = ClientLogin.of(odd, Secret.of(odd));
            TraderEvolutionClient inForm = client(te.clientUrl()).build();
            TraderEvolutionClient inQuery =
                    client(te.clientUrl()).credentialsInQuery().build();
            assertThat(inForm.accounts(inForm.login(login))).hasSize(1);
            assertThat(inQuery.accounts(inQuery.login(login))).hasSize(1);
        }
    }

    @Test
    void queryIsUsedOnlyWhenToldTo() {
        // TE 6
        server.answers(token("t-1"));
        client(server.url()).credentialsInQuery().build().login(ClientLogin.of("trader1", Secret.of(ODD)));
        SeenRequest request = server.onlyRequest();
        assertThat(request.body()).isEmpty();
        assertThat(request.target())
                .startsWith("/authorize?login=trader1&password=")
                .doesNotContain("#", " ", "é");
        assertThat(URLDecoder.decode(request.target().replaceAll(".*password=", ""), UTF_8))
                .isEqualTo(ODD);
    }

    @Test
    void successThatSaysErrorIsARefusal() {
        // TE 46
        server.answers(PlatformServer.json(
                200, "{\"s\":\"error\",\"errmsg\":\"Something else\",\"d\":{\"access_token\":\"t-1\"}}"));
        Rejected refusal = rejected(Ground.UNSPECIFIED, () -> client.login(TRADER));
        assertThat(refusal.fieldErrors()).containsEntry("errmsg", List.of("Something else"));
        server.expect(1);
    }

    @Test
    void sentenceForManyReasonsIsNotCalledAWrongPassword() {
        // TE 47
        server.answers(refused(SENTENCE), PlatformServer.json(401, "{\"errmsg\":\"" + SENTENCE + "\"}"));
        for (int i = 0; i < 2; i++) {
            Rejected refusal = rejected(Ground.CREDENTIALS, () -> client.login(TRADER));
            assertThat(refusal).hasMessageContainingAll("may be wrong", "may be locked", "may have to be changed");
            assertThat(SignInAttempts.of(refusal)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'. Attempt 3 of 10', 3, 10, CREDENTIALS",
        "'. Attempt 3/10', 3, 10, CREDENTIALS",
        "' (ATTEMPT 9 / 10)', 9, 10, CREDENTIALS",
        "'. Attempt 3 of 3', 3, 3, BLOCKED",
        "'. Attempt 11 of 10', 11, 10, BLOCKED",
    })
    void counterIsRead(String suffix, int attempt, int most, Ground ground) {
        // TE 48
        server.answers(refused(SENTENCE + suffix));
        Rejected refusal = rejected(ground, () -> client.login(TRADER));
        assertThat(SignInAttempts.of(refusal)).contains(new SignInAttempts(attempt, most));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "User is locked",
                "Account BLOCKED by administrator",
                "Brute force protection",
                "User disabled",
                "Trading is suspended"
            })
    void lockedUserIsToldApart(String text) {
        // TE 48
        server.answers(refused(text));
        Rejected refusal = rejected(Ground.BLOCKED, () -> client.login(TRADER));
        assertThat(SignInAttempts.of(refusal)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Attempt of 10", "Attempt 99999 of 100000", "reattempt 1 of 2", "3 of 10"})
    void counterThatIsNoneIsIgnored(String text) {
        // TE 48
        server.answers(refused(text));
        assertThat(SignInAttempts.of(rejected(Ground.UNSPECIFIED, () -> client.login(TRADER))))
                .isEmpty();
    }

    @Test
    void codeIsSentOnlyIfThereIsOne() {
        // TE 49
        server.answers(token("t-1"), token("t-2"), token("t-3"), token("t-4"));
        client.login(TRADER);
        assertThat(last().body()).isEqualTo("login=trader1&password=p%23ss");
        client.login(TRADER.withCode(Secret.of("123 456")));
        assertThat(last().body()).isEqualTo("login=trader1&password=p%23ss&2faCode=123+456");
        TraderEvolutionClient compatible = client(server.url()).falseForNoCode().build();
        compatible.login(TRADER);
        assertThat(last().body()).isEqualTo("login=trader1&password=p%23ss&2faCode=false");
        compatible.login(TRADER.withCode(Secret.of("123456")));
        assertThat(last().body()).endsWith("&2faCode=123456");
    }

    @Test
    void codeIsPresentedOnceSoALostAnswerIsUnknown() {
        // TE 49
        server.answers(token("t-1").dropped(), token("t-1").dropped());
        thrown(OutcomeUnknown.class, () -> client.login(TRADER.withCode(Secret.of("123456"))));
        thrown(Unavailable.class, () -> client.login(TRADER));
        server.expect(2);
        assertThatThrownBy(() -> TRADER.withCode(Secret.of(" "))).isInstanceOf(Rejected.class);
    }

    @Test
    void renewalIsAnotherSignInWithCredentialsAtHand() {
        // TE 50
        var asked = new AtomicInteger();
        server.answers(token("t-1"), token("t-2"));
        RenewableSession<ClientTokens> session = client.login(() -> {
            asked.incrementAndGet();
            return Optional.of(TRADER);
        });
        time.advance(Duration.ofHours(1));
        session.authorization();
        assertThat(asked).hasValue(2);
        assertThat(session.token().accessToken()).isEqualTo(Secret.of("t-2"));
        assertThat(lines()).containsExactly("POST /authorize", "POST /authorize");
    }

    @Test
    void withoutCredentialsTheTokensEndIsTheSessions() {
        // TE 50
        RenewableSession<ClientTokens> forgotten = trader();
        time.advance(Duration.ofHours(1));
        thrown(ReauthenticationRequired.class, forgotten::authorization);
        server.expect(1);
        var atHand = new AtomicReference<>(Optional.of(TRADER));
        server.answers(token("t-1"));
        RenewableSession<ClientTokens> session = client.login(atHand::get);
        atHand.set(Optional.empty());
        time.advance(Duration.ofHours(1));
        thrown(ReauthenticationRequired.class, session::authorization);
        server.expect(2);
    }

    @Test
    void secondFactorThatIsWantedAgainEndsTheSession() {
        // TE 50
        server.answers(token("t-1"), refused("2FA code is required"));
        RenewableSession<ClientTokens> session = client.login(() -> Optional.of(TRADER));
        time.advance(Duration.ofHours(1));
        assertThat(thrown(ReauthenticationRequired.class, session::authorization))
                .hasMessageContaining("refused to sign in again");
        thrown(ReauthenticationRequired.class, session::authorization);
        server.expect(2);
    }

    @Test
    void refreshTokenOfAPasswordSignInIsIgnoredWithoutOAuth() {
        // TE 50
        server.answers(
                PlatformServer.json(200, "{\"s\":\"ok\",\"d\":{\"access_token\":\"t-1\",\"refresh_token\":\"r-1\"}}"));
        RenewableSession<ClientTokens> session = client.login(TRADER);
        time.advance(Duration.ofHours(1));
        thrown(ReauthenticationRequired.class, session::authorization);
        server.expect(1);
    }

    @Test
    void afterOneRefusedSignInNothingIsTriedAgainHoweverManyAsk() throws Exception {
        // TE 51
        server.answers(token("t-1"), refused(SENTENCE + ". Attempt 1 of 3"), token("t-2"));
        RenewableSession<ClientTokens> session = client.login(() -> Optional.of(TRADER));
        time.advance(Duration.ofHours(1));
        List<Object> outcomes = Threads.run(50, session::authorization);
        assertThat(outcomes).hasSize(50).hasOnlyElementsOfType(ReauthenticationRequired.class);
        time.advance(Duration.ofHours(9));
        assertThat(SignInAttempts.of(thrown(ReauthenticationRequired.class, session::authorization)))
                .as("the platform's count comes along")
                .contains(new SignInAttempts(1, 3));
        server.expect(2);
    }

    @Test
    void refusalOfTheTokenMeetsTheSameProtection() {
        // TE 51
        server.answers(token("t-1"), PlatformServer.empty(401), refused(SENTENCE), PlatformServer.empty(401));
        RenewableSession<ClientTokens> session = client.login(() -> Optional.of(TRADER));
        time.advance(Duration.ofSeconds(5));
        for (int i = 0; i < 3; i++) {
            thrown(ReauthenticationRequired.class, () -> client.accounts(session));
        }
        assertThat(lines()).containsExactly("POST /authorize", "GET /accounts", "POST /authorize");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " trader1",
                "trader1 ",
                "trader1\u00A0",
                "tra\u200Bder1",
                "\uFEFFtrader1",
                "tra\u200Dder1",
                "trader1\t",
                "tra\u3164der1"
            })
    void unseenCharactersAreSentAndFoundAndTakenOutOnRequest(String odd) {
        // TE 52
        ClientLogin login = ClientLogin.of(odd, Secret.of(" p\u200Bw "));
        assertThat(login.isSuspicious()).isTrue();
        server.answers(refused(SENTENCE), token("t-1"));
        rejected(Ground.CREDENTIALS, () -> client.login(login));
        assertThat(URLDecoder.decode(last().body(), UTF_8)).isEqualTo("login=" + odd + "&password= p\u200Bw ");
        ClientLogin tidied = login.tidied();
        assertThat(tidied.isSuspicious()).isFalse();
        client.login(tidied);
        assertThat(URLDecoder.decode(last().body(), UTF_8)).isEqualTo("login=trader1&password= p\u200Bw ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"trader1", "Jürgen Müller", "a.b@c.d", "李", "o'neil"})
    void ordinaryLoginIsNotSuspicious(String login) {
        // TE 52
        assertThat(ClientLogin.of(login, Secret.of("pw")).isSuspicious()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"s\":\"ok\"}",
                "{\"s\":\"ok\",\"d\":null}",
                "{\"s\":\"ok\",\"d\":[]}",
                "{\"s\":\"ok\",\"d\":{}}",
                "{\"s\":\"ok\",\"d\":{\"access_token\":\"\"}}",
                "{\"s\":\"ok\",\"d\":{\"access_token\":7}}",
                "{\"s\":\"ok\",\"d\":{\"access_token\":\"Bearer \"}}",
                "{\"d\":{\"access_token\":\"t-1\"}}",
                "{\"s\":null,\"d\":{\"access_token\":\"t-1\"}}",
                "{\"s\":\"OK\",\"d\":{\"access_token\":\"t-1\"}}",
                "{\"s\":\"maybe\",\"d\":{\"access_token\":\"t-1\"}}",
                "{\"s\":true,\"d\":{\"access_token\":\"t-1\"}}",
                "{\"access_token\":\"t-1\"}"
            })
    void successThatDoesNotSaySoIsMalformed(String body) {
        // TE 53
        server.answers(PlatformServer.json(200, body));
        thrown(UnexpectedResponse.class, () -> client.login(TRADER));
        server.expect(1);
    }

    @ParameterizedTest
    @CsvSource({"400, Rejected", "401, Rejected", "404, Misconfigured", "405, Misconfigured", "500, Unavailable"})
    void refusalWithoutWordsIsToldByItsStatus(int status, String kind) {
        // TE 47
        server.answers(PlatformServer.empty(status));
        assertThat(thrown(AuthException.class, () -> client.login(TRADER))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(kind);
        server.expect(1);
    }

    @Test
    void tooManySignInsAreTold() {
        server.answers(PlatformServer.json(429, "{\"errmsg\":\"Slow down\"}").header("Retry-After", "2"));
        assertThat(thrown(RateLimited.class, () -> client.login(TRADER)).retryAfter())
                .contains(Duration.ofSeconds(2));
        server.expect(1);
    }

    @Test
    void accountsAndConfigAreReadAndTheirRefusalsToo() {
        // TE 46
        RenewableSession<ClientTokens> session = trader();
        server.answers(
                PlatformServer.json(
                        200, "{\"s\":\"ok\",\"d\":[{\"id\":12,\"name\":\"main\",\"x\":1},{\"accountId\":\"b\"}]}"),
                PlatformServer.json(200, "{\"s\":\"ok\",\"d\":{\"rateLimits\":[{\"n\":1.50}]}}"),
                refused("Not now"),
                PlatformServer.json(200, "{\"s\":\"ok\",\"d\":{}}"));
        List<ClientAccount> accounts = client.accounts(session);
        assertThat(accounts).hasSize(2);
        assertThat(accounts.get(0).id()).contains("12");
        assertThat(accounts.get(0).name()).contains("main");
        assertThat(accounts.get(1).id()).contains("b");
        assertThat(client.config(session)).containsKey("rateLimits");
        rejected(Ground.UNSPECIFIED, () -> client.accounts(session));
        thrown(UnexpectedResponse.class, () -> client.accounts(session));
    }

    @Test
    void brokersTokenIsAskedForAnewWhenItEnds() {
        var asked = new AtomicInteger();
        server.answers(PlatformServer.json(200, "{\"s\":\"ok\",\"d\":[]}"));
        RenewableSession<ClientTokens> session =
                client.supplied(() -> new BrokerToken(Secret.of("b-" + asked.incrementAndGet()), in(600)));
        client.accounts(session);
        assertThat(last().header("Authorization")).contains("Bearer b-1");
        time.advance(Duration.ofSeconds(600));
        assertThat(session.authorization().headers().get("Authorization")).isEqualTo(Secret.of("Bearer b-2"));
        server.answers(PlatformServer.empty(401), PlatformServer.json(200, "{\"s\":\"ok\",\"d\":[]}"));
        time.advance(Duration.ofSeconds(2));
        client.accounts(session);
        assertThat(last().header("Authorization")).contains("Bearer b-3");
        server.expect(3);
        thrown(
                ReauthenticationRequired.class,
                () -> client.supplied(() -> {
                    throw new ReauthenticationRequired("the broker's session is over");
                }));
    }

    @Test
    void tokensAndSessionsBelongToTheirInstallation() {
        // TE 78
        ClientTokens tokens = trader().token();
        TraderEvolutionClient other = client("https://other.example/v1").build();
        assertThatThrownBy(() -> other.resume(tokens)).isInstanceOf(Misconfigured.class);
        assertThatThrownBy(() -> other.resume(tokens, () -> Optional.of(TRADER)))
                .isInstanceOf(Misconfigured.class);
        RenewableSession<ClientTokens> session = client.resume(tokens);
        assertThatThrownBy(() -> other.accounts(session)).isInstanceOf(Misconfigured.class);
        assertThatThrownBy(() -> other.logout(session)).isInstanceOf(Misconfigured.class);
        server.expect(1);
    }

    @Test
    void storedTokensGoOn() {
        // TE 50
        ClientTokens tokens = trader().token();
        server.answers(PlatformServer.json(200, "{\"s\":\"ok\",\"d\":[]}"), token("t-2"));
        client.accounts(client.resume(tokens));
        assertThat(last().header("Authorization")).contains("Bearer t-1");
        time.advance(Duration.ofHours(2));
        RenewableSession<ClientTokens> keeping = client.resume(tokens, () -> Optional.of(TRADER));
        keeping.authorization();
        assertThat(keeping.token().accessToken()).isEqualTo(Secret.of("t-2"));
        server.expect(3);
    }
}
