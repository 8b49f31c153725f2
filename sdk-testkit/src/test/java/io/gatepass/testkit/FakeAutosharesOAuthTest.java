package io.gatepass.testkit;

import static io.gatepass.testkit.AutosharesWire.DENIED;
import static io.gatepass.testkit.AutosharesWire.check;
import static io.gatepass.testkit.AutosharesWire.members;
import static io.gatepass.testkit.AutosharesWire.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.testkit.FakeAutoshares.App;
import io.gatepass.testkit.FakeAutoshares.Kind;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The endpoints of OAuth 2.0, and the calls that its tokens are for. */
class FakeAutosharesOAuthTest {
    private static final String BACK = "https://app.example/callback";
    private static final String QUERY = "?client_id=web&redirect_uri=" + BACK + "&scope=read+orders&state=s%2F1";
    private static final String SPENT = "{\"error\":\"authorization code expired or already used\"}";
    /** The pair of RFC 7636, appendix B. */
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String CHALLENGE =
            "&code_challenge_method=S256&code_challenge=" + "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private final AutosharesWire wire = new AutosharesWire();
    private final FakeAutoshares fake = wire.fake;

    @BeforeEach
    void registerApps() {
        Set<String> scopes = Set.of("read", "orders");
        fake.addApp(new App("web", "app-secret-of-web-1", Set.of(BACK, BACK + "?x=1"), scopes, false));
        fake.addApp(new App("desk", "", Set.of(BACK), scopes, true));
    }

    @AfterEach
    void stop() {
        wire.close();
    }

    private HttpResponse<String> authorize(String query) {
        return wire.call("GET /oauth/authorize" + query, "");
    }

    private String code(String query, String... scopes) {
        return fake.approve("https://www.example/oauth/consent" + query, "alice", scopes)
                .replaceFirst(".*code=([^&]+).*", "$1");
    }

    private HttpResponse<String> redeem(String code, String... members) {
        return wire.call(
                "POST /oauth/token", body("\"grant_type\":\"authorization_code\",\"code\":\"" + code + "\"", members));
    }

    private static String body(String start, String... members) {
        var body = new StringBuilder("{").append(start);
        for (int i = 0; i < members.length; i += 2) {
            body.append(",\"")
                    .append(members[i])
                    .append("\":\"")
                    .append(members[i + 1])
                    .append('"');
        }
        return body.append('}').toString();
    }

    private HttpResponse<String> redeem(String code) {
        return redeem(code, "client_id", "web", "client_secret", "app-secret-of-web-1");
    }

    private HttpResponse<String> refresh(String token) {
        return wire.call(
                "POST /oauth/token",
                body("\"grant_type\":\"refresh_token\"", "refresh_token", token, "client_id", "desk"));
    }

    private HttpResponse<String> api(String token, String call) {
        return wire.call(call, "", "Authorization", "Bearer " + token);
    }

    private HttpResponse<String> deskTokens() {
        return redeem(code(QUERY.replace("web", "desk") + CHALLENGE), "client_id", "desk", "code_verifier", VERIFIER);
    }

    @Test
    void authorizeAnswersWithMetadata() {
        check(
                authorize(QUERY),
                200,
                "{\"client_id\":\"web\",\"redirect_uri\":\"" + BACK
                        + "\",\"scopes\":[\"read\",\"orders\"],\"state\":\"s/1\"}");
        assertThat(authorize(QUERY + "&response_type=code").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "state,other,missing required parameter: state",
                "client_id=web,client_id=other,unknown or revoked client",
                "callback,elsewhere,redirect_uri is not registered",
                "read+orders,read+clearing,scope exceeds what the application may ask for",
                "&state,&response_type=token&state,unsupported response_type"
            })
    void authorizeRefuses(String part, String other, String error) {
        String query = QUERY.replace(part, other);
        int status = error.contains("client") ? 404 : 400;
        check(authorize(query), status, "{\"error\":\"" + error + "\"}");
        assertThatThrownBy(() -> fake.approve(query, "alice")).isInstanceOf(AssertionError.class);
    }

