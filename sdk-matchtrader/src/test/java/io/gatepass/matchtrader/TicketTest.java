package io.gatepass.matchtrader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.AuthException.UnexpectedResponse;
import io.gatepass.core.Lifetime;
import io.gatepass.core.Secret;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.PlatformServer.Answer;
import io.gatepass.testkit.SeenRequest;
import io.gatepass.testkit.Threads;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One-time tokens: issued, presented once, replaced and lapsed. */
class TicketTest extends MatchTraderTestBase {
    private static final String OTT = "66666666-6666-4666-8666-666666666666";

    private static LoginTicket ticket() {
        return LoginTicket.of(Secret.of(OTT), Lifetime.unstated());
    }

    private LoginTicket issued(String body) {
        brokerServer.answers(json(200, body));
        return broker.issueTicket("alice@example.com");
    }

    @Test
    void tokenTravelsInTheBodyAlone() {
        // MT 50
        server.answers(session("t-1"));
        assertThat(platform.redeem(ticket()).token().session()).isEqualTo(Secret.of("t-1"));
        SeenRequest request = server.onlyRequest();
        assertThat(request.target()).isEqualTo("/manager/login/co/with-token");
        assertThat(request.body()).isEqualTo("{\"token\":\"" + OTT + "\"}");
        assertThat(request.headers().toString()).doesNotContain(OTT);
        assertThat(request.headers()).doesNotContainKeys("Cookie", "Authorization", "Auth-trading-api");
    }

    static Stream<Answer> whateverTheServerDoes() {
        return Stream.of(
                session("t-1").dropped(),
                session("t-1").truncated(),
                json(500, "{}"),
                json(503, "{}").header("Retry-After", "0"),
                json(429, "{}").header("Retry-After", "1"),
                json(401, "{}"),
                json(400, "{}"),
                json(403, "{}"),
                json(200, "{}"),
                PlatformServer.html(200, "<html></html>"),
                PlatformServer.empty(307).header("Location", "/manager/elsewhere"));
    }

