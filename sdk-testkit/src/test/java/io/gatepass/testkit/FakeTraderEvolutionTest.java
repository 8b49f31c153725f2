package io.gatepass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.testkit.FakeTraderEvolution.AuthType;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fake's back office against the vendor's documents and what known clients read: status, headers and body. */
class FakeTraderEvolutionTest {
    private static final String CRM = "{\"login\":\"crm\",\"password\":\"s3cr\\\"et\"}";
    private static final String WORD = "\"[a-z]\\d+\\.[0-9a-f]{16}\\.[0-9a-f]{16}\"";
    private static final String EXPIRED = "{\"errors\":[\"1.1.1.11\"]}";

    private final ManualTime time = ManualTime.create();
    private final List<FakeTraderEvolution> started = new ArrayList<>();
    private FakeTraderEvolution te = start(FakeTraderEvolution.builder());
    private final FakeTraderEvolution.User crm = te.addUser("crm", "s3cr\"et");

    private FakeTraderEvolution start(FakeTraderEvolution.Builder builder) {
        te = builder.time(time).start();
        started.add(te);
        return te;
    }

    @AfterEach
    void stop() {
        started.forEach(FakeTraderEvolution::close);
    }

    private HttpResponse<String> post(String path, String body, String... headers) {
        return new Wire(te.backOfficeUrl()).json("POST", path, body, headers);
    }

    private HttpResponse<String> get(String path, String... headers) {
        return new Wire(te.backOfficeUrl()).send("GET", path, "", headers);
    }

    private String login() {
        return post("/auth/token", CRM).body();
    }

    private static String member(String json, String name) {
        return json.replaceAll(".*\"" + name + "\":\"([^\"]*)\".*", "$1");
    }

    private String[] bearer() {
        return new String[] {"Authorization", "Bearer " + member(login(), "accessToken")};
    }

    private static void check(HttpResponse<String> answer, int status, String body) {
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @Test
    void loginAnswersTheFourDocumentedFields() {
        HttpResponse<String> answer = post("/auth/token", CRM);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("Date")).contains("Sun, 22 Nov 2026 10:00:00 GMT");
        assertThat(answer.body())
                .matches("\\{\"accessToken\":" + WORD + ",\"accessTokenLifeTime\":300,\"refreshToken\":" + WORD
                        + ",\"refreshTokenLifeTime\":3600}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"login\":\"crm\",\"password\":\"wrong\"}|401|{\"errors\":[\"1.2.0.11\"]}",
                "{\"login\":\"nobody\",\"password\":\"s3cr\\\"et\"}|401|{\"errors\":[\"1.2.0.11\"]}",
                "{\"login\":\"crm\"}|401|{\"errors\":[\"1.2.0.11\"]}",
                "[]|400|~~",
                "{login:crm}|400|~~",
            })
    void refusedLoginHasACode(String body, int status, String expected) {
        check(post("/auth/token", body), status, expected);
    }

    @Test
    void userWithoutAccessToTheApiIsToldSo() {
        crm.withoutApiAccess();
        check(post("/auth/token", CRM), 400, "{\"errors\":[\"2.0.2.4\"]}");
        crm.password("other");
        check(post("/auth/token", CRM), 401, "{\"errors\":[\"1.2.0.11\"]}");
    }

