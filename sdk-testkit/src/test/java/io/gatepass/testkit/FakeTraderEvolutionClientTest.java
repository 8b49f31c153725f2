package io.gatepass.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.testkit.FakeTraderEvolution.AuthType;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fake's client API against the vendor's documents and what known clients read: status, headers and body. */
class FakeTraderEvolutionClientTest {
    private static final String REFUSED = "{\"s\":\"error\",\"errmsg\":\"User/password combination is not valid";
    private static final String REDIRECT = "https://app.example/callback";
    private static final String AUTHORIZE =
            "/oauth/authorize?response_type=code&client_id=publictest&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback";
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("publictest:app-secret-1".getBytes(UTF_8));

    private final ManualTime time = ManualTime.create();
    private final List<FakeTraderEvolution> started = new ArrayList<>();
    private FakeTraderEvolution te = start(AuthType.PASSWORD);
    private FakeTrader trader;

    private FakeTraderEvolution start(AuthType type) {
        te = FakeTraderEvolution.builder().authType(type).time(time).start();
        trader = te.addTrader("trader1", "p#ss");
        started.add(te);
        return te;
    }

    @AfterEach
    void stop() {
        started.forEach(FakeTraderEvolution::close);
    }

    private HttpResponse<String> form(String path, String body, String... headers) {
        var all = new ArrayList<>(List.of("Content-Type", "application/x-www-form-urlencoded"));
        all.addAll(List.of(headers));
        return new Wire(te.clientUrl()).send("POST", path, body, all.toArray(String[]::new));
    }

    private HttpResponse<String> get(String path, String... headers) {
        return new Wire(te.clientUrl()).send("GET", path, "", headers);
    }

