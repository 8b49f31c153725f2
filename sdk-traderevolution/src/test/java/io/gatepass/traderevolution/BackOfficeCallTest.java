package io.gatepass.traderevolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Lifetime;
import io.gatepass.core.Origin;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.PlatformServer.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What signed-in calls carry, and what their refusals come to. */
class BackOfficeCallTest extends TeTestBase {
    private static final String FIND = "GET /users?login=%27x%27";
    private static final String REFRESH = "GET /auth/token/refresh";
    private static final NewTrader ANN = new NewTrader(
            "a@b.c", "Ann", "Bee", "ann", Secret.of("pw-1"), 12, Map.of("account", Map.of("name", "main")));

    private static Answer found() {
        return PlatformServer.json(200, "[{\"id\":7,\"login\":\"x\"}]");
    }

    private int call(RenewableSession<?> session, Request.Builder request) throws IOException {
        OkHttpClient api = OkHttpEngine.attach(BASE, session);
        try (Response response =
                api.newCall(request.url(server.url() + "/accounts").build()).execute()) {
            return response.code();
        }
    }

    private List<String> afterTheLogin() {
        List<String> all = lines();
        return all.subList(1, all.size());
    }

    @Test
    void accessTokenIsSentOnceWithTheWordBefore() throws Exception {
        // TE 37
        RenewableSession<BackOfficeTokens> session = signedIn();
        server.answers(found(), PlatformServer.json(200, "[]"));
        backOffice.findUser(session, "x");
        assertThat(last().headers().get("Authorization")).containsExactly("Bearer a-1");
        call(session, new Request.Builder());
        assertThat(last().headers().get("Authorization")).containsExactly("Bearer a-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer abc", "bearer abc", "BEARER  abc", "abc"})
    void wordIsNotDoubled(String given) {
        // TE 37
        Origin issuer = Origin.of(server.url());
        var tokens = new BackOfficeTokens(
                Secret.of(given), Lifetime.unstated(), Secret.of("r-1"), Lifetime.unstated(), issuer);
        server.answers(found(), PlatformServer.json(200, "{\"s\":\"ok\",\"d\":[]}"));
        backOffice.findUser(backOffice.resume(tokens), "x");
        assertThat(last().headers().get("Authorization")).containsExactly("Bearer abc");
        client.accounts(client.supplied(() -> BrokerToken.of(Secret.of(given))));
        assertThat(last().headers().get("Authorization")).containsExactly("Bearer abc");
    }

    @Test
    void wordThatThePlatformIssuedIsNotDoubledEither() {
        // TE 37
        server.answers(pair("Bearer a-1", 300, "r-1", 3600), found());
        backOffice.findUser(backOffice.login(CRM), "x");
        assertThat(last().headers().get("Authorization")).containsExactly("Bearer a-1");
    }

    @ParameterizedTest
    @CsvSource({"401, ''", "401, 1.1.1.11", "401, 9.9.9.9", "400, 1.1.1.11", "403, 1.1.1.11", "500, 1.1.1.11"})
    void expiredTokenIsRenewedAndTheCallRepeatedOnceWithTheNewOne(int status, String code) {
        // TE 38
        RenewableSession<BackOfficeTokens> session = signedIn();
        server.answers(code.isEmpty() ? PlatformServer.empty(status) : code(status, code), pair(2), found());
        assertThat(backOffice.findUser(session, "x")).isPresent();
        assertThat(afterTheLogin()).containsExactly(FIND, REFRESH, FIND);
        assertThat(last().headers().get("Authorization")).containsExactly("Bearer a-2");
    }

    @Test
    void secondRefusalIsTheAnswer() throws Exception {
        // TE 38
        RenewableSession<BackOfficeTokens> session = signedIn();
        server.answers(code(401, "1.1.1.11"), pair(2), code(401, "1.1.1.11"));
        thrown(ReauthenticationRequired.class, () -> backOffice.findUser(session, "x"));
        assertThat(afterTheLogin()).containsExactly(FIND, REFRESH, FIND);
        time.advance(Duration.ofSeconds(2));
        server.answers(code(400, "1.1.1.11"), pair(3), PlatformServer.empty(401));
        assertThat(call(session, new Request.Builder())).isEqualTo(401);
        server.expect(7);
    }

