package io.gatepass.matchtrader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.UnexpectedResponse;
import io.gatepass.core.Authorization;
import io.gatepass.core.Lifetime;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.RenewableSession.Tuning;
import io.gatepass.core.Secret;
import io.gatepass.core.SessionKeeper;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.PlatformServer.Answer;
import io.gatepass.testkit.SeenRequest;
import io.gatepass.testkit.Threads;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a session renews, with what, and every shape in which the platform answers. */
class RenewalTest extends MatchTraderTestBase {
    private static String cookie(Authorization authorization) {
        return authorization.cookies().get("co-auth").reveal();
    }

    @Test
    void sessionRenewsAMinuteBeforeItsEndAndNotBefore() {
        // MT 30
        var session = signedIn(session("t-1"));
        time.advance(LIFE.minusSeconds(61));
        session.authorization();
        server.expect(1);
        time.advance(Duration.ofSeconds(1));
        server.answers(cookies("t-2", "rt-2"));
        assertThat(cookie(session.authorization())).as("nobody waits").isEqualTo("t-1");
        session.renewIfDue();
        assertThat(cookie(session.authorization())).isEqualTo("t-2");
        server.expect(2);
    }

    @Test
    void marginLongerThanALifeCausesNoLoop() {
        // MT 30
        MatchTraderPlatform eager = builder()
                .tuning(Tuning.DEFAULT.withJitter(0).withMargin(Duration.ofHours(1)))
                .build();
        var session = signedIn(eager, session("t-1"));
        for (int i = 0; i < 20; i++) {
            session.renewIfDue();
        }
        server.expect(1);
        server.answers(cookies("t-2", "rt-2"));
        time.advance(LIFE.dividedBy(2));
        for (int i = 0; i < 20; i++) {
            session.renewIfDue();
        }
        server.expect(2);
    }

    @Test
    void tokenThatSeemsOverOnArrivalIsUsedAsItIs() {
        // MT 31
        long lastYear = time.now().minus(Duration.ofDays(365)).getEpochSecond();
        String token = jwt("{\"exp\":" + lastYear + "}");
        var session = signedIn(json(200, body(token, account("700123", "a"))).header("Set-Cookie", rt("rt-1")));
        for (int i = 0; i < 20; i++) {
            assertThat(cookie(session.authorization())).isEqualTo(token);
        }
        server.expect(1);
        server.answers(json(401, "{}"), cookies("t-2", "rt-2"), json(200, "{}"));
        time.advance(Duration.ofSeconds(2));
        platform.trading(session, FIRST).get("balance");
        assertThat(pathsSeen()).filteredOn(REFRESH_PATH::equals).hasSize(1);
    }

