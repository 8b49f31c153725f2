package io.gatepass.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.FakeTime;
import io.gatepass.core.Lifetime;
import io.gatepass.core.Origin;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.RenewableSession.Plan;
import io.gatepass.core.Secret;
import io.gatepass.core.TestToken;
import io.gatepass.core.TokenSession;
import io.gatepass.core.okhttp.OkHttpEngine.AuthIOException;
import io.gatepass.core.okhttp.OkHttpEngine.Replay;
import io.gatepass.core.spi.PlatformHttp;
import io.gatepass.core.spi.Reply;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Cache;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.BufferedSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tiny platform on a real socket: it accepts one bearer token at a time and rotates pairs on {@code /renew}. */
class AttachTest {
    private static final Duration LIFE = Duration.ofSeconds(300);

    private final MockWebServer server = new MockWebServer();
    private final FakeTime time = new FakeTime();
    private final OkHttpEngine engine = OkHttpEngine.builder().time(time).build();
    private final OkHttpClient base = new OkHttpClient();
    private final AtomicInteger renewals = new AtomicInteger();
    private final AtomicReference<String> accepted = new AtomicReference<>("t0");
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    private volatile CountDownLatch renewalGate = new CountDownLatch(0);
    private PlatformHttp http;
    private Plan<TestToken> plan;