    @Test
    void usersApproveOrDecline() { // AS 77
        assertThat(fake.approve(QUERY, "alice"))
                .matches("https://app.example/callback\\?code=ascode_[\\w-]+&state=s%2F1");
        assertThat(fake.approve(QUERY.replace("callback", "callback?x%3D1"), "alice"))
                .startsWith(BACK + "?x=1&code=");
        assertThat(fake.decline(QUERY)).isEqualTo(BACK + "?error=access_denied&state=s%2F1");
        assertThatThrownBy(() -> fake.approve(QUERY, "nobody")).isInstanceOf(AssertionError.class);
    }

    @Test
    void codeGivesAnAccessTokenOnce() { // AS 78, 83
        String code = code(QUERY);
        HttpResponse<String> answer = redeem(code);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .matches("\\{\"access_token\":\"asat_[\\w-]{16,}\",\"token_type\":\"Bearer\",\"expires_in\":5400,"
                        + "\"scope\":\"read orders\"}");
        check(redeem(code), 400, SPENT);
        assertThat(fake.issued(Kind.OAUTH_CODE))
                .containsExactly(new FakeAutoshares.Issued(Kind.OAUTH_CODE, "alice", code, 2, 1));
    }

    @Test
    void codeEndsAfterTenMinutes() { // AS 83
        String code = code(QUERY);
        wire.time.advance(Duration.ofMinutes(10));
        check(redeem(code), 400, SPENT);
    }

    @Test
    void exchangeIsRefused() {
        String code = code(QUERY);
        check(redeem(code, "client_id", "web", "client_secret", "x"), 401, "{\"error\":\"invalid client_secret\"}");
        check(redeem(code, "client_id", "x"), 400, "{\"error\":\"client mismatch\"}");
        check(
                wire.call(
                        "POST /oauth/token",
                        body(
                                "\"grant_type\":\"password\"",
                                "client_id",
                                "web",
                                "client_secret",
                                "app-secret-of-web-1")),
                400,
                "{\"error\":\"unsupported grant_type\"}");
        assertThat(redeem(code).statusCode()).isEqualTo(200);
        check(redeem(code(QUERY), "client_id", "desk", "code_verifier", VERIFIER), 400, SPENT);
    }

