package io.gatepass.traderevolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.Authorization;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.PlatformServer.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How sessions end, and how streams follow them. */
class LifecycleTest extends TeTestBase {
    @Test
    void logoutSendsTheBearerAndNothingElse() {
        // TE 63
        RenewableSession<ClientTokens> session = trader();
        server.answers(PlatformServer.json(200, "{\"s\":\"ok\"}"));
        assertThat(client.logout(session)).isEqualTo(ClientLogout.LOGGED_OUT);
        assertThat(lines()).containsExactly("POST /authorize", "POST /logout");
        assertThat(last().header("Authorization")).contains("Bearer t-1");
        assertThat(last().body()).isEmpty();
        assertThatThrownBy(session::token).isInstanceOf(ReauthenticationRequired.class);
    }

    @Test
    void expiredTokenIsNotRenewedJustToLogOut() {
        // TE 63
        server.answers(token("t-1"), PlatformServer.empty(401), token("t-2"));
        RenewableSession<ClientTokens> session = client.login(() -> Optional.of(TRADER));
        time.advance(Duration.ofHours(3));
        assertThat(client.logout(session)).isEqualTo(ClientLogout.ALREADY_LOGGED_OUT);
        assertThat(lines()).containsExactly("POST /authorize", "POST /logout");
    }

    static Stream<Supplier<Answer>> failedLogouts() {
        return Stream.of(
                () -> PlatformServer.empty(200).dropped(),
                () -> PlatformServer.empty(500),
                () -> PlatformServer.empty(403),
                () -> PlatformServer.empty(404),
                () -> PlatformServer.empty(429),
                () -> refused("Not now"),
                () -> PlatformServer.html(200, "<html>down</html>"));
    }

    @ParameterizedTest
    @MethodSource("failedLogouts")
    void failedLogoutIsToldAndTheSessionIsOverAllTheSame(Supplier<Answer> failure) {
        // TE 63
        RenewableSession<ClientTokens> session = trader();
        server.answers(failure.get());
        thrown(AuthException.class, () -> client.logout(session));
        assertThatThrownBy(session::authorization).isInstanceOf(ReauthenticationRequired.class);
        server.expect(2);
    }

    @Test
    void closingSendsNothingOnEitherApi() {
        // TE 64
        RenewableSession<BackOfficeTokens> crm = signedIn();
        RenewableSession<ClientTokens> trader = trader();
        crm.close();
        trader.close();
        backOffice.close();
        client.close();
        assertThatThrownBy(crm::token).isInstanceOf(ReauthenticationRequired.class);
        assertThatThrownBy(trader::token).isInstanceOf(ReauthenticationRequired.class);
        server.expect(2);
    }

    @Test
    void clientClosesOnlyTheEngineItMade() {
        // TE 64
        TraderEvolutionBackOffice own = TraderEvolutionBackOffice.connect(server.url());
        TraderEvolutionClient ownToo = TraderEvolutionClient.connect(server.url());
        server.answers(pair(1), token("t-1"));
        own.login(CRM);
        ownToo.login(TRADER);
        own.close();
        ownToo.close();
        thrown(Unavailable.class, () -> own.login(CRM));
        thrown(Unavailable.class, () -> ownToo.login(TRADER));
        backOffice.close();
        client.close();
        server.answers(pair(1));
        backOffice.login(CRM);
        server.expect(3);
    }

    @Test
    void lateAnswerDoesNotBringAClosedSessionBack() throws Exception {
        // TE 65
        Function<OkHttpEngine, RenewableSession<?>> refreshing =
                own -> backOffice(server.url()).engine(own).build().login(CRM);
        closedWhileRenewing(refreshing, pair(1), pair(2));
        Function<OkHttpEngine, RenewableSession<?>> signingIn =
                own -> client(server.url()).engine(own).build().login(() -> Optional.of(TRADER));
        closedWhileRenewing(signingIn, token("t-1"), token("t-2"));
    }

    private void closedWhileRenewing(Function<OkHttpEngine, RenewableSession<?>> signIn, Answer first, Answer late)
            throws Exception {
        ExecutorService pool = Executors.newCachedThreadPool();
        try (var own =
                OkHttpEngine.builder().client(BASE).time(time).executor(pool).build()) {
            server.answers(first);
            RenewableSession<?> session = signIn.apply(own);
            server.awaitRequest();
            time.advance(Duration.ofHours(1).minusMillis(1)); // past the access token's end, within the refresh token's
            var heard = new CompletableFuture<Throwable>();
            new Thread(() -> heard.complete(catchThrowable(session::renew))).start();
            server.awaitRequest();
            session.close();
            assertThat(heard.get()).isInstanceOf(ReauthenticationRequired.class).hasMessageContaining("closed");
            server.answers(late);
            pool.shutdown();
            assertThat(pool.awaitTermination(20, TimeUnit.SECONDS))
                    .as("the renewal has landed")
                    .isTrue();
            assertThatThrownBy(session::token).isInstanceOf(ReauthenticationRequired.class);
        }
    }