    @ParameterizedTest
    @MethodSource("whateverTheServerDoes")
    void tokenIsReceivedExactlyOnceWhateverTheServerDoes(Answer answer) {
        // MT 49, 60
        server.answers(answer, session("t-2"));
        LoginTicket ticket = ticket();
        assertThatThrownBy(() -> platform.redeem(ticket)).isInstanceOf(AuthException.class);
        assertThatThrownBy(() -> platform.redeem(ticket))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.ground()).isEqualTo(Ground.ONE_TIME_TOKEN))
                .hasMessageContaining("has been used");
        server.expect(1);
    }

    @Test
    void slowServerReceivesItOnceToo() {
        // MT 49
        try (var impatient = OkHttpEngine.builder()
                .client(BASE)
                .time(time)
                .readTimeout(Duration.ofMillis(200))
                .build()) {
            MatchTraderPlatform client = builder().engine(impatient).build();
            server.answers(session("t-1").stalled(), session("t-2"));
            LoginTicket ticket = ticket();
            assertThatThrownBy(() -> client.redeem(ticket)).isInstanceOf(OutcomeUnknown.class);
            assertThatThrownBy(() -> client.redeem(ticket)).isInstanceOf(Rejected.class);
            server.expect(1);
        }
    }

    @Test
    void manyThreadsPresentItOnce() throws Exception {
        // MT 49
        server.answers(session("t-1"), session("t-2"));
        LoginTicket ticket = ticket();
        List<Object> outcomes = Threads.run(20, () -> platform.redeem(ticket));
        assertThat(outcomes).filteredOn(Rejected.class::isInstance).hasSize(19);
        server.expect(1);
    }

    @Test
    void tokenThatNeverLeftIsNotUsed() {
        // MT 49
        String url = server.url();
        server.close();
        LoginTicket ticket = ticket();
        assertThatThrownBy(() -> builder(url).build().redeem(ticket)).isInstanceOf(Unavailable.class);
        assertThat(ticket.take()).isEqualTo(Secret.of(OTT));
    }

    @Test
    void clientsOwnBoundDoesNotUseItUp() {
        // MT 49, 77
        MatchTraderPlatform bounded = builder().callsPerMinute(1).build();
        server.answers(session("t-1"));
        bounded.login(ALICE);
        LoginTicket ticket = ticket();
        assertThatThrownBy(() -> bounded.redeem(ticket)).isInstanceOf(AuthException.RateLimited.class);
        assertThat(ticket.take()).isEqualTo(Secret.of(OTT));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 409, 410, 422})
    void refusedTokenIsSaidSo(int status) {
        // MT 49
        server.answers(json(status, "{\"message\":\"no\"}"));
        assertThat(groundOf(catchThrowable(() -> platform.redeem(ticket())))).isEqualTo(Ground.ONE_TIME_TOKEN);
    }

    @Test
    void redeemedSessionMayKnowNoAccountsUntilItRenews() {
        // MT 38, 42
        server.answers(
                json(200, "{\"token\":\"t-1\"}").header("Set-Cookie", rt("rt-1")),
                json(200, body("t-2", account("700123", "api-1"))));
        var session = platform.redeem(ticket());
        assertThat(session.token().accounts()).isEqualTo(new TradingAccounts.Unstated());
        assertThatThrownBy(() -> platform.trading(session, FIRST)).hasMessageContaining("has not said");
        session.renew();
        assertThat(platform.trading(session, FIRST).account().id()).isEqualTo(FIRST);
    }

    @Test
    void redeemedSessionThatCannotRenewEndsWithLoginRequired() {
        // MT 42
        server.answers(json(200, "{\"token\":\"t-1\"}"));
        var session = builder().keepCredentials().build().redeem(ticket());
        time.advance(LIFE);
        assertThatThrownBy(session::authorization).isInstanceOf(AuthException.ReauthenticationRequired.class);
        server.expect(1);
    }

    @Test
    void accountWithoutATokenIsCreatedAllTheSame() {
        // MT 51
        brokerServer.answers(
                json(200, "{\"uuid\":\"u-1\",\"oneTimeToken\":null}"),
                json(200, "{\"uuid\":\"u-1\"}"),
                json(200, "{\"uuid\":\"u-1\",\"oneTimeToken\":\"" + OTT + "\"}"));
        assertThat(broker.createAccount(NEW_ALICE).ticket()).isEmpty();
        assertThat(broker.createAccount(NEW_ALICE).account().uuid()).isEqualTo("u-1");
        CreatedAccount withToken = broker.createAccount(NEW_ALICE);
        assertThat(withToken.ticket().orElseThrow().take()).isEqualTo(Secret.of(OTT));
        assertThat(withToken.toString() + withToken.account().raw()).doesNotContain(OTT);
    }

    @Test
    void newerTicketReplacesTheOlderOfTheSameTraderOnly() {
        // MT 52
        LoginTicket first = issued("{\"oneTimeToken\":\"ott-1\"}");
        brokerServer.answers(json(200, "{\"oneTimeToken\":\"ott-b\"}"));
        LoginTicket bobs = broker.issueTicket("bob@example.com");
        brokerServer.answers(json(200, "{\"oneTimeToken\":\"ott-2\"}"));
        LoginTicket second = broker.issueTicket(" ALICE@example.com ");
        assertThatThrownBy(() -> platform.redeem(first)).hasMessageContaining("replaced");
        assertThatThrownBy(first::take).isInstanceOf(Rejected.class);
        assertThat(second.take()).isEqualTo(Secret.of("ott-2"));
        assertThat(bobs.take()).isEqualTo(Secret.of("ott-b"));
        server.expect(0);
    }

    @Test
    void lostIssueReplacesTheOlderToo() {
        // MT 46, 52
        LoginTicket first = issued("{\"oneTimeToken\":\"ott-1\"}");
        brokerServer.answers(json(200, "{}").dropped());
        assertThatThrownBy(() -> broker.issueTicket("alice@example.com")).isInstanceOf(OutcomeUnknown.class);
        assertThatThrownBy(first::take).hasMessageContaining("replaced");
        brokerServer.expect(2);
    }

    @Test
    void tokenOfACreationIsReplacedByAnIssuedOne() {
        // MT 52
        brokerServer.answers(
                json(200, "{\"uuid\":\"u-1\",\"oneTimeToken\":\"ott-0\"}"), json(200, "{\"token\":\"ott-1\"}"));
        LoginTicket first = broker.createAccount(NEW_ALICE).ticket().orElseThrow();
        broker.issueTicket("alice@example.com");
        assertThatThrownBy(first::take).hasMessageContaining("replaced");
    }

    @Test
    void validityIsInSecondsAndThirtyUnlessSaid() {
        // MT 53
        issued("{\"oneTimeToken\":\"ott-1\"}");
        brokerServer.answers(json(200, "{\"oneTimeToken\":\"ott-2\"}"));
        broker.issueTicket("alice@example.com", Duration.ofMinutes(2));
        assertThat(brokerServer.requests().get(0).target()).isEqualTo("/v1/one-time-token");
        assertThat(brokerServer.requests().get(0).body())
                .contains("\"email\":\"alice@example.com\"", "\"validityTime\":30");
        assertThat(brokerServer.requests().get(1).body()).contains("\"validityTime\":120");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1000, 999, 1500, 3_600_001})
    void validityOutOfBoundsIsNotSent(long millis) {
        // MT 53
        assertThatThrownBy(() -> broker.issueTicket("alice@example.com", Duration.ofMillis(millis)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("validity");
        brokerServer.expect(0);
    }

    @Test
    void lapsedTicketIsNeitherRedeemedNorLinked() {
        // MT 54
        LoginTicket ticket = issued("{\"oneTimeToken\":\"ott-1\"}");
        LoginTicket linked = LoginTicket.of(Secret.of("ott-2"), ticket.lifetime());
        time.advance(Duration.ofSeconds(30));
        assertThatThrownBy(() -> platform.redeem(ticket)).hasMessageContaining("lapsed");
        assertThatThrownBy(() -> MatchTraderSso.builder(platform).build().link(linked))
                .hasMessageContaining("lapsed");
        server.expect(0);
    }

    @Test
    void ticketIsGoodUntilItsLastSecond() {
        // MT 54
        LoginTicket ticket = issued("{\"oneTimeToken\":\"ott-1\"}");
        time.advance(Duration.ofSeconds(29));
        server.answers(session("t-1"));
        assertThat(platform.redeem(ticket)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"oneTimeToken\":\"ott-abc-1\"}",
                "{\"token\":\"ott-abc-1\"}",
                "{\"token\":\"another-1\",\"oneTimeToken\":\"ott-abc-1\"}",
                "\"ott-abc-1\"",
                "ott-abc-1",
                "ott-abc-1\n"
            })
    void tokenIsReadFromEveryForm(String body) {
        // MT 56
        assertThat(issued(body).take()).isEqualTo(Secret.of("ott-abc-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"oneTimeToken\":\" \"}", "null", "[]", "\"\"", "\"has blanks in it\"", "42"})
    void answerWithoutATokenIsNone(String body) {
        // MT 56
        assertThatThrownBy(() -> issued(body)).isInstanceOf(UnexpectedResponse.class);
    }

    @Test
    void missingRightOrAddressIsTheOperators() {
        // MT 71
        brokerServer.answers(json(403, "{\"title\":\"Forbidden\"}"), PlatformServer.html(403, "<html></html>"));
        assertThatThrownBy(() -> broker.issueTicket("a@b.c"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("may not issue one-time tokens");
        assertThatThrownBy(() -> broker.issueTicket("a@b.c"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("allow-list");
    }

    @Test
    void ticketIsMadeOfSomethingAndShowsNothing() {
        // MT 23
        assertThatThrownBy(() -> LoginTicket.of(Secret.of(" "), Lifetime.unstated()))
                .isInstanceOf(Rejected.class);
        LoginTicket ticket = ticket();
        assertThat(ticket).hasToString("LoginTicket[██, FRESH]");
        ticket.take();
        assertThat(ticket).hasToString("LoginTicket[██, USED]");
        assertThat(ticket.lifetime()).isEqualTo(Lifetime.unstated());
    }
}
