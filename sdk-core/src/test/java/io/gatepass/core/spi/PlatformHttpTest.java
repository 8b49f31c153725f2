package io.gatepass.core.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.AuthException.UnexpectedResponse;
import io.gatepass.core.Secret;
import io.gatepass.core.okhttp.OkHttpEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Cache;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformHttpTest {
    private final MockWebServer server = new MockWebServer();
    private final OkHttpEngine engine = OkHttpEngine.create();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        engine.close();
        server.close();
    }

    private String url(String path) {
        return server.url(path).toString();
    }

    private PlatformHttp http() {
        return PlatformHttp.builder(engine, url("/")).build();
    }

    private static MockResponse answer(int status, String body) {
        return new MockResponse.Builder().code(status).body(body).build();
    }

    private static MockResponse.Builder ok() {
        return new MockResponse.Builder().body("{\"key\":\"k\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "'',            /auth/token",
        "/,             /auth/token",
        "/proft/rest,   /proft/rest/auth/token",
        "/proft/rest/,  /proft/rest/auth/token",
    })
    void pathJoinsTheBaseWithExactlyOneSlash(String prefix, String expected) throws Exception {
        server.enqueue(ok().build());
        String base = "http://localhost:" + server.getPort() + prefix;
        PlatformHttp.builder(engine, base).build().get("/auth/token").send();
        assertThat(server.takeRequest().getTarget()).isEqualTo(expected);
    }

    @Test
    void segmentsAndQueriesArePercentEncoded() throws Exception {
        server.enqueue(ok().build());
        http().get("/by-email/{}/x", "a+b/c@d?é").query("phone", "+1 3&1").send();
        assertThat(server.takeRequest().getTarget()).isEqualTo("/by-email/a%2Bb%2Fc%40d%3F%C3%A9/x?phone=%2B1%203%261");
        assertThat(http().url("/by-email/{}", "a b*c~d.e")).endsWith("/by-email/a%20b%2Ac~d.e");
    }

    @ParameterizedTest
    @CsvSource({
        "not a url,                   not an absolute",
        "ftp://h/,                    not an absolute",
        "https://user:hunter2@h/,     user name or password",
        "https://h/?token=hunter2,    query or fragment",
        "https://h/#hunter2,          query or fragment",
        "http://example.com/,         must be https",
        "http://127.0.0.1.evil.com/,  must be https",
    })
    void unusableBaseUrlIsRefusedWithoutRepeatingIt(String base, String problem) {
        assertThatThrownBy(() -> PlatformHttp.builder(engine, base).build())
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("base URL")
                .hasMessageContaining(problem)
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost/", "http://127.0.0.1:8080/", "http://[::1]/", "https://example.com/"})
    void loopbackNeedsNoEncryption(String base) {
        assertThat(PlatformHttp.builder(engine, base).build().origin()).isNotNull();
    }

    @Test
    void plainHttpNeedsAnExplicitWord() {
        PlatformHttp http = PlatformHttp.builder(engine, "http://example.com/")
                .allowPlainHttp()
                .build();
        assertThat(http.origin()).hasToString("http://example.com:80");
    }

    @Test
    void requestCarriesTheDefaultsAndNothingElse() throws Exception {
        server.enqueue(ok().build());
        http().post("/login").json(Map.of("email", "a@b.c")).send();
        RecordedRequest request = server.takeRequest();
        assertThat(request.getHeaders().names())
                .containsExactlyInAnyOrder(
                        "Accept",
                        "Accept-Language",
                        "User-Agent",
                        "Content-Type",
                        "Content-Length",
                        "Host",
                        "Connection",
                        "Accept-Encoding");
        assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
        assertThat(request.getHeaders().get("Accept")).isEqualTo("application/json");
        assertThat(request.getHeaders().get("Accept-Language")).isEqualTo("en");
        assertThat(request.getHeaders().get("User-Agent")).isEqualTo(Version.USER_AGENT);
    }

    @Test
    void versionIsTheOneOfTheBuild() {
        assertThat(System.getProperty("gatepass.version")).startsWith(Version.NUMBER);
    }

    @Test
    void emptyPostHasALengthAndNoType() throws Exception {
        server.enqueue(ok().build());
        http().post("/token").send();
        RecordedRequest request = server.takeRequest();
        assertThat(request.getHeaders().get("Content-Length")).isEqualTo("0");
        assertThat(request.getHeaders().get("Content-Type")).isNull();
        assertThat(request.getHeaders().get("Transfer-Encoding")).isNull();
    }

    @Test
    void jsonCarriesEveryCharacterAndLeavesOutEmptyOptionals() throws Exception {
        server.enqueue(ok().build());
        var members = new LinkedHashMap<String, Object>();
        members.put("name", "Zoë 李 😀 \"\\ </script> \u0001");
        members.put("password", Secret.of("p\"w"));
        members.put("flag", false);
        members.put("number", 30);
        members.put("absent", Optional.empty());
        members.put("present", Optional.of(Secret.of("x")));
        members.put("nested", Map.of("list", List.of("a", Map.of("b", 1))));
        http().post("/login").json(members).send();
        assertThat(server.takeRequest().getBody().utf8())
                .isEqualTo("{\"name\":\"Zoë 李 😀 \\\"\\\\ </script> \\u0001\",\"password\":\"p\\\"w\",\"flag\":false,"
                        + "\"number\":30,\"present\":\"x\",\"nested\":{\"list\":[\"a\",{\"b\":1}]}}");
    }

    @Test
    void formIsPercentEncoded() throws Exception {
        server.enqueue(ok().build());
        var fields = new LinkedHashMap<String, Object>();
        fields.put("login", "trader 1");
        fields.put("password", Secret.of("p#&+ %=é"));
        http().post("/authorize").form(fields).send();
        RecordedRequest request = server.takeRequest();
        assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(request.getBody().utf8()).isEqualTo("login=trader+1&password=p%23%26%2B+%25%3D%C3%A9");
    }

    @Test
    void loneSurrogateIsRefusedByFieldBeforeAnythingIsSent() {
        assertThatThrownBy(() -> http().post("/login")
                        .json(Map.of("person", Map.of("password", Secret.of("hunter2\uD800"))))
                        .send())
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("person.password")
                .hasMessageNotContaining("hunter2");
        assertThat(server.getRequestCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"pässword", "p€ss", "😀", "a\rb", "a\nb", "a\u0000b", "a\u0001b", "a\u007fb", " pw", "pw ", ""})
    void headerThatWouldNotArriveUnchangedIsRefusedByName(String value) {
        Rejected rejected =
                catchThrowableOfType(Rejected.class, () -> http().post("/token").header("Password", Secret.of(value)));
        assertThat(rejected.ground()).isEqualTo(Ground.FORM);
        assertThat(rejected.fieldErrors()).containsOnlyKeys("Password");
        assertThat(rejected.getCause()).isNull();
        if (!value.isBlank()) {
            assertThat(rejected).hasMessageNotContaining(value);
        }
    }

    @Test
    void headerLongerThanServersTakeIsRefused() {
        assertThatThrownBy(() -> http().post("/token").header("Password", Secret.of("x".repeat(65_536))))
                .isInstanceOf(Rejected.class);
        assertThat(Secret.of("x".repeat(2_000)).forHeader("Token")).hasSize(2_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "host", "Content-Length", "COOKIE", "et-app-key"})
    void extraHeaderMayNotReplaceOneOfOurs(String name) {
        assertThatThrownBy(() -> PlatformHttp.builder(engine, url("/"))
                        .reserve("Et-App-Key")
                        .header(name, "hunter2"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining(name)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void extraHeadersAndLanguageAreSent() throws Exception {
        server.enqueue(ok().build());
        PlatformHttp.builder(engine, url("/"))
                .header("Origin", "https://app.example.com")
                .header("accept-language", "fr")
                .header("User-Agent", "acme/1")
                .build()
                .get("/x")
                .send();
        var headers = server.takeRequest().getHeaders();
        assertThat(headers.values("Origin")).containsExactly("https://app.example.com");
        assertThat(headers.values("Accept-Language")).containsExactly("fr");
        assertThat(headers.values("User-Agent")).containsExactly("acme/1");
    }

    @Test
    void cookiesOfOneRequestAreSentAndNoOthers() throws Exception {
        server.enqueue(ok().build());
        http().post("/refresh")
                .cookie("rt", Secret.of("r-1"))
                .cookie("co-auth", Secret.of("c-1"))
                .send();
        assertThat(server.takeRequest().getHeaders().values("Cookie")).containsExactly("rt=r-1; co-auth=c-1");
        assertThatThrownBy(() -> http().post("/refresh").cookie("rt", Secret.of("a;b")))
                .isInstanceOf(Rejected.class)
                .hasMessageStartingWith("rt: ");
    }

    @Test
    void redirectIsNeverFollowedAndNamesWhereItPoints() throws Exception {
        try (var elsewhere = new MockWebServer()) {
            elsewhere.start();
            server.enqueue(new MockResponse.Builder()
                    .code(307)
                    .addHeader("Location", elsewhere.url("/steal/?token=hunter2"))
                    .build());
            Reply reply = http().post("/login")
                    .header("Password", Secret.of("hunter2"))
                    .send();
            assertThat(reply.failure())
                    .isInstanceOf(Misconfigured.class)
                    .hasMessageContaining("localhost:" + elsewhere.getPort() + "/steal/")
                    .hasMessageNotContaining("hunter2");
            assertThat(elsewhere.getRequestCount()).isZero();
        }
    }

    @Test
    void droppedConnectionIsOneRequestAndAnUnknownOutcome() {
        server.enqueue(ok().onResponseStart(new SocketEffect.CloseSocket()).build());
        server.enqueue(ok().build());
        assertThatThrownBy(() -> http().post("/register").json(Map.of()).send())
                .isInstanceOf(OutcomeUnknown.class)
                .hasMessageContaining("POST /register");
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void droppedConnectionIsOneRequestForAGetOnAReusedConnectionToo() {
        server.enqueue(ok().build());
        server.enqueue(ok().onResponseStart(new SocketEffect.CloseSocket()).build());
        server.enqueue(ok().build());
        http().get("/warm-up").send();
        assertThatThrownBy(() -> http().get("/auth/token/refresh").send()).isInstanceOf(OutcomeUnknown.class);
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void requestIsSentOnceEvenIfAskedTwice() {
        server.enqueue(ok().build());
        var request = http().post("/login");
        request.send();
        assertThatThrownBy(request::send).isInstanceOf(IllegalStateException.class);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", ""})
    void segmentThatWouldLeaveItsPlaceIsRefused(String segment) {
        assertThatThrownBy(() -> http().get("/users/{}/info", segment))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("/users/{}/info");
    }

    @Test
    void encodedDotsAreOrdinaryText() throws Exception {
        server.enqueue(ok().build());
        http().get("/users/{}/info", "%2e%2e").send();
        assertThat(server.takeRequest().getTarget()).isEqualTo("/users/%252e%252e/info");
    }

    @Test
    void repeatableRequestWithoutAnAnswerIsUnavailable() {
        server.enqueue(ok().onResponseStart(new SocketEffect.CloseSocket()).build());
        assertThatThrownBy(() -> http().get("/me").repeatable().send()).isInstanceOf(Unavailable.class);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void refusedConnectionIsUnavailable() throws Exception {
        int nobody;
        try (var socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        assertThatThrownBy(() -> PlatformHttp.builder(engine, "http://localhost:" + nobody)
                        .build()
                        .post("/login")
                        .send())
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("not reached");
    }

    @ParameterizedTest
    @CsvSource({"503, 0", "408, 0", "421, 0", "503, 60"})
    void answersThatOkHttpWouldRepeatAreSentOnce(int status, String retryAfter) {
        server.enqueue(new MockResponse.Builder()
                .code(status)
                .addHeader("Retry-After", retryAfter)
                .build());
        server.enqueue(ok().build());
        Reply reply = http().get("/auth/token/refresh").send();
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.retryAfter()).contains(Duration.ofSeconds(Long.parseLong(retryAfter)));
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void retryingInterceptorOfTheCallerCannotSendTwice() {
        OkHttpClient eager = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    chain.proceed(chain.request()).close();
                    return chain.proceed(chain.request());
                })
                .build();
        server.enqueue(ok().build());
        server.enqueue(ok().build());
        try (var shared = OkHttpEngine.sharing(eager)) {
            assertThatThrownBy(() -> PlatformHttp.builder(shared, url("/"))
                            .build()
                            .post("/login")
                            .send())
                    .isInstanceOf(OutcomeUnknown.class);
        }
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void callersClientIsHonouredButAddsNoCredentialsCookiesOrCache(@TempDir java.nio.file.Path cache) throws Exception {
        var seen = new AtomicInteger();
        OkHttpClient theirs = new OkHttpClient.Builder()
                .cache(new Cache(cache.toFile(), 1_000_000))
                .cookieJar(new CookieJar() {
                    @Override
                    public List<Cookie> loadForRequest(HttpUrl url) {
                        return List.of(new Cookie.Builder()
                                .name("sessionid")
                                .value("theirs")
                                .domain("localhost")
                                .build());
                    }

                    @Override
                    public void saveFromResponse(HttpUrl url, List<Cookie> cookies) {
                        seen.addAndGet(100);
                    }
                })
                .authenticator((route, response) -> response.request()
                        .newBuilder()
                        .header("Authorization", "Basic x")
                        .build())
                .addInterceptor(chain -> {
                    seen.incrementAndGet();
                    Request request = chain.request();
                    return chain.proceed(request.newBuilder()
                            .header("Authorization", "Token stale")
                            .header("X-Gateway", "1")
                            .build());
                })
                .build();
        server.enqueue(new MockResponse.Builder()
                .code(401)
                .addHeader("Set-Cookie", "sessionid=1")
                .addHeader("Cache-Control", "max-age=60")
                .build());
        server.enqueue(ok().build());
        try (var shared = OkHttpEngine.sharing(theirs)) {
            PlatformHttp http = PlatformHttp.builder(shared, url("/")).build();
            assertThat(http.get("/login").send().status()).isEqualTo(401);
            assertThat(http.get("/login").send().status()).isEqualTo(200);
        }
        assertThat(seen).as("two passes, no cookie stored").hasValue(2);
        for (int i = 0; i < 2; i++) {
            var headers = server.takeRequest().getHeaders();
            assertThat(headers.get("X-Gateway")).isEqualTo("1");
            assertThat(headers.get("Authorization")).isNull();
            assertThat(headers.get("Cookie")).isNull();
        }
    }

    @Test
    void interruptedCallEndsPromptlyAndKeepsTheFlag() throws Exception {
        server.enqueue(ok().onResponseStart(SocketEffect.Stall.INSTANCE).build());
        var heard = new CompletableFuture<AuthException>();
        var flag = new CompletableFuture<Boolean>();
        Thread caller = new Thread(() -> {
            heard.complete(catchThrowableOfType(
                    AuthException.class, () -> http().post("/login").send()));
            flag.complete(Thread.currentThread().isInterrupted());
        });
        caller.start();
        assertThat(server.takeRequest(20, TimeUnit.SECONDS)).isNotNull();
        caller.interrupt();
        assertThat(heard.get(10, TimeUnit.SECONDS))
                .isInstanceOf(OutcomeUnknown.class)
                .hasMessageContaining("interrupted");
        assertThat(flag.get()).isTrue();
    }

    @Test
    void interruptedThreadSendsNothing() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> http().post("/login").send())
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("interrupted");
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void deadlineHoldsAgainstAServerThatTrickles() {
        server.enqueue(new MockResponse.Builder()
                .body(new Buffer().writeUtf8(" ".repeat(1000)))
                .throttleBody(1, 50, TimeUnit.MILLISECONDS)
                .build());
        try (var hasty = OkHttpEngine.builder().deadline(Duration.ofMillis(300)).build()) {
            Reply reply =
                    PlatformHttp.builder(hasty, url("/")).build().post("/x").send();
            assertThatThrownBy(reply::fields).isInstanceOf(OutcomeUnknown.class).hasMessageContaining("cut off");
        }
    }

    @Test
    void deadlineHoldsAgainstASilentServer() {
        assertEndedBy(OkHttpEngine.builder().deadline(Duration.ofMillis(100)));
    }

    @Test
    void readTimeoutHoldsAgainstASilentServer() {
        assertEndedBy(OkHttpEngine.builder().readTimeout(Duration.ofMillis(100)));
    }

    private void assertEndedBy(OkHttpEngine.Builder bound) {
        server.enqueue(ok().onResponseStart(SocketEffect.Stall.INSTANCE).build());
        try (var hasty = bound.build()) {
            assertThatThrownBy(() -> PlatformHttp.builder(hasty, url("/"))
                            .build()
                            .post("/x")
                            .send())
                    .isInstanceOf(OutcomeUnknown.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void exchangeWithoutADeadlineIsRefused(long millis) {
        assertThatThrownBy(() -> OkHttpEngine.builder().deadline(Duration.ofMillis(millis)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("deadline: must be positive");
    }

    @Test
    void unboundedBodyIsReadUpToTheBoundOnly() {
        server.enqueue(new MockResponse.Builder()
                .chunkedBody("x".repeat(300_000), 1000)
                .build());
        try (var small = OkHttpEngine.builder().maxAnswerBytes(100_000).build()) {
            Reply reply =
                    PlatformHttp.builder(small, url("/")).build().get("/x").send();
            assertThatThrownBy(reply::fields)
                    .isInstanceOf(UnexpectedResponse.class)
                    .hasMessageContaining("too long");
        }
    }

    @Test
    void gzipBombIsReadUpToTheBoundOnly() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            byte[] zeros = new byte[1024 * 1024];
            for (int i = 0; i < 64; i++) {
                gzip.write(zeros);
            }
        }
        server.enqueue(new MockResponse.Builder()
                .addHeader("Content-Encoding", "gzip")
                .body(new Buffer().write(bytes.toByteArray()))
                .build());
        server.enqueue(ok().build());
        assertThatThrownBy(() -> http().get("/x").send().fields()).isInstanceOf(UnexpectedResponse.class);
        assertThat(http().get("/x").send().fields().requireText("key")).isEqualTo("k");
    }

    @Test
    void truncatedBodyIsALostAnswer() {
        server.enqueue(new MockResponse.Builder()
                .body("{\"key\":\"k\"}")
                .setHeader("Content-Length", 500)
                .onResponseEnd(new SocketEffect.CloseSocket())
                .build());
        assertThatThrownBy(() -> http().post("/x").send().fields()).isInstanceOf(OutcomeUnknown.class);
    }

    @Test
    void serverThatSpeaksNoHttpIsALostAnswerAndItsWordsStayHere() throws Exception {
        try (var raw = new ServerSocket(0)) {
            Thread babbler = new Thread(() -> {
                try (Socket socket = raw.accept()) {
                    socket.getInputStream().read(new byte[4096]);
                    socket.getOutputStream().write("hunter2 is not HTTP\r\n\r\n".getBytes(UTF_8));
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            babbler.start();
            OutcomeUnknown failure = catchThrowableOfType(
                    OutcomeUnknown.class,
                    () -> PlatformHttp.builder(engine, "http://localhost:" + raw.getLocalPort())
                            .build()
                            .post("/login")
                            .header("Password", Secret.of("hunter2"))
                            .send());
            assertThat(failure).hasMessageNotContaining("hunter2").hasNoCause();
            babbler.join();
        }
    }

    @Test
    void untrustedCertificateIsMisconfiguredAndTheCallersTrustIsHonoured() {
        var certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .build();
        var serverSide =
                new HandshakeCertificates.Builder().heldCertificate(certificate).build();
        server.useHttps(serverSide.sslSocketFactory());
        server.enqueue(ok().build());
        assertThatThrownBy(() -> http().post("/login").send())
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("certificate");
        var trusting = new HandshakeCertificates.Builder()
                .addTrustedCertificate(certificate.certificate())
                .build();
        var client = new OkHttpClient.Builder()
                .sslSocketFactory(trusting.sslSocketFactory(), trusting.trustManager())
                .build();
        try (var shared = OkHttpEngine.sharing(client)) {
            assertThat(PlatformHttp.builder(shared, url("/"))
                            .build()
                            .get("/x")
                            .send()
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void connectionCloseAfterAnErrorLeavesTheNextCallAlone() {
        server.enqueue(new MockResponse.Builder()
                .code(301)
                .addHeader("Connection", "close")
                .onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE)
                .build());
        server.enqueue(ok().build());
        PlatformHttp http = http();
        assertThat(http.post("/a").send().status()).isEqualTo(301);
        assertThat(http.post("/a").send().status()).isEqualTo(200);
    }

    @Test
    void informationalAnswersAreTransparent() {
        server.enqueue(ok().add100Continue().build());
        assertThat(http().post("/a").send().status()).isEqualTo(200);
    }

    @Test
    void closedEngineIsUnavailable() {
        OkHttpEngine closed = OkHttpEngine.create();
        closed.close();
        assertThatThrownBy(() ->
                        PlatformHttp.builder(closed, url("/")).build().get("/x").send())
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void answerThatEchoesTheRequestLeaksNothing() {
        String secret = "hunter2 \"&<'";
        String echoed = "hunter2 \\\"&<' and hunter2 &quot;&amp;&lt;&#39; and hunter2+%22%26%3C%27";
        server.enqueue(answer(400, "{\"password\":[\"" + echoed + " is too common\"]}"));
        Reply reply = http().post("/register")
                .json(Map.of("password", Secret.of(secret)))
                .send();
        Rejected rejected = (Rejected) reply.failure();
        assertThat(rejected.fieldErrors().toString())
                .contains("is too common")
                .doesNotContain("hunter2")
                .doesNotContain("&quot;");
        assertThat(rejected).hasMessageNotContaining("hunter2");
    }

    @Test
    void secretThatTravelsInAnotherFormIsConcealedToo() {
        server.enqueue(answer(400, "{\"error\":\"client secret hunter2 is wrong\"}"));
        Reply reply = http().post("/token")
                .header("Authorization", Secret.of("Basic YXBwOmh1bnRlcjI="))
                .conceal(Secret.of("hunter2"))
                .send();
        assertThat(reply.failure()).hasMessageContaining("is wrong").hasMessageNotContaining("hunter2");
    }
}