    private static void check(HttpResponse<String> answer, int status, String body) {
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    private static String member(HttpResponse<String> answer, String name) {
        return answer.body().replaceAll(".*\"" + name + "\":\"([^\"]*)\".*", "$1");
    }

    @Test
    void signInAnswersAnEnvelopeWithAnAbsoluteEnd() {
        HttpResponse<String> answer = form("/authorize", "login=trader1&password=p%23ss");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .matches("\\{\"s\":\"ok\",\"d\":\\{\"access_token\":\"[^\"]+\",\"expiration\":"
                        + time.now().plusSeconds(300).getEpochSecond() + "}}");
    }

    @Test
    void signInTakesTheQueryToo() {
        assertThat(new Wire(te.clientUrl())
                        .send("POST", "/authorize?login=trader1&password=p%23ss", "")
                        .body())
                .startsWith("{\"s\":\"ok\"");
    }

    @Test
    void refusalsHaveStatus200AndCountUntilTheLock() {
        trader.attemptsAllowed(3);
        check(form("/authorize", "login=nobody&password=x"), 200, REFUSED + "\"}");
        check(form("/authorize", "login=trader1&password=x"), 200, REFUSED + ". Attempt 1 of 3\"}");
        assertThat(form("/authorize", "login=trader1&password=p%23ss").body()).startsWith("{\"s\":\"ok\"");
        for (int attempt = 1; attempt <= 3; attempt++) {
            check(form("/authorize", "login=trader1&password=x"), 200, REFUSED + ". Attempt " + attempt + " of 3\"}");
        }
        assertThat(trader.failures()).isEqualTo(3);
        check(form("/authorize", "login=trader1&password=p%23ss"), 200, REFUSED + "\"}");
    }

    @Test
    void codeIsWantedOrNotWanted() {
        assertThat(form("/authorize", "login=trader1&password=p%23ss&2faCode=false")
                        .body())
                .as("a code where none is wanted breaks the login")
                .startsWith(REFUSED);
        trader.requireCode("123456");
        assertThat(form("/authorize", "login=trader1&password=p%23ss").body()).startsWith(REFUSED);
        assertThat(form("/authorize", "login=trader1&password=p%23ss&2faCode=000000")
                        .body())
                .startsWith(REFUSED);
        assertThat(form("/authorize", "login=trader1&password=p%23ss&2faCode=123456")
                        .body())
                .startsWith("{\"s\":\"ok\"");
    }

    @Test
    void callsWantATokenAndLogoutEndsIt() {
        String unauthorized = "{\"s\":\"error\",\"errmsg\":\"Unauthorized\"}";
        check(get("/accounts"), 401, unauthorized);
        check(get("/config"), 401, unauthorized);
        String bearer = "Bearer " + member(form("/authorize", "login=trader1&password=p%23ss"), "access_token");
        assertThat(get("/accounts", "Authorization", bearer).body())
                .matches("\\{\"s\":\"ok\",\"d\":\\[\\{\"id\":\"\\d+\",\"name\":\"trader1\"}]}");
        check(
                get("/config", "Authorization", bearer),
                200,
                "{\"s\":\"ok\",\"d\":{\"accountsConfig\":[],\"rateLimits\":[]}}");
        check(form("/logout", "", "Authorization", bearer), 200, "{\"s\":\"ok\"}");
        check(form("/logout", "", "Authorization", bearer), 401, unauthorized);
        check(get("/accounts", "Authorization", bearer), 401, unauthorized);
    }

    @Test
    void tokenEndsInTimeOrByTheOperator() {
        String bearer = "Bearer " + member(form("/authorize", "login=trader1&password=p%23ss"), "access_token");
        time.advance(Duration.ofSeconds(300));
        assertThat(get("/accounts", "Authorization", bearer).statusCode()).isEqualTo(401);
        bearer = "Bearer " + member(form("/authorize", "login=trader1&password=p%23ss"), "access_token");
        trader.endAccessTokens();
        assertThat(get("/accounts", "Authorization", bearer).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource(
            value = AuthType.class,
            names = {"PASSWORD", "TOKEN"})
    void serversWithoutOAuthAnswerAnEmpty401There(AuthType type) {
        start(type);
        check(get(AUTHORIZE), 401, "");
        check(form("/oauth/token", "grant_type=refresh_token", "Authorization", BASIC), 401, "");
        assertThatThrownBy(() -> trader.approve(te.clientUrl() + AUTHORIZE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void passwordsAreNoUseWhereTheyAreNotTheType() {
        start(AuthType.OAUTH);
        check(form("/authorize", "login=trader1&password=p%23ss"), 404, "");
    }

    private String code() {
        start(AuthType.OAUTH);
        String callback = trader.approve(te.clientUrl() + AUTHORIZE + "&state=a%2Bb");
        assertThat(callback).matches("https://app\\.example/callback\\?code=[^&]+&state=a%2Bb");
        return callback.replaceAll(".*code=([^&]+)&.*", "$1");
    }

    private HttpResponse<String> redeem(String code) {
        return form(
                "/oauth/token",
                "grant_type=authorization_code&code=" + code + "&redirect_uri=" + REDIRECT,
                "Authorization",
                BASIC);
    }

    private HttpResponse<String> refresh(String token) {
        return form("/oauth/token", "grant_type=refresh_token&refresh_token=" + token, "Authorization", BASIC);
    }

    @Test
    void codeIsRedeemedOnceAndRefreshTokensRotate() {
        String code = code();
        HttpResponse<String> tokens = redeem(code);
        assertThat(tokens.statusCode()).isEqualTo(200);
        assertThat(tokens.body())
                .matches("\\{\"access_token\":\"[^\"]+\",\"refresh_token\":\"[^\"]+\",\"token_type\":\"Bearer\","
                        + "\"expires_in\":300}");
        check(redeem(code), 400, "{\"error\":\"invalid_grant\"}");
        check(redeem("unknown"), 400, "{\"error\":\"invalid_grant\"}");
        HttpResponse<String> next = refresh(member(tokens, "refresh_token"));
        assertThat(next.statusCode()).isEqualTo(200);
        check(refresh(member(tokens, "refresh_token")), 400, "{\"error\":\"invalid_grant\"}");
        assertThat(te.tally()).isEqualTo(new FakeTraderEvolution.Tally(1, 1, 1));
        assertThat(get("/accounts", "Authorization", "Bearer " + member(next, "access_token"))
                        .statusCode())
                .isEqualTo(200);
        trader.endTokens();
        check(refresh(member(next, "refresh_token")), 400, "{\"error\":\"invalid_grant\"}");
    }

    @Test
    void codeIsBoundToItsRequestAndEnds() {
        check(
                form(
                        "/oauth/token",
                        "grant_type=authorization_code&code=" + code() + "&redirect_uri=https://other.example",
                        "Authorization",
                        BASIC),
                400,
                "{\"error\":\"invalid_grant\"}");
        String late = code();
        time.advance(Duration.ofMinutes(1));
        check(redeem(late), 400, "{\"error\":\"invalid_grant\"}");
    }

    @Test
    void proofKeyIsChecked() {
        start(AuthType.OAUTH);
        // RFC 7636, appendix B
        String url = te.clientUrl() + AUTHORIZE
                + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";
        String verifier = "&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        check(redeem(trader.approve(url).replaceAll(".*code=", "")), 400, "{\"error\":\"invalid_grant\"}");
        assertThat(redeem(trader.approve(url).replaceAll(".*code=", "") + verifier)
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grant_type=refresh_token",
                "grant_type=refresh_token&client_id=publictest&client_secret=wrong",
                "grant_type=refresh_token&client_id=other&client_secret=app-secret-1",
            })
    void applicationMustProveItself(String body) {
        start(AuthType.OAUTH);
        check(form("/oauth/token", body), 401, "{\"error\":\"invalid_client\"}");
        check(form("/oauth/token", body, "Authorization", "Basic eDp5"), 401, "{\"error\":\"invalid_client\"}");
        check(form("/oauth/token", body, "Authorization", "Bearer x"), 401, "{\"error\":\"invalid_client\"}");
    }

    @Test
    void applicationMayProveItselfInTheFormOrBothWays() {
        start(AuthType.OAUTH);
        String body = "grant_type=nonsense&client_id=publictest&client_secret=app-secret-1";
        String proven = "{\"error\":\"unsupported_grant_type\"}";
        check(form("/oauth/token", body), 400, proven);
        check(form("/oauth/token", body, "Authorization", BASIC), 400, proven);
        check(form("/oauth/token", "grant_type=nonsense", "Authorization", BASIC), 400, proven);
    }

    @Test
    void signInPageChecksTheRequestAndTheUserMayRefuse() {
        start(AuthType.OAUTH);
        assertThat(get(AUTHORIZE).statusCode()).isEqualTo(200);
        assertThat(get(AUTHORIZE.replace("publictest", "other")).statusCode()).isEqualTo(400);
        assertThat(get(AUTHORIZE.replace("type=code", "type=token")).statusCode())
                .isEqualTo(400);
        assertThat(get(AUTHORIZE + "2").statusCode()).isEqualTo(400);
        assertThat(trader.deny(te.clientUrl() + AUTHORIZE + "&state=s1"))
                .isEqualTo(REDIRECT + "?error=access_denied&state=s1");
    }

    @Test
    void tokensOfTheTwoApisAreNotInterchangeable() {
        te.addUser("crm", "pw");
        var backOffice = new Wire(te.backOfficeUrl());
        String pair = backOffice
                .json("POST", "/auth/token", "{\"login\":\"crm\",\"password\":\"pw\"}")
                .body();
        String access = pair.replaceAll(".*\"accessToken\":\"([^\"]*)\".*", "$1");
        assertThat(get("/accounts", "Authorization", "Bearer " + access).statusCode())
                .isEqualTo(401);
        String trading = member(form("/authorize", "login=trader1&password=p%23ss"), "access_token");
        assertThat(te.accepts(trading)).isFalse();
    }

    @Test
    void theRestIsNotFoundAndSwaggerIsAPage() {
        check(get("/nothing"), 404, "");
        assertThat(get("/swagger-ui/index.html").body()).contains("Swagger");
    }
}
