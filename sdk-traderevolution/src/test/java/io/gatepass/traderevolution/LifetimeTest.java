package io.gatepass.traderevolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.Lifetime;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.RenewableSession.Tuning;
import io.gatepass.core.Secret;
import io.gatepass.testkit.ManualTime;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.PlatformServer.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long tokens are taken to last, on both APIs. */
class LifetimeTest extends TeTestBase {
    private static final Secret A1 = Secret.of("a-1");
    private static final Secret A2 = Secret.of("a-2");

    private RenewableSession<BackOfficeTokens> opened(Answer first) {
        server.answers(first);
        return backOffice.login(CRM);
    }

    private BackOfficeTokens issued(String access, String refresh) {
        server.answers(PlatformServer.json(
                200,
                "{\"accessToken\":\"a-1\",\"accessTokenLifeTime\":" + access
                        + ",\"refreshToken\":\"r-1\",\"refreshTokenLifeTime\":" + refresh + "}"));
        return backOffice.login(CRM).token();
    }

    private ClientTokens signedInUntil(String member) {
        server.answers(PlatformServer.json(200, "{\"s\":\"ok\",\"d\":{\"access_token\":\"t-1\"" + member + "}}"));
        return client.login(TRADER).token();
    }

    @Test
    void tokenIsRenewedThirtySecondsBeforeItsEndAndNotEarlier() {
        // TE 16
        RenewableSession<BackOfficeTokens> session = opened(pair(1));
        time.advance(Duration.ofSeconds(269));
        assertThat(session.renewIfDue().accessToken()).isEqualTo(A1);
        server.expect(1);
        server.answers(pair(2));
        time.advance(Duration.ofSeconds(1));
        session.authorization();
        assertThat(server.awaitRequest().path()).isEqualTo("/auth/token");
        assertThat(server.awaitRequest().path()).isEqualTo("/auth/token/refresh");
        assertThat(session.renewIfDue().accessToken()).isEqualTo(A2);
        server.expect(2);
    }

    @Test
    void marginIsThirtySecondsAtMostUnlessTold() {
        // TE 16
        server.answers(pair("a-1", 36_000, "r-1", 72_000), pair(2));
        RenewableSession<BackOfficeTokens> session = TraderEvolutionBackOffice.builder(server.url())
                .engine(engine)
                .build()
                .login(CRM);
        time.advance(Duration.ofSeconds(36_000 - 34)); // 30 s and a tenth of them for jitter
        assertThat(session.renewIfDue().accessToken()).isEqualTo(A1);
        time.advance(Duration.ofSeconds(5));
        assertThat(session.renewIfDue().accessToken()).isEqualTo(A2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 10, 29})
    void lifetimeBelowTheMarginMakesNoLoop(long life) {
        // TE 17
        RenewableSession<BackOfficeTokens> session = opened(pair("a-1", life, "r-1", 3600));
        for (int i = 0; i < 20; i++) {
            assertThat(session.renewIfDue().accessToken()).isEqualTo(A1);
        }
        time.advance(Duration.ofMillis(life * 500 - 1));
        session.authorization();
        server.expect(1);
        server.answers(pair("a-2", life, "r-2", 3600));
        time.advance(Duration.ofMillis(life * 500));
        for (int i = 0; i < 20; i++) {
            assertThat(session.renewIfDue().accessToken()).isEqualTo(A2);
        }
        server.expect(2);
    }

    @Test
    void marginThatIsTooLongIsCutToHalfTheLife() {
        // TE 17
        server.answers(pair("a-1", 10, "r-1", 3600));
        RenewableSession<BackOfficeTokens> session = backOffice(server.url())
                .tuning(Tuning.DEFAULT.withMargin(Duration.ofSeconds(30)).withJitter(0))
                .build()
                .login(CRM);
        time.advance(Duration.ofMillis(4999));
        session.renewIfDue();
        server.expect(1);
        server.answers(pair(2));
        time.advance(Duration.ofMillis(1));
        assertThat(session.renewIfDue().accessToken()).isEqualTo(A2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "0",
                "-1",
                "300.5",
                "\"300\"",
                "2147483648",
                "99999999999999999999999999",
                "1e400",
                "true",
                "{}",
                "[]"
            })
    void lifetimeThatMakesNoSenseIsTheFallback(String told) {
        // TE 18
        BackOfficeTokens tokens = issued(told, told);
        assertThat(tokens.lifetime()).isEqualTo(in(300));
        assertThat(tokens.renewableFor()).isEqualTo(in(3600));
    }