    @Test
    void exchangeTakesJsonOnly() { // AS 78
        String form = "grant_type=authorization_code&code=x&client_id=web&client_secret=app-secret-of-web-1";
        HttpResponse<String> answer = new Wire(fake.url())
                .send("POST", "/oauth/token", form, "Content-Type", "application/x-www-form-urlencoded");
        check(answer, 400, "{\"error\":\"invalid JSON body\"}");
        assertThat(new Wire(fake.url())
                        .send("POST", "/oauth/token", "{\"client_id\":\"web\"}", "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void challengesMustBeMet() {
        String query = QUERY.replace("web", "desk");
        check(redeem(code(query + CHALLENGE), "client_id", "desk", "code_verifier", "wrong"), 400, SPENT);
        check(redeem(code(query + CHALLENGE), "client_id", "desk"), 400, SPENT);
        check(redeem(code(query), "client_id", "desk", "code_verifier", VERIFIER), 400, SPENT);
        check(redeem(code(QUERY + CHALLENGE)), 400, SPENT);
        assertThat(deskTokens().statusCode()).isEqualTo(200);
    }

    @Test
    void refreshTokensRotateAndTheLedgerKnows() { // AS 80
        String first = text(deskTokens(), "refresh_token");
        HttpResponse<String> renewed = refresh(first);
        assertThat(renewed.statusCode()).isEqualTo(200);
        assertThat(text(renewed, "refresh_token")).startsWith("asrt_").isNotEqualTo(first);
        check(refresh(first), 400, "{\"error\":\"refresh token expired or already used\"}");
        assertThat(fake.issued(Kind.OAUTH_REFRESH))
                .extracting(FakeAutoshares.Issued::presentedAgain)
                .containsExactly(1, 0);
        assertThat(api(text(renewed, "access_token"), "GET /api/v1/me").statusCode())
                .isEqualTo(200);
    }

    @Test
    void refreshTokensMayStayGood() {
        fake.change(settings -> settings.keepsRefreshTokens(true));
        String token = text(deskTokens(), "refresh_token");
        assertThat(members(refresh(token))).doesNotContainKey("refresh_token");
        assertThat(refresh(token).statusCode()).isEqualTo(200);
    }

    @Test
    void accessTokenEndsAsItSaid() { // AS 80
        fake.change(settings -> settings.oauthTokenLife(Duration.ofMinutes(5)));
        HttpResponse<String> answer = redeem(code(QUERY));
        assertThat(answer.body()).contains("\"expires_in\":300,");
        String token = text(answer, "access_token");
        wire.time.advance(Duration.ofMinutes(5).minusSeconds(1));
        assertThat(api(token, "GET /api/v1/me").statusCode()).isEqualTo(200);
        wire.time.advance(Duration.ofSeconds(1));
        check(api(token, "GET /api/v1/me"), 401, "{\"error\":\"invalid or expired token\"}");
    }

    @Test
    void meListsScopes() { // AS 79
        wire.alice.disableScope("orders");
        String token = text(redeem(code(QUERY)), "access_token");
        check(
                api(token, "GET /api/v1/me"),
                200,
                "{\"userId\":\"auth0|1924\",\"appName\":\"web\",\"clientId\":\"web\",\"grantedScopes\":[\"read\","
                        + "\"orders\"],\"enabledScopes\":[\"read\",\"clearing\",\"account\",\"streaming\"],"
                        + "\"accountCount\":1}");
    }

    @Test
    void missingScopesAndForeignAccountsAre403() { // AS 79
        String orders = "POST /api/v1/accounts/6XS01924/orders";
        HttpResponse<String> answer = redeem(code(QUERY, "read"));
        assertThat(text(answer, "scope")).isEqualTo("read");
        String missing = "{\"error\":\"token missing required scope: orders\"}";
        check(api(text(answer, "access_token"), orders), 403, missing);

        String token = text(redeem(code(QUERY)), "access_token");
        String foreign = "{\"error\":\"account does not belong to authenticated user\"}";
        check(api(token, orders.replace("6XS01924", "6XS00001")), 403, foreign);
        check(api(token, "GET /api/v1/accounts/6XS00001/balances"), 403, foreign);
        check(api(token, orders), 201, "{\"orderId\":\"ord-1\"}");
        assertThat(fake.changes()).isEqualTo(1);
        wire.alice.disableScope("orders");
        check(api(token, orders), 403, missing);
        wire.alice.enableScope("orders");
        assertThat(api(token, orders).statusCode()).isEqualTo(201);
    }

    @Test
    void accountsAndBalancesAreRead() {
        String token = text(redeem(code(QUERY)), "access_token");
        check(api(token, "GET /api/v1/accounts"), 200, "{\"accounts\":[{\"acct_no\":\"6XS01924\"}]}");
        check(
                api(token, "GET /api/v1/accounts/6XS01924/balances"),
                200,
                "{\"acct_no\":\"6XS01924\",\"cash\":\"1000.00\"}");
    }

    @Test
    void kindsOfTokensStayApart() { // AS 81
        check(api(wire.signedIn(), "GET /api/v1/me"), 401, "{\"error\":\"invalid or expired token\"}");
        check(wire.me(text(redeem(code(QUERY)), "access_token")), 401, DENIED);
    }

    @Test
    void revokeSucceedsWhateverItIsGiven() { // AS 82
        HttpResponse<String> tokens = deskTokens();
        String token = text(tokens, "access_token");
        String ok = "{\"ok\":true}";
        check(wire.call("POST /oauth/revoke", "{\"token\":\"asat_unknown\"}"), 200, ok);
        check(wire.call("POST /oauth/revoke", "nonsense"), 200, ok);
        assertThat(api(token, "GET /api/v1/me").statusCode()).isEqualTo(200);
        check(wire.call("POST /oauth/revoke", "{\"token\":\"" + token + "\"}"), 200, ok);
        assertThat(api(token, "GET /api/v1/me").statusCode()).isEqualTo(401);
        String refresh = text(tokens, "refresh_token");
        check(wire.call("POST /oauth/revoke", "{\"token\":\"" + refresh + "\"}"), 200, ok);
        assertThat(refresh(refresh).statusCode()).isEqualTo(400);
    }
}