    @Test
    void refusedHandshakeRenewsOnceAndTheNextUsesTheNewToken() throws Exception {
        // TE 73, 75
        server.answers(token("t-1"));
        RenewableSession<ClientTokens> session = client.login(() -> Optional.of(TRADER));
        time.advance(Duration.ofSeconds(2));
        server.answers(PlatformServer.empty(401), token("t-2"), PlatformServer.empty(401));
        Authorization used = session.authorization();
        assertThat(handshake(session)).isEqualTo(401);
        Authorization better = session.replace(used).orElseThrow();
        assertThat(handshake(session)).isEqualTo(401);
        assertThat(session.replace(better))
                .as("the second refusal is the answer")
                .isEmpty();
        assertThat(lines())
                .containsExactly("POST /authorize", "GET /stream/accounts", "POST /authorize", "GET /stream/accounts");
        assertThat(server.requests().get(1).header("Authorization")).contains("Bearer t-1");
        assertThat(last().header("Authorization")).contains("Bearer t-2");
    }

    @Test
    void laterConnectionUsesTheTokenOfThatMomentNotTheFirst() throws Exception {
        // TE 73
        server.answers(token("t-1"), PlatformServer.empty(503), token("t-2"), PlatformServer.empty(503));
        RenewableSession<ClientTokens> session = client.login(() -> Optional.of(TRADER));
        handshake(session);
        time.advance(Duration.ofHours(1));
        handshake(session);
        assertThat(last().header("Authorization")).contains("Bearer t-2");
    }

    @Test
    void tokenIsNeverPartOfAStreamsUrl() {
        // TE 75 (adapted: the token in the query is not offered at all)
        RenewableSession<ClientTokens> session = trader();
        Request handshake = OkHttpEngine.authorize(
                new Request.Builder().url(server.url() + "/stream/accounts?x=1").build(), session);
        assertThat(handshake.url()).isEqualTo(HttpUrl.get(server.url() + "/stream/accounts?x=1"));
        assertThat(handshake.header("Authorization")).isEqualTo("Bearer t-1");
        assertThat(handshake.toString()).doesNotContain("t-1");
    }

    @Test
    void streamsMayHaveAHostOfTheirOwn() {
        // TE 4, 73
        Request stream = new Request.Builder()
                .url("https://streams.example/stream/accounts")
                .build();
        server.answers(token("t-1"), token("t-1"));
        RenewableSession<ClientTokens> narrow = client.login(TRADER);
        assertThatThrownBy(() -> OkHttpEngine.authorize(stream, narrow)).isInstanceOf(Misconfigured.class);
        RenewableSession<ClientTokens> wide = client(server.url())
                .alsoFor("wss://streams.example/stream/accounts")
                .build()
                .login(TRADER);
        assertThat(OkHttpEngine.authorize(stream, wide).header("Authorization")).isEqualTo("Bearer t-1");
        for (String plain : List.of("ws://streams.example", "http://streams.example", "nonsense")) {
            assertThatThrownBy(() -> client(server.url()).alsoFor(plain).build())
                    .isInstanceOf(Misconfigured.class);
        }
        client(server.url()).alsoFor("ws://streams.example").allowPlainHttp().build();
    }

    private int handshake(RenewableSession<ClientTokens> session) throws Exception {
        var status = new CompletableFuture<Integer>();
        Request request = OkHttpEngine.authorize(
                new Request.Builder().url(server.url() + "/stream/accounts").build(), session);
        BASE.newWebSocket(request, new WebSocketListener() {
            @Override
            public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
                status.complete(response == null ? -1 : response.code());
            }
        });
        return status.get();
    }

    @Test
    void ownerOfSeveralSessionsKeepsThemApart() {
        // TE 78
        server.answers(token("t-1"), token("t-2"), PlatformServer.json(200, "{\"s\":\"ok\",\"d\":[]}"));
        RenewableSession<ClientTokens> first = client.login(TRADER);
        RenewableSession<ClientTokens> second = client.login(ClientLogin.of("trader2", Secret.of("x")));
        first.close();
        client.accounts(second);
        assertThat(last().header("Authorization")).contains("Bearer t-2");
    }
}