    @Test
    void platformsClockMayBeWrongByHours() {
        // MT 29, 31
        var platformTime = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                time.now().minus(Duration.ofHours(3)).atZone(ZoneOffset.UTC));
        long end = time.now().minus(Duration.ofHours(3)).plus(LIFE).getEpochSecond();
        var session = signedIn(json(200, body(jwt("{\"exp\":" + end + "}")))
                .header("Date", platformTime)
                .header("Set-Cookie", rt("rt-1")));
        assertThat(session.token().lifetime())
                .isEqualTo(Lifetime.until(time.now().plus(LIFE)));
    }

    @Test
    void callersShareOneRenewalAndItsFailure() throws Exception {
        // MT 32
        var session = signedIn(session("t-1"));
        time.advance(LIFE);
        server.answers(json(429, "{}").header("Retry-After", "20"));
        List<Object> outcomes = Threads.run(40, session::authorization);
        assertThat(outcomes)
                .hasSize(40)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(RateLimited.class));
        server.expect(2);
        time.advance(Duration.ofSeconds(20));
        server.answers(cookies("t-2", "rt-2"));
        assertThat(Threads.run(40, session::authorization)).containsOnly(session.authorization());
        server.expect(3);
    }

    @Test
    void onlyTheRenewalCookieOfThisPathIsSent() {
        // MT 33, 57, 62
        var session = signedIn(json(200, body("t-1"))
                .header("Set-Cookie", "rt=other; Path=/mtr-backend/refresh-token; HttpOnly")
                .header("Set-Cookie", "rt=ours; Path=" + REFRESH_PATH + "; HttpOnly")
                .header("Set-Cookie", "__cf_bm=cf; Path=/"));
        server.answers(cookies("t-2", "rt-2"));
        session.renew();
        SeenRequest renewal = server.requests().get(1);
        assertThat(renewal.target()).isEqualTo(REFRESH_PATH);
        assertThat(renewal.method()).isEqualTo("POST");
        assertThat(renewal.header("Cookie").orElseThrow().split("; "))
                .containsExactlyInAnyOrder("rt=ours", "__cf_bm=cf", "co-auth=t-1");
        assertThat(renewal.headers()).doesNotContainKeys("Auth-trading-api", "Authorization");
        MatchTraderPlatform backend = builder()
                .path(MatchTraderEndpoint.REFRESH, "/mtr-backend/refresh-token")
                .build();
        server.answers(cookies("t-3", "rt-3"));
        backend.resume(session.token()).renew();
        assertThat(server.requests().get(2).header("Cookie").orElseThrow())
                .contains("rt=other")
                .doesNotContain("ours", "rt-2");
    }

    @Test
    void renewalOfCookiesAlone() {
        // MT 34, 36, 38
        var session = signedIn(session("t-1"));
        server.answers(cookies("t-2", "rt-2"), cookies("t-3", "rt-3"));
        MatchTraderTokens fresh = session.renew();
        assertThat(fresh.session()).isEqualTo(Secret.of("t-2"));
        assertThat(fresh.accounts().list()).hasSize(2);
        session.renew();
        assertThat(server.requests().get(2).header("Cookie").orElseThrow())
                .contains("rt=rt-2", "co-auth=t-2")
                .doesNotContain("rt-1", "t-1");
    }

    @Test
    void renewalOfABodyAlone() {
        // MT 34, 36, 38
        var session = signedIn(session("t-1"));
        server.answers(json(200, "{\"token\":\"t-2\"}"), json(200, "{\"token\":\"t-3\"}"));
        MatchTraderTokens fresh = session.renew();
        assertThat(fresh.session()).isEqualTo(Secret.of("t-2"));
        assertThat(fresh.accounts())
                .isEqualTo(new TradingAccounts.Listed(fresh.accounts().list()));
        assertThat(fresh.accounts().require(FIRST).apiToken()).contains(Secret.of("api-1"));
        session.renew();
        assertThat(server.requests().get(2).header("Cookie").orElseThrow().split("; "))
                .as("the old rt stays, and there is one co-auth")
                .containsExactlyInAnyOrder("rt=rt-1", "co-auth=t-2");
    }

    @Test
    void renewalOfAWholeLoginReplacesEveryAccount() {
        // MT 14, 34, 37
        var session = signedIn(session("t-1"));
        var first = platform.trading(session, FIRST);
        var second = platform.trading(session, SECOND);
        server.answers(
                json(200, body("t-2", account("700123", "api-1b"))).header("Set-Cookie", rt("rt-2")), json(200, "{}"));
        session.renew();
        first.get("balance");
        assertThat(server.requests().get(2).header("Auth-trading-api")).contains("api-1b");
        assertThatThrownBy(() -> second.get("balance"))
                .as("gone, and not another account in its place")
                .isInstanceOf(Rejected.class);
        assertThatThrownBy(second.session()::authorization).isInstanceOf(Rejected.class);
        server.expect(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"token\":\"t-1\"}", "{\"status\":\"OK\"}", ""})
    void renewalThatChangesNothingHasFailed(String body) {
        // MT 35
        var session = signedIn(session("t-1"));
        server.answers(json(200, body));
        assertThatThrownBy(session::renew).isInstanceOf(UnexpectedResponse.class);
        assertThat(session.token().session()).as("still serves").isEqualTo(Secret.of("t-1"));
        time.advance(LIFE);
        assertThatThrownBy(session::authorization).isInstanceOf(ReauthenticationRequired.class);
        server.expect(2);
    }

    private String endingIn(Duration life, int number) {
        return jwt("{\"exp\":" + time.now().plus(life).getEpochSecond() + ",\"n\":" + number + "}");
    }

    @Test
    void renewalThatDoesNotEndLaterHasFailed() {
        // MT 35
        String before = endingIn(Duration.ofMinutes(5), 1);
        var session = signedIn(json(200, body(before)).header("Set-Cookie", rt("rt-1")));
        server.answers(json(200, "{\"token\":\"" + endingIn(Duration.ofMinutes(5), 2) + "\"}"));
        assertThatThrownBy(session::renew)
                .isInstanceOf(UnexpectedResponse.class)
                .hasMessageContaining("changed nothing");
        assertThat(session.token().session()).isEqualTo(Secret.of(before));
    }

    @Test
    void renewalWithinTheFirstSecondIsOne() {
        // MT 35
        var session = signedIn(json(200, body(endingIn(LIFE, 1))).header("Set-Cookie", rt("rt-1")));
        String fresh = endingIn(LIFE, 2);
        server.answers(json(200, "{\"token\":\"" + fresh + "\"}"));
        assertThat(session.renew().session()).isEqualTo(Secret.of(fresh));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 400})
    void refusedRenewalEndsASessionWithoutCredentials(int status) {
        // MT 39
        var session = signedIn(session("t-1"));
        time.advance(LIFE);
        server.answers(json(status, "{\"message\":\"no\"}"));
        assertThatThrownBy(session::authorization).isInstanceOf(ReauthenticationRequired.class);
        assertThatThrownBy(session::authorization).isInstanceOf(ReauthenticationRequired.class);
        server.expect(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429})
    void refusedRenewalLeadsToOneLoginIfCredentialsAreKept(int status) {
        // MT 39, 40
        MatchTraderPlatform keeping = builder().keepCredentials().build();
        var session = signedIn(keeping, session("t-1"));
        time.advance(LIFE);
        server.answers(json(status, "{}"), session("t-2"));
        assertThat(cookie(session.authorization())).isEqualTo("t-2");
        assertThat(pathsSeen()).containsExactly("/manager/mtr-login", REFRESH_PATH, "/manager/mtr-login");
    }

    @Test
    void rejectedLoginIsNotTriedAgain() {
        // MT 20, 39, 40
        MatchTraderPlatform keeping = builder().keepCredentials().build();
        var session = signedIn(keeping, session("t-1"));
        time.advance(LIFE);
        server.answers(json(403, "{}"), json(401, "{}"));
        assertThatThrownBy(session::authorization).isInstanceOf(ReauthenticationRequired.class);
        assertThatThrownBy(session::authorization).isInstanceOf(ReauthenticationRequired.class);
        server.expect(3);
    }

    @Test
    void sessionWithoutARenewalCookieSignsInAgainOrEnds() {
        // MT 39, 42
        Answer withoutRt = json(200, body("t-1"));
        var forgetful = signedIn(withoutRt);
        assertThatThrownBy(forgetful::renew).isInstanceOf(ReauthenticationRequired.class);
        assertThat(forgetful.token().session()).as("serves to its end").isEqualTo(Secret.of("t-1"));
        time.advance(LIFE);
        assertThatThrownBy(forgetful::authorization).isInstanceOf(ReauthenticationRequired.class);
        server.expect(1);
        var keeping = signedIn(builder().keepCredentials().build(), json(200, body("t-1")));
        time.advance(LIFE);
        server.answers(json(200, body("t-2")));
        assertThat(cookie(keeping.authorization())).isEqualTo("t-2");
        assertThat(pathsSeen()).doesNotContain(REFRESH_PATH);
    }

    @Test
    void expiredRenewalCookieIsNotSent() {
        // MT 39, 48
        var session = signedIn(
                json(200, body("t-1")).header("Set-Cookie", "rt=short; Path=" + REFRESH_PATH + "; Max-Age=600"));
        time.advance(Duration.ofMinutes(11));
        assertThatThrownBy(session::renew).isInstanceOf(ReauthenticationRequired.class);
        server.expect(1);
    }

    @Test
    void renewalMayComeAfterTheSessionCookieEnded() {
        // MT 39
        var session = signedIn(session("t-1"));
        time.advance(Duration.ofHours(5));
        server.answers(cookies("t-2", "rt-2"));
        assertThat(cookie(session.authorization())).isEqualTo("t-2");
        server.expect(2);
    }

    @Test
    void lostRenewalIsNeverSentAgainAndTheTokenServesToItsEnd() {
        // MT 41
        var session = signedIn(session("t-1"));
        server.answers(cookies("t-2", "rt-2").dropped());
        assertThatThrownBy(session::renew).isInstanceOf(OutcomeUnknown.class);
        for (int minute = 0; minute < 15; minute++) {
            assertThat(cookie(session.authorization())).isEqualTo("t-1");
            time.advance(Duration.ofMinutes(1));
        }
        assertThatThrownBy(session::authorization).isInstanceOf(ReauthenticationRequired.class);
        server.expect(2);
    }

    @Test
    void idleSessionSendsNothing() {
        // MT 43
        var session = signedIn(session("t-1"));
        time.advance(Duration.ofHours(2));
        server.expect(1);
        session.close();
    }

    @Test
    void idleSessionIsRenewedIfTheCallerAskedForIt() {
        // MT 43
        var session = signedIn(session("t-1"));
        server.requests();
        try (var keeper = SessionKeeper.<String, RenewableSession<MatchTraderTokens>>builder()
                .time(time)
                .every(Duration.ofMillis(5))
                .build()) {
            keeper.put("alice", session);
            server.answers(cookies("t-2", "rt-2"));
            time.advance(LIFE.minusSeconds(30));
            assertThat(server.awaitRequest().path()).isEqualTo(REFRESH_PATH);
        }
    }

    @Test
    void renewalCookieOfAnotherPathIsOfNoUse() {
        // MT 33, 39
        var session = signedIn(json(200, body("t-1")).header("Set-Cookie", "rt=r; Path=/mtr-backend/refresh-token"));
        assertThatThrownBy(session::renew).isInstanceOf(ReauthenticationRequired.class);
        server.expect(1);
    }

    @Test
    void requestUnderWayKeepsWhatItStartedWith() {
        // MT 44
        var session = signedIn(session("t-1"));
        var trading = platform.trading(session, FIRST);
        Authorization before = trading.session().authorization();
        server.answers(json(200, body("t-2", account("700123", "api-1b"))));
        session.renew();
        assertThat(cookie(before)).isEqualTo("t-1");
        assertThat(before.headers().get("Auth-trading-api")).isEqualTo(Secret.of("api-1"));
        Authorization after = trading.session().authorization();
        assertThat(cookie(after)).isEqualTo("t-2");
        assertThat(after.headers().get("Auth-trading-api"))
                .as("token and account token change together")
                .isEqualTo(Secret.of("api-1b"));
    }

    @Test
    void newLoginLeavesNothingOfTheOldOne() {
        // MT 18, 63
        var old = signedIn(session("t-1"));
        server.answers(json(401, "{}"), session("t-2"));
        var bob = new MatchTraderLogin("bob@example.com", PASSWORD);
        assertThatThrownBy(() -> platform.login(bob)).isInstanceOf(Rejected.class);
        var bobs = platform.login(bob);
        assertThat(old.token().session()).isEqualTo(Secret.of("t-1"));
        assertThat(bobs.token().session()).isEqualTo(Secret.of("t-2"));
        assertThat(server.requests())
                .allSatisfy(request -> assertThat(request.headers())
                        .as("no login carries another's cookie")
                        .doesNotContainKey("Cookie"));
    }

    @Test
    void renewalIsToldToWhoeverStoresIt() {
        // MT 48
        var stored = new ArrayList<String>();
        MatchTraderPlatform storing = builder()
                .onRenewed((spent, fresh) -> stored.add(
                        spent.session().reveal() + " > " + fresh.session().reveal()))
                .build();
        var session = signedIn(storing, session("t-1"));
        server.answers(cookies("t-2", "rt-2"));
        session.renew();
        assertThat(stored).containsExactly("t-1 > t-2");
        RenewableSession<MatchTraderTokens> resumed = storing.resume(session.token());
        server.answers(cookies("t-3", "rt-3"));
        resumed.renew();
        assertThat(server.requests().get(2).header("Cookie").orElseThrow()).contains("rt=rt-2");
    }

    @Test
    void pageInPlaceOfARenewalIsDoubt() {
        // MT 19, 78
        var session = signedIn(session("t-1"));
        server.answers(PlatformServer.html(200, "<html></html>"));
        assertThatThrownBy(session::renew).hasMessageContaining("HTML");
        assertThat(cookie(session.authorization())).isEqualTo("t-1");
        assertThatThrownBy(session::renew).as("its rt may be used up").isNotNull();
        server.expect(2);
    }
}