    @Test
    void lifetimeThatIsMissingIsTheFallback() {
        // TE 18
        server.answers(PlatformServer.json(200, "{\"accessToken\":\"a-1\",\"refreshToken\":\"r-1\"}"));
        BackOfficeTokens tokens = backOffice.login(CRM).token();
        assertThat(tokens.lifetime()).isEqualTo(in(300));
        assertThat(tokens.renewableFor()).isEqualTo(in(3600));
    }

    @Test
    void longestLifetimeDoesNotOverflow() {
        // TE 18
        server.answers(pair("a-1", Integer.MAX_VALUE, "r-1", Integer.MAX_VALUE));
        RenewableSession<BackOfficeTokens> session = backOffice.login(CRM);
        time.advance(Duration.ofDays(365 * 60));
        session.authorization();
        server.expect(1);
        assertThat(session.token().lifetime())
                .isEqualTo(at(time.now().getEpochSecond() - 365L * 60 * 86400 + 2147483647));
    }

    @Test
    void unitIsSecondsUnlessToldOtherwise() {
        // TE 18
        assertThat(issued("1000000", "3600").lifetime()).as("only warned about").isEqualTo(in(1_000_000));
        server.answers(pair("a-1", 300_000, "r-1", 3_600_000));
        BackOfficeTokens tokens = backOffice(server.url())
                .lifetimesInMilliseconds()
                .build()
                .login(CRM)
                .token();
        assertThat(tokens.lifetime()).isEqualTo(in(300));
        assertThat(tokens.renewableFor()).isEqualTo(in(3600));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void jumpOfTheWallClockChangesNothing(int hours) {
        // TE 19
        RenewableSession<BackOfficeTokens> session = opened(pair(1));
        time.stepWallClock(Duration.ofHours(hours));
        time.advance(Duration.ofSeconds(269));
        session.renewIfDue();
        server.expect(1);
        server.answers(pair(2));
        time.advance(Duration.ofSeconds(1));
        assertThat(session.renewIfDue().accessToken()).isEqualTo(A2);
        time.stepWallClock(Duration.ofHours(-3 * hours));
        session.renewIfDue();
        server.expect(2);
    }

    @Test
    void lifeIsCountedFromTheSendingOfTheRequest() throws Exception {
        // TE 19
        var session = new java.util.concurrent.CompletableFuture<RenewableSession<BackOfficeTokens>>();
        Thread caller = new Thread(() -> session.complete(backOffice.login(CRM)));
        caller.start();
        server.awaitRequest();
        Instant sent = time.now();
        time.advance(Duration.ofSeconds(100));
        server.answers(pair(1), pair(2));
        assertThat(session.get().token().lifetime()).isEqualTo(Lifetime.until(sent.plusSeconds(300)));
        time.advance(Duration.ofSeconds(170));
        assertThat(session.get().renewIfDue().accessToken()).isEqualTo(A2);
    }

    @Test
    void eachAnswerSaysHowLongItsOwnTokensLast() {
        // TE 20
        RenewableSession<BackOfficeTokens> session = opened(pair(1));
        server.answers(pair("a-2", 60, "r-2", 120));
        assertThat(session.renew().lifetime()).isEqualTo(in(60));
        time.advance(Duration.ofSeconds(53));
        session.renewIfDue();
        server.expect(2);
        server.answers(pair("a-3", 600, "r-3", 3600));
        time.advance(Duration.ofSeconds(1));
        assertThat(session.renewIfDue().lifetime()).isEqualTo(in(600));
    }

    @ParameterizedTest
    @CsvSource({
        "1979980520, 1979980520",
        "1779980520, 1779980520",
        "1979980520000, 1979980520",
        "100000000000, 100000000000",
        "100000000001000, 100000000001",
        "'\"1979980520\"', 1979980520",
    })
    void expirationIsAPointInTime(String told, long seconds) {
        // TE 21
        assertThat(signedInUntil(",\"expiration\":" + told).lifetime()).isEqualTo(at(seconds));
    }

    @Test
    void tokenThatSeemsOverIsTriedAndDoesNotMakeALoop() {
        // TE 22
        server.answers(
                PlatformServer.json(200, "{\"s\":\"ok\",\"d\":{\"access_token\":\"t-1\",\"expiration\":1000000000}}"));
        RenewableSession<ClientTokens> session = client.login(() -> Optional.of(TRADER));
        for (int i = 0; i < 5; i++) {
            time.advance(Duration.ofMinutes(10));
            server.answers(PlatformServer.json(200, "{\"s\":\"ok\",\"d\":[]}"));
            client.accounts(session);
            assertThat(last().header("Authorization")).contains("Bearer t-1");
        }
        server.expect(6);
        server.answers(PlatformServer.empty(401), token("t-2"), PlatformServer.json(200, "{\"s\":\"ok\",\"d\":[]}"));
        client.accounts(session);
        assertThat(last().header("Authorization")).contains("Bearer t-2");
        server.expect(9);
    }

    @Test
    void dateOfTheAnswerTellsHowFarTheClocksDiffer() {
        // TE 22
        time.stepWallClock(Duration.ofHours(2)); // this machine is two hours ahead
        server.answers(PlatformServer.json(
                        200,
                        "{\"s\":\"ok\",\"d\":{\"access_token\":\"t-1\",\"expiration\":"
                                + ManualTime.create().now().plusSeconds(600).getEpochSecond() + "}}")
                .header("Date", "Sun, 22 Nov 2026 10:00:00 GMT"));
        RenewableSession<ClientTokens> session = client.login(TRADER);
        assertThat(session.token().lifetime()).isEqualTo(in(600));
        time.advance(Duration.ofSeconds(599));
        session.authorization();
        time.advance(Duration.ofSeconds(1));
        assertThatThrownBy(session::authorization).isInstanceOf(ReauthenticationRequired.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"expiration\":null",
                ",\"expiration\":0",
                ",\"expiration\":-5",
                ",\"expiration\":\"soon\"",
                ",\"expiration\":1.5",
                ",\"expiration\":99999999999999999999"
            })
    void missingExpirationIsAnHourAndARefusalStillRenews(String member) {
        // TE 23
        assertThat(signedInUntil(member).lifetime()).isEqualTo(in(3600));
        server.answers(token("t-1"));
        RenewableSession<ClientTokens> session = client.login(() -> Optional.of(TRADER));
        time.advance(Duration.ofSeconds(5));
        server.answers(PlatformServer.empty(401), token("t-2"), PlatformServer.json(200, "{\"s\":\"ok\",\"d\":[]}"));
        client.accounts(session);
        assertThat(session.token().accessToken()).isEqualTo(Secret.of("t-2"));
    }

    @ParameterizedTest
    @CsvSource({
        "3600, 3600",
        "'\"3600\"', 3600",
        "60, 60",
        "'\" 60 \"', 60",
        "2147483648, 3600",
        "-1, 3600",
        "'\"x\"', 3600",
        "null, 3600",
    })
    void expiresInIsADuration(String told, long seconds) {
        // TE 24
        server.answers(PlatformServer.json(200, "{\"access_token\":\"t-1\",\"expires_in\":" + told + "}"));
        TraderEvolutionClient oauth = client(server.url())
                .oauth(OAuthApplication.of("app", Secret.of("shh-1"), "https://app.example/cb"))
                .build();
        OAuthRequest request = oauth.oauth().begin();
        var callback = new OAuthCallback(Optional.of(request.state()), Optional.of(Secret.of("c-1")), Optional.empty());
        assertThat(oauth.oauth().redeem(request, callback).token().lifetime()).isEqualTo(in(seconds));
    }
}
