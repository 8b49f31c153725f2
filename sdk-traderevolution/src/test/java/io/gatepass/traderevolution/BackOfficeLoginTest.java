package io.gatepass.traderevolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.AuthException.UnexpectedResponse;
import io.gatepass.core.Lifetime;
import io.gatepass.core.Origin;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.PlatformServer.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the back office's login answers, and what it means. */
class BackOfficeLoginTest extends TeTestBase {
    @Test
    void fourFieldsAreReadAndOthersIgnored() {
        // TE 9
        server.answers(PlatformServer.json(
                200,
                "{\"token_type\":\"x\",\"accessToken\":\"aaa.bbb.ccc\",\"accessTokenLifeTime\":300,\"roles\":[1],"
                        + "\"refreshToken\":\"ddd.eee.fff\",\"refreshTokenLifeTime\":3600,\"expires_in\":5}"));
        assertThat(backOffice.login(CRM).token())
                .isEqualTo(new BackOfficeTokens(
                        Secret.of("aaa.bbb.ccc"),
                        in(300),
                        Secret.of("ddd.eee.fff"),
                        in(3600),
                        Origin.of(server.url())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"accessToken\":\"\",\"refreshToken\":\"r\"}",
                "{\"accessToken\":\" \",\"refreshToken\":\"r\"}",
                "{\"accessToken\":null,\"refreshToken\":\"r\"}",
                "{\"accessToken\":7,\"refreshToken\":\"r\"}",
                "{\"accesstoken\":\"a\",\"refreshtoken\":\"r\"}",
                "{\"accessToken\":\"a\"}",
                "[]",
                "null",
                ""
            })
    void answerWithoutTokensIsMalformed(String body) {
        // TE 10
        RenewableSession<BackOfficeTokens> other = signedIn();
        server.answers(PlatformServer.json(200, body));
        assertThatThrownBy(() -> backOffice.login(CRM)).isInstanceOf(UnexpectedResponse.class);
        assertThat(other.token().accessToken()).as("no other session changes").isEqualTo(Secret.of("a-1"));
        server.expect(2);
    }

    @Test
    void pageOrNoContentIsMalformed() {
        // TE 10, 11
        server.answers(PlatformServer.html(200, "<html><title>Welcome</title></html>"), PlatformServer.empty(204));
        assertThatThrownBy(() -> backOffice.login(CRM))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("HTML");
        assertThatThrownBy(() -> backOffice.login(CRM)).isInstanceOf(UnexpectedResponse.class);
        server.expect(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401, 403, 404, 406, 500})
    void codeOfAWrongPasswordDecidesWhateverTheStatus(int status) {
        // TE 12
        server.answers(code(status, "1.2.0.11"), pair(1));
        Rejected refusal = rejected(Ground.CREDENTIALS, () -> backOffice.login(CRM));
        assertThat(BackOfficeErrors.codesOf(refusal)).containsExactly("1.2.0.11");
        server.expect(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401, 403, 406})
    void userWithoutAccessIsNotAskedForThePasswordAgain(int status) {
        // TE 13
        server.answers(code(status, "2.0.2.4"), pair(1));
        rejected(Ground.NOT_PERMITTED, () -> backOffice.login(CRM));
        server.expect(1);
    }

    @ParameterizedTest
    @CsvSource({"400, ''", "401, ''", "400, nonsense", "401, {}", "401, '{\"errors\":[]}'", "400, '{\"errors\":null}'"})
    void unexplainedRefusalIsOneOfCredentials(int status, String body) {
        // TE 14
        server.answers(PlatformServer.json(status, body), pair(1));
        rejected(Ground.CREDENTIALS, () -> backOffice.login(CRM));
        server.expect(1);
    }

    @Test
    void unexplainedRefusalStartsNoRefreshEither() {
        // TE 14
        RenewableSession<BackOfficeTokens> other = signedIn();
        server.answers(PlatformServer.empty(401), pair(2));
        rejected(Ground.CREDENTIALS, () -> backOffice.login(CRM));
        assertThat(lines()).containsExactly("POST /auth/token", "POST /auth/token");
        assertThat(other.token().refreshToken()).isEqualTo(Secret.of("r-1"));
    }

    @Test
    void codeThatNobodyExplainedIsKept() {
        // TE 12, 45
        server.answers(code(406, "9.8.7.6"));
        Rejected refusal = rejected(Ground.UNSPECIFIED, () -> backOffice.login(CRM));
        assertThat(BackOfficeErrors.codesOf(refusal)).containsExactly("9.8.7.6");
        server.expect(1);
    }

    @Test
    void loginIsNeverRepeatedByItself() {
        // TE 15 (adapted: nothing is retried by itself, the error says that repeating is safe)
        List<Supplier<Answer>> troubles = List.of(
                () -> pair(1).dropped(),
                () -> PlatformServer.empty(500),
                () -> PlatformServer.empty(503),
                () -> PlatformServer.json(200, "{\"accessToken\":").truncated());
        int sent = 0;
        for (Supplier<Answer> trouble : troubles) {
            server.answers(trouble.get());
            assertThatThrownBy(() -> backOffice.login(CRM)).isInstanceOf(Unavailable.class);
            sent++;
            server.expect(sent);
        }
        try (var hasty = OkHttpEngine.builder()
                .client(BASE)
                .deadline(Duration.ofMillis(300))
                .build()) {
            server.answers(pair(1).stalled());
            TraderEvolutionBackOffice impatient =
                    backOffice(server.url()).engine(hasty).build();
            assertThatThrownBy(() -> impatient.login(CRM)).isInstanceOf(Unavailable.class);
        }
        server.expect(sent + 1);
    }

    @Test
    void pageThatIsNotThereIsAWrongBaseUrl() {
        server.answers(PlatformServer.empty(404), PlatformServer.empty(405));
        assertThatThrownBy(() -> backOffice.login(CRM))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("base URL");
        assertThatThrownBy(() -> backOffice.login(CRM)).isInstanceOf(Misconfigured.class);
    }

    @ParameterizedTest
    @CsvSource({"400", "403", "429"})
    void tooManyLoginsAreTold(int status) {
        // TE 41
        server.answers(code(status, "2.147.1.27").header("Retry-After", "4"));
        RateLimited limited = thrown(RateLimited.class, () -> backOffice.login(CRM));
        assertThat(limited.retryAfter()).contains(Duration.ofSeconds(4));
        server.expect(1);
    }

    @Test
    void blankInputIsRefusedAtTheFieldBeforeAnythingIsSent() {
        assertThatThrownBy(() -> new BackOfficeLogin(" ", Secret.of("x")))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.fieldErrors()).containsOnlyKeys("login"));
        assertThatThrownBy(() -> new BackOfficeLogin("x", Secret.of("")))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.fieldErrors()).containsOnlyKeys("password"));
    }

    @Test
    void withoutCredentialsAtHandThereIsNoLogin() {
        assertThatThrownBy(() -> backOffice.login(Optional::empty)).isInstanceOf(ReauthenticationRequired.class);
        server.expect(0);
    }

    @Test
    void tokensBelongToTheInstallationThatIssuedThem() {
        // TE 78
        var foreign = new BackOfficeTokens(
                Secret.of("a"),
                Lifetime.unstated(),
                Secret.of("r"),
                Lifetime.unstated(),
                Origin.of("https://other.example:8443"));
        assertThatThrownBy(() -> backOffice.resume(foreign)).isInstanceOf(Misconfigured.class);
        assertThatThrownBy(() -> backOffice.resume(foreign, () -> Optional.of(CRM)))
                .isInstanceOf(Misconfigured.class);
        TraderEvolutionBackOffice other =
                backOffice("https://other.example:8443").build();
        RenewableSession<BackOfficeTokens> session = signedIn();
        assertThatThrownBy(() -> other.findUser(session, "x")).isInstanceOf(Misconfigured.class);
        assertThatThrownBy(() -> other.verify(session, OTT)).isInstanceOf(Misconfigured.class);
        server.expect(1);
    }

    @Test
    void usersOfOneClientShareNothing() {
        // TE 78
        server.answers(pair(1), pair(2), pair(3), PlatformServer.json(200, "[]"));
        RenewableSession<BackOfficeTokens> crm = backOffice.login(CRM);
        RenewableSession<BackOfficeTokens> staff = backOffice.login(new BackOfficeLogin("staff", Secret.of("x-1")));
        crm.renew();
        assertThat(last().header("token")).contains("r-1");
        assertThat(staff.token().accessToken()).isEqualTo(Secret.of("a-2"));
        backOffice.findUser(staff, "x");
        assertThat(last().header("Authorization")).contains("Bearer a-2");
    }

    @Test
    void everyKindOfFailureKeepsThePlatformsCodes() {
        // TE 44, 45
        server.answers(code(500, "5.5.5.5"));
        AuthException failure = thrown(AuthException.class, () -> backOffice.login(CRM));
        assertThat(BackOfficeErrors.codesOf(failure)).containsExactly("5.5.5.5");
        assertThat(BackOfficeErrors.codesOf(new Unavailable("offline"))).isEmpty();
    }
}
