package io.gatepass.traderevolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.UnexpectedResponse;
import io.gatepass.core.Lifetime;
import io.gatepass.core.Origin;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.testkit.FakeTraderEvolution;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.SeenRequest;
import java.nio.file.Path;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Cache;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire to the back office, and what never does. */
class BackOfficeRequestTest extends TeTestBase {
    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "/, ''",
        "/proftrading/rest, /proftrading/rest",
        "/proftrading/rest/, /proftrading/rest",
    })
    void pathsJoinTheBaseWithOneSlash(String suffix, String prefix) {
        // TE 1
        server.answers(pair(1), pair(2), verified(), verified(), PlatformServer.json(200, "[]"));
        TraderEvolutionBackOffice based = backOffice(server.url() + suffix).build();
        RenewableSession<BackOfficeTokens> session = based.login(CRM);
        session.renew();
        based.verify(session, OTT);
        based.oneTimeTokens().older(OTT);
        based.findUser(session, "trader1");
        assertThat(lines())
                .containsExactly(
                        "POST " + prefix + "/auth/token",
                        "GET " + prefix + "/auth/token/refresh",
                        "POST " + prefix + "/external/token/verify",
                        "GET " + prefix + "/auth/pfixtoken/verify",
                        "GET " + prefix + "/users?login=%27trader1%27");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/proftrading/rest/swagger-ui.html",
                "/proftrading/rest/swagger-ui.html#",
                "/proftrading/rest/swagger-ui.html#/authorization",
                "/proftrading/rest/v2/api-docs",
                "/proftrading/rest/swagger.json",
                "/api-docs",
                "/traderevolution/v1/swagger-ui/index.html?configUrl=x",
                "/traderevolution/v1/v3/api-docs"
            })
    void swaggerPageIsRefusedWithAClearMessage(String page) {
        // TE 2
        String url = "https://broker.example:8443" + page;
        assertThatThrownBy(() -> TraderEvolutionBackOffice.connect(url))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("Swagger page")
                .hasMessageContaining("/proftrading/rest");
        assertThatThrownBy(() -> TraderEvolutionClient.connect(url)).isInstanceOf(Misconfigured.class);
    }

    @Test
    void hostMayBeCalledSwagger() {
        // TE 2
        backOffice("https://swagger.broker.example/proftrading/rest").build();
    }

    @Test
    void plainHttpIsRefusedExceptLoopbackOrByAnExplicitWord() {
        // TE 3
        assertThatThrownBy(() -> backOffice("http://broker.example/rest").build())
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("https");
        backOffice("http://127.0.0.1/rest").build();
        backOffice("http://broker.example/rest").allowPlainHttp().build();
    }

    @Test
    void selfSignedCertificateIsTrustedOnlyByAClientThatWasToldTo() throws Exception {
        // TE 3
        HeldCertificate own = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .build();
        try (var tls = new MockWebServer()) {
            tls.useHttps(new HandshakeCertificates.Builder()
                    .heldCertificate(own)
                    .build()
                    .sslSocketFactory());
            tls.start();
            tls.enqueue(new MockResponse.Builder()
                    .body("{\"accessToken\":\"a-1\",\"refreshToken\":\"r-1\"}")
                    .build());
            String url = "https://localhost:" + tls.getPort();
            assertThatThrownBy(() -> backOffice(url).build().login(CRM))
                    .isInstanceOf(Misconfigured.class)
                    .hasMessageContaining("certificate is not trusted");
            assertThat(tls.getRequestCount()).isZero();
            HandshakeCertificates trusting = new HandshakeCertificates.Builder()
                    .addTrustedCertificate(own.certificate())
                    .build();
            try (var told = OkHttpEngine.sharing(BASE.newBuilder()
                    .sslSocketFactory(trusting.sslSocketFactory(), trusting.trustManager())
                    .build())) {
                backOffice(url).engine(told).build().login(CRM);
            }
            assertThat(tls.getRequestCount()).isEqualTo(1);
        }
    }

    @Test
    void nothingSecretFollowsARedirect() {
        // TE 5
        RenewableSession<BackOfficeTokens> session = signedIn();
        try (var elsewhere = PlatformServer.start()) {
            String location = elsewhere.url() + "/auth/token?secret=1";
            for (int i = 0; i < 3; i++) {
                server.answers(PlatformServer.empty(307).header("Location", location));
            }
            assertThatThrownBy(() -> backOffice.login(CRM)).isInstanceOf(Misconfigured.class);
            assertThatThrownBy(session::renew).isInstanceOf(Misconfigured.class).hasMessageNotContaining("secret=1");
            assertThatThrownBy(() -> backOffice.oneTimeTokens().older(OTT)).isInstanceOf(Misconfigured.class);
            elsewhere.expect(0);
        }
        server.expect(4);
    }

    @Test
    void queryValuesArePercentEncoded() {
        // TE 6
        RenewableSession<BackOfficeTokens> session = signedIn();
        server.answers(PlatformServer.json(200, "[]"));
        backOffice.findUser(session, "p#&+ %=é");
        assertThat(last().target()).isEqualTo("/users?login=%27p%23%26%2B%20%25%3D%C3%A9%27");
    }

    @Test
    void everyCharacterOfLoginAndPasswordArrivesIntact() {
        // TE 7
        String odd = "a\"b\\c/\u0001\t{}[]':, p#&+ %=é 李 😀";
        try (FakeTraderEvolution te = FakeTraderEvolution.start()) {
            te.addUser(odd, odd + "!");
            var session = backOffice(te.backOfficeUrl()).build().login(new BackOfficeLogin(odd, Secret.of(odd + "!")));
            assertThat(te.accepts(session.token().accessToken().reveal())).isTrue();
        }
    }

    @Test
    void loginSendsTwoMembersAndNoAuthorization() {
        // TE 8
        signedIn();
        server.answers(pair(2));
        backOffice.login(CRM);
        SeenRequest request = last();
        assertThat(request.body()).isEqualTo("{\"login\":\"crm-service\",\"password\":\"s3cr\\\"et\"}");
        assertThat(request.header("Content-Type")).contains("application/json");
        assertThat(request.header("Accept")).contains("application/json");
        assertThat(request.header("Authorization")).isEmpty();
        assertThat(request.header("Cookie")).isEmpty();
        assertThat(request.header("User-Agent"))
                .hasValueSatisfying(agent -> assertThat(agent).startsWith("gatepass-java/"));
    }

    @Test
    void refreshTokenTravelsRawInItsHeaderAndNowhereElse() {
        // TE 25, 26
        RenewableSession<BackOfficeTokens> session = signedIn();
        server.answers(pair(2));
        session.renew();
        SeenRequest request = last();
        assertThat(request.method() + " " + request.target()).isEqualTo("GET /auth/token/refresh");
        assertThat(request.header("token")).contains("r-1");
        assertThat(request.header("Cache-Control")).contains("no-store");
        assertThat(request.body()).isEmpty();
        assertThat(request.headers()).doesNotContainKeys("Authorization", "Content-Length", "Content-Type", "Cookie");
    }

    @Test
    void cacheOfTheApplicationIsNotAsked(@TempDir Path directory) throws Exception {
        // TE 26
        try (var cache = new Cache(directory.toFile(), 1_000_000);
                var caching =
                        OkHttpEngine.sharing(BASE.newBuilder().cache(cache).build())) {
            TraderEvolutionBackOffice cached =
                    backOffice(server.url()).engine(caching).build();
            server.answers(
                    pair(1),
                    pair(2).header("Cache-Control", "public, max-age=3600"),
                    pair(3).header("Cache-Control", "public, max-age=3600"));
            RenewableSession<BackOfficeTokens> session = cached.login(CRM);
            session.renew();
            assertThat(session.renew().accessToken()).isEqualTo(Secret.of("a-3"));
            assertThat(cache.size()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"r\n1", "r\r\nX-Evil: 1", "r\u00001", "rä1", " r1", ""})
    void tokenThatNoHeaderCarriesIsRefusedAndNotQuoted(String unfit) {
        // TE 77
        Origin issuer = Origin.of(server.url());
        Rejected refusal = thrown(
                Rejected.class,
                () -> new BackOfficeTokens(
                        Secret.of("a-1"), Lifetime.unstated(), Secret.of(unfit), Lifetime.unstated(), issuer));
        assertThat(refusal.fieldErrors()).containsOnlyKeys("refreshToken");
        assertThatThrownBy(() ->
                        new ClientTokens(Secret.of(unfit), java.util.Optional.empty(), Lifetime.unstated(), issuer))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.fieldErrors()).containsOnlyKeys("accessToken"));
        assertThatThrownBy(() -> backOffice.oneTimeTokens().older(new TerminalToken(Secret.of(unfit))))
                .isInstanceOf(Rejected.class)
                .hasMessageNotContaining("Evil");
        server.expect(0);
    }

    @Test
    void issuedTokenThatNoHeaderCarriesIsMalformed() {
        // TE 77
        server.answers(
                PlatformServer.json(200, "{\"accessToken\":\"a-1\",\"refreshToken\":\"r\\n1\"}"),
                PlatformServer.json(200, "{\"accessToken\":\"a b\",\"refreshToken\":\"r-1\"}"));
        assertThatThrownBy(() -> backOffice.login(CRM))
                .isInstanceOf(UnexpectedResponse.class)
                .hasMessageContaining("'refreshToken'");
        assertThatThrownBy(() -> backOffice.login(CRM))
                .isInstanceOf(UnexpectedResponse.class)
                .hasMessageContaining("'accessToken'");
    }

    @Test
    void callersHeadersCannotReplaceThoseThatCarrySecrets() {
        // TE 25, 37
        for (String name : new String[] {"token", "TOKEN", "Authorization", "Cookie"}) {
            assertThatThrownBy(() -> backOffice(server.url()).header(name, "x").build())
                    .isInstanceOf(Misconfigured.class);
        }
        server.answers(pair(1));
        backOffice(server.url()).header("X-Correlation-Id", "c-1").build().login(CRM);
        assertThat(last().header("X-Correlation-Id")).contains("c-1");
    }

    @Test
    void newTraderIsSentAsGivenAndItsIdsComeBack() {
        RenewableSession<BackOfficeTokens> session = signedIn();
        server.answers(PlatformServer.json(200, "{\"id\":9007199254740993,\"accounts\":[{\"id\":7}]}"));
        var trader = new NewTrader(
                "a@b.c", "Ann", "Bee", "ann", Secret.of("pw-1"), 12, Map.of("account", Map.of("name", "main")));
        RegisteredTrader registered = backOffice.register(session, trader);
        assertThat(registered.userId()).contains("9007199254740993");
        assertThat(registered.raw()).containsKey("accounts");
        assertThat(last().body())
                .isEqualTo("{\"email\":\"a@b.c\",\"firstName\":\"Ann\",\"lastName\":\"Bee\",\"login\":\"ann\","
                        + "\"password\":\"pw-1\",\"userGroup\":12,\"account\":{\"name\":\"main\"}}");
        assertThatThrownBy(() ->
                        new NewTrader("a@b.c", "A", "B", "ann", Secret.of("pw"), 1, Map.of("password", "another")))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.fieldErrors()).containsOnlyKeys("password"));
    }

    @Test
    void onlyTheUserWithExactlyThisLoginIsFound() {
        RenewableSession<BackOfficeTokens> session = signedIn();
        String all = "[{\"id\":1,\"login\":\"Ann\"},{\"userId\":\"2\",\"login\":\"ann\",\"email\":\"a@b.c\"}]";
        server.answers(PlatformServer.json(200, all), PlatformServer.json(200, all));
        BackOfficeUser ann = backOffice.findUser(session, "ann").orElseThrow();
        assertThat(ann.id()).contains("2");
        assertThat(ann.raw()).containsEntry("email", "a@b.c");
        assertThat(backOffice.findUser(session, "an")).isEmpty();
        assertThatThrownBy(() -> backOffice.findUser(session, "x' or '1'='1"))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("quote");
        server.expect(3);
    }
}