    @Test
    void loginWantsJsonAndPost() {
        assertThat(new Wire(te.backOfficeUrl())
                        .send("POST", "/auth/token", CRM, "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(400);
        HttpResponse<String> answer = get("/auth/token");
        check(answer, 405, "");
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void refreshRotatesAndARefreshTokenIsGoodOnce() {
        String refresh = member(login(), "refreshToken");
        HttpResponse<String> second = get("/auth/token/refresh", "token", refresh);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(member(second.body(), "refreshToken")).isNotEqualTo(refresh);
        check(get("/auth/token/refresh", "token", refresh), 401, EXPIRED);
        check(get("/auth/token/refresh", "token", refresh), 401, EXPIRED);
        assertThat(te.tally()).isEqualTo(new FakeTraderEvolution.Tally(1, 2, 0));
        assertThat(get("/auth/token/refresh", "token", member(second.body(), "refreshToken"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(te.tally().renewals()).isEqualTo(2);
    }

    @Test
    void refreshTokenIsRawInItsHeader() {
        String refresh = member(login(), "refreshToken");
        check(get("/auth/token/refresh", "token", "Bearer " + refresh), 401, EXPIRED);
        check(get("/auth/token/refresh?token=" + refresh), 401, EXPIRED);
        check(get("/auth/token/refresh", "Authorization", "Bearer " + refresh), 401, EXPIRED);
        check(post("/auth/token/refresh", "{\"token\":\"" + refresh + "\"}"), 405, "");
        assertThat(get("/auth/token/refresh", "token", refresh).statusCode()).isEqualTo(200);
    }

    @Test
    void lifetimesEndTokensAndChangeAtRunTime() {
        te.lifetimes(Duration.ofSeconds(2), Duration.ofSeconds(10));
        String pair = login();
        assertThat(pair).contains("\"accessTokenLifeTime\":2,", "\"refreshTokenLifeTime\":10}");
        String access = member(pair, "accessToken");
        time.advance(Duration.ofMillis(1999));
        assertThat(te.accepts(access)).isTrue();
        time.advance(Duration.ofMillis(1));
        assertThat(te.accepts(access)).isFalse();
        check(get("/accountPresets", "Authorization", "Bearer " + access), 401, EXPIRED);
        time.advance(Duration.ofSeconds(8));
        check(get("/auth/token/refresh", "token", member(pair, "refreshToken")), 401, EXPIRED);
        assertThat(te.tally().spentAgain()).as("over is not spent").isZero();
    }

    @Test
    void oldAccessTokenOutlivesARefreshUnlessThereIsOnePairPerUser() {
        String pair = login();
        get("/auth/token/refresh", "token", member(pair, "refreshToken"));
        login();
        assertThat(te.accepts(member(pair, "accessToken"))).isTrue();

        start(FakeTraderEvolution.builder().onePairPerUser()).addUser("crm", "s3cr\"et");
        String first = login();
        String second = login();
        assertThat(te.accepts(member(first, "accessToken"))).isFalse();
        check(get("/auth/token/refresh", "token", member(first, "refreshToken")), 401, EXPIRED);
        get("/auth/token/refresh", "token", member(second, "refreshToken"));
        assertThat(te.accepts(member(second, "accessToken"))).isFalse();
    }

    @Test
    void operatorEndsTokens() {
        String pair = login();
        crm.endAccessTokens();
        assertThat(te.accepts(member(pair, "accessToken"))).isFalse();
        String next = get("/auth/token/refresh", "token", member(pair, "refreshToken"))
                .body();
        assertThat(te.accepts(member(next, "accessToken"))).isTrue();
        crm.endTokens();
        assertThat(te.accepts(member(next, "accessToken"))).isFalse();
        check(get("/auth/token/refresh", "token", member(next, "refreshToken")), 401, EXPIRED);
    }

    @Test
    void dataCallsWantABearerToken() {
        String access = member(login(), "accessToken");
        check(get("/accountPresets"), 401, EXPIRED);
        check(get("/accountPresets", "Authorization", access), 401, EXPIRED);
        check(get("/accountPresets", "Authorization", "Bearer Bearer " + access), 401, EXPIRED);
        check(get("/accountPresets", "Authorization", "Bearer " + access), 200, "[]");
    }

    @Test
    void oneTimeTokenIsGoodOnceAndEveryPresentationIsWrittenDown() {
        String[] bearer = bearer();
        FakeTrader trader = te.addTrader("trader1", "pw");
        String token = trader.issueOneTimeToken();
        String body = "{\"token\":\"" + token + "\"}";
        check(post("/external/token/verify", body, bearer), 200, "{\"login\":\"trader1\",\"isExpired\":false}");
        check(post("/external/token/verify", body, bearer), 200, "{\"isExpired\":true}");
        assertThat(te.presented(token)).isEqualTo(2);
        check(post("/external/token/verify", "{\"token\":\"unknown\"}", bearer), 200, "{\"isExpired\":true}");
        assertThat(te.presented("unknown")).isZero();
        String late = trader.issueOneTimeToken();
        time.advance(Duration.ofMinutes(1));
        check(post("/external/token/verify", "{\"token\":\"" + late + "\"}", bearer), 200, "{\"isExpired\":true}");
    }

    @Test
    void refusedVerificationUsesTheTokenUp() {
        String token = te.addTrader("trader1", "pw").issueOneTimeToken();
        String body = "{\"token\":\"" + token + "\"}";
        check(post("/external/token/verify", body), 401, EXPIRED);
        check(post("/external/token/verify", body, bearer()), 200, "{\"isExpired\":true}");
    }

    @Test
    void otherWaysToVerify() {
        check(
                get(
                        "/auth/pfixtoken/verify",
                        "token",
                        te.addTrader("trader1", "pw").issueOneTimeToken()),
                200,
                "{\"login\":\"trader1\",\"isExpired\":false}");
        check(get("/auth/pfixtoken/verify"), 200, "{\"isExpired\":true}");
        start(FakeTraderEvolution.builder().anonymousVerification());
        String token = te.addTrader("trader2", "pw").issueOneTimeToken();
        check(
                post("/external/token/verify", "{\"token\":\"" + token + "\"}"),
                200,
                "{\"login\":\"trader2\",\"isExpired\":false}");
    }

    private static final String TRADER =
            "{\"email\":\"a@b.c\",\"firstName\":\"A\",\"lastName\":\"B\",\"login\":\"anna\",\"password\":\"p\\\"w\","
                    + "\"userGroup\":7,\"accounts\":[{\"name\":\"USD 1\"}]}";

    @Test
    void traderIsCreatedFoundAndNotCreatedTwice() {
        String[] bearer = bearer();
        HttpResponse<String> created = post("/users", TRADER, bearer);
        assertThat(created.statusCode()).isEqualTo(200);
        assertThat(created.body()).matches("\\{\"id\":\\d+,\"accounts\":\\[\\{\"id\":\\d+}]}");
        assertThat(te.trader("anna").orElseThrow().password()).isEqualTo("p\"w");
        String id = created.body().replaceAll("\\{\"id\":(\\d+),.*", "$1");
        check(
                get("/users?login=%27anna%27", bearer),
                200,
                "[{\"id\":" + id + ",\"login\":\"anna\",\"email\":\"a@b.c\"}]");
        check(get("/users?login=%27nobody%27", bearer), 200, "[]");
        check(get("/users?login=anna", bearer), 406, "{\"errors\":[\"1.6.2.2\"]}");
        assertThat(get("/users/" + id + "/accounts", bearer).body()).matches("\\[\\{\"id\":\\d+}]");
        check(get("/users/1/accounts", bearer), 404, "");
        check(post("/users", TRADER, bearer), 406, "{\"errors\":[\"1.9.9.9\"]}");
        check(new Wire(te.backOfficeUrl()).send("DELETE", "/users", "", bearer), 405, "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"email\":\"a@b.c\",|~~",
                "\"password\":\"p\\\"w\"|\"password\":\" \"",
                "\"userGroup\":7|\"userGroup\":\"7\"",
                "\"userGroup\":7|\"userGroup\":7.5",
                "\"accounts\":[{\"name\":\"USD 1\"}]|\"accounts\":[]",
            })
    void incompleteTraderIsRefused(String part, String replacement) {
        assertThat(TRADER).contains(part);
        check(post("/users", TRADER.replace(part, replacement), bearer()), 406, "{\"errors\":[\"1.6.2.2\"]}");
    }

    @Test
    void codesAreExplained() {
        String[] bearer = bearer();
        check(
                get("/methods/errors?errorId=1.2.0.11", bearer),
                200,
                "{\"errorId\":\"1.2.0.11\",\"message\":\"Wrong login or password\"}");
        assertThat(get("/methods/errors?errorId=9.9", bearer).statusCode()).isEqualTo(404);
        check(get("/methods/errors?errorId=1.2.0.11"), 401, EXPIRED);
    }

    @Test
    void paceIsKeptPerCollectionAndABlockFollows() {
        String[] bearer = bearer();
        te.limit(2);
        String tooFast = "{\"errors\":[\"2.147.1.27\"]}";
        check(get("/accountPresets", bearer), 200, "[]");
        check(get("/accountPresets", bearer), 200, "[]");
        check(get("/accountPresets", bearer), 400, tooFast);
        check(get("/users?login=%27x%27", bearer), 200, "[]");
        time.advance(Duration.ofSeconds(1));
        check(get("/accountPresets", bearer), 200, "[]");
        check(get("/accountPresets", bearer), 200, "[]");
        check(get("/accountPresets", bearer), 400, tooFast);
        check(get("/accountPresets", bearer), 400, tooFast);
        time.advance(Duration.ofMillis(4999));
        check(get("/users?login=%27x%27", bearer), 400, tooFast);
        time.advance(Duration.ofMillis(1));
        check(get("/users?login=%27x%27", bearer), 200, "[]");
        assertThat(get("/accountPresets", bearer()).statusCode())
                .as("another token has its own pace")
                .isEqualTo(200);
    }

    @Test
    void pathsOutsideAreNotFoundAndSwaggerIsAPage() {
        check(get("/nothing"), 404, "");
        assertThat(get("/swagger-ui.html").body()).contains("Swagger");
        HttpResponse<String> root =
                new Wire(te.backOfficeUrl().replace("/proftrading/rest", "")).json("POST", "/auth/token", CRM);
        check(root, 404, "");
        assertThat(te.requests()).extracting(SeenRequest::path).endsWith("/auth/token");
    }

    @Test
    void faultsComeBetween() {
        te.plan("/proftrading/rest/auth/token", Fault.page(502));
        assertThat(post("/auth/token", CRM).statusCode()).isEqualTo(502);
        assertThat(post("/auth/token", CRM).statusCode()).isEqualTo(200);
    }

    @Test
    void brokerTokensNeedAnInstallationThatAsksTheBroker() {
        assertThatThrownBy(() -> te.acceptBrokerToken("b-1", "trader1")).isInstanceOf(IllegalStateException.class);
        start(FakeTraderEvolution.builder().authType(AuthType.TOKEN)).acceptBrokerToken("b-1", "trader1");
        assertThat(te.accepts("b-1")).as("not for the back office").isFalse();
        assertThat(new Wire(te.clientUrl())
                        .send("GET", "/accounts", "", "Authorization", "Bearer b-1")
                        .statusCode())
                .isEqualTo(200);
    }
}