    @Test
    void callThatMustNotBeRepeatedIsNotButTheTokenIsRenewed() throws Exception {
        // TE 39 (adapted: only GET, HEAD and OPTIONS are repeated)
        RenewableSession<BackOfficeTokens> session = signedIn();
        server.answers(code(401, "1.1.1.11"), pair(2), PlatformServer.json(200, "{\"id\":1}"));
        thrown(ReauthenticationRequired.class, () -> backOffice.register(session, ANN));
        assertThat(afterTheLogin()).containsExactly("POST /users", REFRESH);
        backOffice.register(session, ANN);
        assertThat(last().header("Authorization")).contains("Bearer a-2");
        time.advance(Duration.ofSeconds(2));
        server.answers(PlatformServer.empty(401), pair(3));
        assertThat(call(session, new Request.Builder().post(RequestBody.create("once", null))))
                .isEqualTo(401);
        assertThat(session.token().accessToken()).isEqualTo(Secret.of("a-3"));
        server.expect(6);
    }

    @Test
    void refusalOfABrandNewTokenIsNotExpiry() throws Exception {
        // TE 40
        RenewableSession<BackOfficeTokens> session = signedIn();
        server.answers(pair(2), PlatformServer.empty(401), PlatformServer.empty(401));
        session.renew();
        time.advance(Duration.ofMillis(999));
        thrown(ReauthenticationRequired.class, () -> backOffice.findUser(session, "x"));
        assertThat(call(session, new Request.Builder())).isEqualTo(401);
        server.expect(4);
        server.answers(PlatformServer.empty(401), pair(3), found());
        time.advance(Duration.ofMillis(1));
        backOffice.findUser(session, "x");
        server.expect(7);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401, 403, 406, 429, 500, 503})
    void tooFastIsToldAndRenewsNothing(int status) {
        // TE 41
        RenewableSession<BackOfficeTokens> session = signedInKeeping();
        server.answers(code(status, "2.147.1.27"));
        RateLimited limited = thrown(RateLimited.class, () -> backOffice.findUser(session, "x"));
        assertThat(limited.retryAfter())
                .hasValueSatisfying(pause ->
                        assertThat(pause).as("a second at least").isGreaterThanOrEqualTo(Duration.ofSeconds(1)));
        assertThat(BackOfficeErrors.codesOf(limited)).containsExactly("2.147.1.27");
        server.expect(2);
    }

    @Test
    void pauseComesFromThePlatformIfItSays() {
        // TE 41
        RenewableSession<BackOfficeTokens> session = signedIn();
        server.answers(PlatformServer.empty(429).header("Retry-After", "9"), PlatformServer.empty(429));
        assertThat(thrown(RateLimited.class, () -> backOffice.findUser(session, "x"))
                        .retryAfter())
                .contains(Duration.ofSeconds(9));
        assertThat(thrown(RateLimited.class, () -> backOffice.register(session, ANN))
                        .retryAfter())
                .contains(Duration.ofSeconds(1));
        server.expect(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 405, 406, 500})
    void otherStatusesRenewNothing(int status) throws Exception {
        // TE 42
        RenewableSession<BackOfficeTokens> session = signedInKeeping();
        server.answers(PlatformServer.empty(status), PlatformServer.empty(status), code(status, "1.6.2.2"));
        assertThatThrownBy(() -> backOffice.findUser(session, "x"))
                .isInstanceOf(AuthException.class)
                .isNotInstanceOf(ReauthenticationRequired.class);
        assertThat(call(session, new Request.Builder())).isEqualTo(status);
        assertThatThrownBy(() -> backOffice.register(session, ANN)).isInstanceOf(AuthException.class);
        assertThat(session.token().accessToken()).isEqualTo(Secret.of("a-1"));
        server.expect(4);
    }

    @Test
    void noContentIsASuccess() throws Exception {
        // TE 43
        RenewableSession<BackOfficeTokens> session = signedIn();
        for (int i = 0; i < 4; i++) {
            server.answers(PlatformServer.empty(204));
        }
        assertThat(backOffice.findUser(session, "x")).isEmpty();
        assertThat(backOffice.describeError(session, "1.2.3")).isEmpty();
        assertThat(backOffice.register(session, ANN)).isEqualTo(new RegisteredTrader(Optional.empty(), Map.of()));
        assertThat(call(session, new Request.Builder())).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"errors\":[\"1.6.2.2\"]}|1.6.2.2",
                "{\"errors\":[\"1.6.2.2\",\"9.9.9.9\"]}|1.6.2.2,9.9.9.9",
                "{\"errors\":\"1.6.2.2\"}|1.6.2.2",
                "{\"errors\":[]}|''",
                "{\"errors\":[null]}|''",
                "{\"errors\":{\"a\":\"b\"}}|''",
                "{}|''",
                "''|''",
                "[1]|''",
                "<html><h1>Bad</h1></html>|''",
                "plain words|''",
            })
    void everyErrorBodyBecomesATypedErrorWithItsCodes(String body, String codes) {
        // TE 44
        RenewableSession<BackOfficeTokens> session = signedIn();
        for (int status : new int[] {400, 406, 409, 500}) {
            server.answers(PlatformServer.json(status, body));
            AuthException failure = thrown(AuthException.class, () -> backOffice.register(session, ANN));
            assertThat(failure.answer().orElseThrow().status()).isEqualTo(status);
            assertThat(String.join(",", BackOfficeErrors.codesOf(failure))).isEqualTo(codes);
        }
    }

    @Test
    void longErrorBodyIsCutShort() {
        // TE 44
        RenewableSession<BackOfficeTokens> session = signedIn();
        server.answers(PlatformServer.json(400, "word ".repeat(190_000)));
        AuthException failure = thrown(AuthException.class, () -> backOffice.register(session, ANN));
        assertThat(failure.answer().orElseThrow().excerpt())
                .startsWith("text: word")
                .hasSizeLessThan(400);
        assertThat(failure.getMessage()).hasSizeLessThan(600);
    }

    @Test
    void refusedFormKeepsItsCodes() {
        // TE 44, 45
        RenewableSession<BackOfficeTokens> session = signedIn();
        server.answers(code(406, "1.9.9.9"), code(200, "1.9.9.9"), PlatformServer.empty(406));
        for (int i = 0; i < 2; i++) {
            Rejected refusal = rejected(Ground.FORM, () -> backOffice.register(session, ANN));
            assertThat(BackOfficeErrors.codesOf(refusal)).containsExactly("1.9.9.9");
        }
        rejected(Ground.UNSPECIFIED, () -> backOffice.register(session, ANN));
    }

    @Test
    void unknownCodeIsExposedAndExplainedOnlyWhenAsked() {
        // TE 45
        RenewableSession<BackOfficeTokens> session = signedIn();
        server.answers(
                code(400, "7.7.7.7"), PlatformServer.json(200, "{\"errorId\":\"7.7.7.7\",\"message\":\"Too small\"}"));
        Rejected refusal = rejected(Ground.FORM, () -> backOffice.register(session, ANN));
        server.expect(2);
        String code = BackOfficeErrors.codesOf(refusal).get(0);
        assertThat(backOffice.describeError(session, code)).contains("Too small");
        assertThat(last().target()).isEqualTo("/methods/errors?errorId=7.7.7.7");
    }

    @Test
    void explanationIsReadInWhateverShapeItComes() {
        // TE 45
        RenewableSession<BackOfficeTokens> session = signedIn();
        server.answers(
                PlatformServer.empty(200).header("Content-Type", "text/plain").body("Too small"),
                PlatformServer.json(200, "\"Too small\""),
                PlatformServer.json(200, "{\"nested\":{\"a\":\"b\"},\"id\":\"1.2.3\",\"text\":\"Too small\"}"),
                code(404, "1.6.2.2"));
        for (int i = 0; i < 3; i++) {
            assertThat(backOffice.describeError(session, "1.2.3")).contains("Too small");
        }
        rejected(Ground.FORM, () -> backOffice.describeError(session, "1.2.3"));
        assertThatThrownBy(() -> backOffice.describeError(session, " ")).isInstanceOf(Rejected.class);
        server.expect(5);
    }

    @Test
    void registrationWhoseAnswerIsLostIsUnknown() {
        // TE 42, 44
        RenewableSession<BackOfficeTokens> session = signedIn();
        server.answers(
                PlatformServer.json(200, "{}").dropped(),
                PlatformServer.html(200, "<html>ok</html>"),
                PlatformServer.json(200, "[]"),
                PlatformServer.empty(404));
        for (int i = 0; i < 3; i++) {
            thrown(OutcomeUnknown.class, () -> backOffice.register(session, ANN));
        }
        thrown(Misconfigured.class, () -> backOffice.register(session, ANN));
        server.expect(5);
    }
}