    @BeforeEach
    void start() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                return answer(request);
            }
        });
        server.start();
        http = PlatformHttp.builder(engine, url("/")).build();
        plan = Plan.builder(engine, TestToken.BEARER, Set.of(http.origin()))
                .renewer(this::renew)
                .build();
    }

    @AfterEach
    void stop() {
        engine.close();
        base.dispatcher().executorService().shutdown();
        server.close();
    }

    private MockResponse answer(RecordedRequest request) throws InterruptedException {
        seen.add(request.getMethod() + " " + request.getUrl().encodedPath() + " "
                + request.getHeaders().get("Authorization"));
        String path = request.getUrl().encodedPath();
        if (path.equals("/renew")) {
            renewalGate.await(20, TimeUnit.SECONDS);
            accepted.set("t" + renewals.incrementAndGet());
            return json(200, "{\"access\":\"" + accepted.get() + "\",\"renewal\":\"r" + renewals.get() + "\"}");
        }
        if (path.equals("/forbidden")) {
            return json(403, "{}");
        }
        if (path.equals("/never")) {
            return json(401, "{}");
        }
        boolean good = ("Bearer " + accepted.get()).equals(request.getHeaders().get("Authorization"));
        return good ? json(200, "{\"ok\":true}") : json(401, "{\"detail\":\"expired\"}");
    }

    private static MockResponse json(int status, String body) {
        return new MockResponse.Builder().code(status).body(body).build();
    }

    private TestToken renew(TestToken spent) {
        Reply reply = http.post("/renew").header("token", spent.renewal()).send();
        if (!reply.isSuccess()) {
            throw reply.failure();
        }
        return new TestToken(
                reply.fields().requireSecret("access"),
                reply.fields().requireSecret("renewal"),
                Lifetime.until(reply.endsAfter(LIFE)),
                Lifetime.unstated());
    }

    private RenewableSession<TestToken> session() {
        return plan.open(grant -> TestToken.lasting("t0", time.now(), LIFE), "grant");
    }

    private String url(String path) {
        return server.url(path).toString();
    }

    private Request get(String path) {
        return new Request.Builder().url(url(path)).build();
    }

    private static int status(OkHttpClient client, Request request) {
        try (Response response = client.newCall(request).execute()) {
            return response.code();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void requestCarriesTheToken() {
        assertThat(status(OkHttpEngine.attach(base, session()), get("/me"))).isEqualTo(200);
        assertThat(seen).containsExactly("GET /me Bearer t0");
    }

    @Test
    void refusedRequestIsSentOnceMoreAfterOneRenewal() {
        var client = OkHttpEngine.attach(base, session());
        time.advance(Duration.ofSeconds(10));
        accepted.set("revoked");
        assertThat(status(client, get("/me"))).isEqualTo(200);
        assertThat(seen).containsExactly("GET /me Bearer t0", "POST /renew null", "GET /me Bearer t1");
    }

    @Test
    void secondRefusalGoesToTheCallerAsData() {
        var client = OkHttpEngine.attach(base, session());
        time.advance(Duration.ofSeconds(10));
        assertThat(status(client, get("/never"))).isEqualTo(401);
        assertThat(seen).containsExactly("GET /never Bearer t0", "POST /renew null", "GET /never Bearer t1");
        assertThat(status(client, get("/never")))
                .as("a token this fresh cannot have expired")
                .isEqualTo(401);
        assertThat(renewals).hasValue(1);
    }

    @Test
    void forbiddenNeverRenews() {
        var client = OkHttpEngine.attach(base, session());
        time.advance(Duration.ofSeconds(10));
        assertThat(status(client, get("/forbidden"))).isEqualTo(403);
        assertThat(renewals).hasValue(0);
    }

    @Test
    void refusedOrderIsNotSentAgainButTheNextRequestHasAFreshToken() {
        var client = OkHttpEngine.attach(base, session());
        time.advance(Duration.ofSeconds(10));
        accepted.set("revoked");
        Request order = new Request.Builder()
                .url(url("/orders"))
                .post(RequestBody.create(new byte[] {1}, null))
                .build();
        assertThat(status(client, order)).isEqualTo(401);
        assertThat(seen).containsExactly("POST /orders Bearer t0", "POST /renew null");
        assertThat(status(client, get("/me"))).isEqualTo(200);
        assertThat(renewals).hasValue(1);
    }

    @Test
    void anyRepeatableRequestIsSentAgainOnlyByOptIn() {
        var client = OkHttpEngine.attach(base, session(), Replay.ANY_REPEATABLE);
        time.advance(Duration.ofSeconds(10));
        accepted.set("revoked");
        Request repeatable = new Request.Builder()
                .url(url("/search"))
                .post(RequestBody.create(new byte[] {1}, null))
                .build();
        assertThat(status(client, repeatable)).isEqualTo(200);
        accepted.set("revoked");
        time.advance(Duration.ofSeconds(10));
        Request once =
                new Request.Builder().url(url("/search")).post(new OneShot()).build();
        assertThat(status(client, once)).isEqualTo(401);
        assertThat(renewals).hasValue(2);
    }

    @Test
    void stormOfRefusalsSpreadOverASecondCostsOneRenewal() throws Exception {
        var session = session();
        var client = OkHttpEngine.attach(base, session);
        client.dispatcher().setMaxRequestsPerHost(200);
        time.advance(Duration.ofSeconds(10));
        accepted.set("revoked");
        var outcomes = new ArrayList<CompletableFuture<Integer>>();
        for (int i = 0; i < 200; i++) {
            outcomes.add(new CompletableFuture<>());
            client.newCall(get("/me")).enqueue(into(outcomes.get(i)));
            time.advance(Duration.ofMillis(5));
        }
        for (var outcome : outcomes) {
            assertThat(outcome.get(20, TimeUnit.SECONDS)).isEqualTo(200);
        }
        assertThat(renewals).hasValue(1);
    }

    private static Callback into(CompletableFuture<Integer> outcome) {
        return new Callback() {
            @Override
            public void onFailure(Call call, IOException e) {
                outcome.completeExceptionally(e);
            }

            @Override
            public void onResponse(Call call, Response response) {
                response.close();
                outcome.complete(response.code());
            }
        };
    }

    @Test
    void expiredTokenIsRenewedBeforeTheRequestLeaves() {
        var client = OkHttpEngine.attach(base, session());
        time.advance(LIFE.plusSeconds(1));
        assertThat(status(client, get("/me"))).isEqualTo(200);
        assertThat(seen).containsExactly("POST /renew null", "GET /me Bearer t1");
    }

    @Test
    void otherOriginsGetNothingAndCostNoRenewal() throws Exception {
        try (var elsewhere = new MockWebServer()) {
            elsewhere.start();
            elsewhere.enqueue(json(200, "{}"));
            var client = OkHttpEngine.attach(base, session());
            time.advance(LIFE.plusSeconds(1));
            assertThat(status(
                            client,
                            new Request.Builder().url(elsewhere.url("/")).build()))
                    .isEqualTo(200);
            assertThat(elsewhere.takeRequest().getHeaders().get("Authorization"))
                    .isNull();
            assertThat(renewals).hasValue(0);
        }
    }

    @Test
    void redirectToAnotherOriginCarriesTheCallersCookieButNotOurs() throws Exception {
        try (var elsewhere = new MockWebServer()) {
            elsewhere.start();
            elsewhere.enqueue(json(200, "{}"));
            server.setDispatcher(new Dispatcher() {
                @Override
                public MockResponse dispatch(RecordedRequest request) {
                    seen.add(String.valueOf(request.getHeaders().get("Cookie")));
                    return new MockResponse.Builder()
                            .code(307)
                            .addHeader("Location", elsewhere.url("/x"))
                            .build();
                }
            });
            TokenSession<TestToken> session = session()
                    .presentedAs((token, out) ->
                            out.cookie("co-auth", token.access()).header("Auth-trading-api", token.access()));
            var client = OkHttpEngine.attach(
                    base.newBuilder().cookieJar(jar("theirs=1")).build(), session);
            assertThat(status(client, get("/start"))).isEqualTo(200);
            assertThat(seen).containsExactly("theirs=1; co-auth=t0");
            var headers = elsewhere.takeRequest().getHeaders();
            assertThat(headers.get("Cookie")).isEqualTo("theirs=1");
            assertThat(headers.get("Auth-trading-api")).isNull();
        }
    }

    @Test
    void ourCookieReplacesOneOfTheSameNameAndMergesWithTheRest() {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                seen.addAll(request.getHeaders().values("Cookie"));
                return json(200, "{}");
            }
        });
        var session = session().presentedAs((token, out) -> out.cookie("co-auth", token.access()));
        var client = OkHttpEngine.attach(
                base.newBuilder().cookieJar(jar("a=1", "co-auth=old")).build(), session);
        assertThat(status(client, get("/x"))).isEqualTo(200);
        assertThat(seen).containsExactly("a=1; co-auth=t0");
    }

    private CookieJar jar(String... pairs) {
        return new CookieJar() {
            @Override
            public List<Cookie> loadForRequest(HttpUrl url) {
                return List.of(pairs).stream()
                        .map(pair -> new Cookie.Builder()
                                .name(pair.split("=")[0])
                                .value(pair.split("=")[1])
                                .domain("localhost")
                                .build())
                        .toList();
            }

            @Override
            public void saveFromResponse(HttpUrl url, List<Cookie> cookies) {}
        };
    }

    @Test
    void callersOwnHeaderOfTheSameNameIsReplacedNotDoubled() throws Exception {
        var client = OkHttpEngine.attach(base, session());
        status(
                client,
                get("/me").newBuilder().header("Authorization", "Basic x").build());
        assertThat(server.takeRequest().getHeaders().values("Authorization")).containsExactly("Bearer t0");
    }

    @Test
    void httpCacheOfTheCallerCannotMixUsers(@TempDir Path folder) {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder()
                        .addHeader("Cache-Control", "max-age=600")
                        .body(request.getHeaders().get("Authorization"))
                        .build();
            }
        });
        var caching =
                base.newBuilder().cache(new Cache(folder.toFile(), 1_000_000)).build();
        var alice = TokenSession.of(TestToken.lasting("alice", time.now(), LIFE), TestToken.BEARER, http.origin());
        var bob = TokenSession.of(TestToken.lasting("bob", time.now(), LIFE), TestToken.BEARER, http.origin());
        assertThat(body(OkHttpEngine.attach(caching, alice), get("/me"))).isEqualTo("Bearer alice");
        assertThat(body(OkHttpEngine.attach(caching, bob), get("/me"))).isEqualTo("Bearer bob");
    }

    private static String body(OkHttpClient client, Request request) {
        try (Response response = client.newCall(request).execute()) {
            return response.body().string();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void answerShowsNoCredentials() throws Exception {
        TokenSession<TestToken> session =
                session().presentedAs((token, out) -> out.header("Et-App-Key", token.access()));
        var client = OkHttpEngine.attach(base, session);
        try (Response response = client.newCall(get("/forbidden")).execute()) {
            assertThat(response.request().headers().toString()
                            + response.networkResponse().request())
                    .doesNotContain("t0");
        }
    }

    @Test
    void failureOfTheSessionIsOneIOExceptionForExecuteAndEnqueue() {
        var session = session();
        var client = OkHttpEngine.attach(base, session);
        session.close();
        AuthIOException failure = catchThrowableOfType(
                AuthIOException.class, () -> client.newCall(get("/me")).execute());
        assertThat(failure.failure()).isInstanceOf(ReauthenticationRequired.class);
        var queued = new CompletableFuture<Integer>();
        client.newCall(get("/me")).enqueue(into(queued));
        assertThat(queued)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(AuthIOException.class);
        assertThat(seen).isEmpty();
    }

    @Test
    void failedRenewalAfterARefusalIsHeardByTheCaller() {
        var session = plan.open(grant -> TestToken.lasting("t0", time.now(), LIFE), "grant");
        var client = OkHttpEngine.attach(base, session);
        time.advance(Duration.ofSeconds(10));
        accepted.set("revoked");
        engine.close();
        AuthIOException failure = catchThrowableOfType(
                AuthIOException.class, () -> client.newCall(get("/me")).execute());
        assertThat(failure.failure()).isInstanceOf(Unavailable.class);
    }

    @Test
    void cancelledCallStopsWaitingAtOnceAndTheRenewalGoesOn() throws Exception {
        renewalGate = new CountDownLatch(1);
        var session = session();
        var client = OkHttpEngine.attach(base, session);
        time.advance(LIFE.plusSeconds(1));
        Call call = client.newCall(get("/me"));
        var outcome = new CompletableFuture<Integer>();
        call.enqueue(into(outcome));
        assertThat(server.takeRequest(20, TimeUnit.SECONDS).getUrl().encodedPath())
                .isEqualTo("/renew");
        call.cancel();
        assertThat(outcome)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("Canceled");
        renewalGate.countDown();
        assertThat(status(client, get("/me"))).isEqualTo(200);
        assertThat(renewals).hasValue(1);
    }

    @Test
    void callTimeoutEndsTheWaitToo() {
        renewalGate = new CountDownLatch(1);
        var client = OkHttpEngine.attach(
                base.newBuilder().callTimeout(Duration.ofMillis(100)).build(), session());
        time.advance(LIFE.plusSeconds(1));
        assertThatThrownBy(() -> client.newCall(get("/me")).execute())
                .isInstanceOf(InterruptedIOException.class)
                .hasMessageContaining("timeout");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        renewalGate.countDown();
    }

    @Test
    void webSocketHandshakeIsAuthorizedForItsOwnOriginOnly() {
        var session = session();
        Request handshake = OkHttpEngine.authorize(get("/stream"), session);
        assertThat(handshake.header("Authorization")).isEqualTo("Bearer t0");
        Request foreign =
                new Request.Builder().url("https://evil.example/stream").build();
        assertThatThrownBy(() -> OkHttpEngine.authorize(foreign, session)).isInstanceOf(Misconfigured.class);
    }

    @Test
    void refusedWebSocketHandshakeCostsNoRenewal() throws Exception {
        var session = session();
        var client = OkHttpEngine.attach(base, session);
        time.advance(Duration.ofSeconds(10));
        var status = new CompletableFuture<Integer>();
        client.newWebSocket(get("/stream"), new WebSocketListener() {
            @Override
            public void onFailure(WebSocket socket, Throwable failure, Response response) {
                status.complete(response.code());
            }
        });
        assertThat(status.get(20, TimeUnit.SECONDS)).isEqualTo(401);
        assertThat(renewals).hasValue(0);
        assertThat(seen).containsExactly("GET /stream null");
    }

    @Test
    void platformCallOfASessionRenewsAndRepeatsAGetOnly() {
        var session = session();
        time.advance(Duration.ofSeconds(10));
        accepted.set("revoked");
        assertThat(http.get("/me").as(session).send().status()).isEqualTo(200);
        accepted.set("revoked");
        time.advance(Duration.ofSeconds(10));
        assertThat(http.post("/change").as(session).send().status()).isEqualTo(401);
        assertThat(http.get("/me").as(session).send().status()).isEqualTo(200);
        assertThat(renewals).hasValue(2);
        assertThat(seen.stream().filter(line -> line.startsWith("POST /change")))
                .hasSize(1);
    }

    @Test
    void sessionOfAnotherServerIsRefusedBeforeAnythingIsSent() {
        var foreign = TokenSession.of(
                TestToken.lasting("t0", time.now(), LIFE), TestToken.BEARER, Origin.of("https://other.example"));
        assertThatThrownBy(() -> http.get("/me").as(foreign).send()).isInstanceOf(Misconfigured.class);
        assertThat(seen).isEmpty();
    }

    @Test
    void tokenThatNoHeaderCanCarryIsRefusedByHeaderName() {
        var session = TokenSession.of(
                new TestToken(Secret.of("a\nb"), Secret.of("r"), Lifetime.unstated(), Lifetime.unstated()),
                TestToken.BEARER,
                http.origin());
        assertThatThrownBy(session::authorization)
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("Authorization")
                .hasMessageNotContaining("a\nb");
    }

    @Test
    void exchangeNeedsNoThreadOfTheEngineWhichEndsItsOwn() {
        ThreadPoolExecutor threads;
        try (var fresh = OkHttpEngine.create()) {
            threads = (ThreadPoolExecutor) fresh.executor();
            PlatformHttp.builder(fresh, url("/")).build().get("/me").send();
            assertThat(threads.getPoolSize()).isZero();
            fresh.executor().execute(() -> {});
            assertThat(threads.getPoolSize()).isPositive();
        }
        assertThat(threads.isShutdown()).isTrue();
    }

    @Test
    void sharedClientOutlivesTheEngine() {
        try (var sharing = OkHttpEngine.sharing(base)) {
            assertThat(sharing.client().connectionPool()).isSameAs(base.connectionPool());
            assertThat(sharing.client().dispatcher()).isNotSameAs(base.dispatcher());
        }
        assertThat(status(base, get("/me"))).isEqualTo(401);
    }

    private static final class OneShot extends RequestBody {
        @Override
        public MediaType contentType() {
            return null;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.writeUtf8("x");
        }
    }
}
