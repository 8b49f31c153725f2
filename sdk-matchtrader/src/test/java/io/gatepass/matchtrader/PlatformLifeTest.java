package io.gatepass.matchtrader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.UnexpectedResponse;
import io.gatepass.core.Lifetime;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.testkit.FakeMatchTrader;
import io.gatepass.testkit.FakeMatchTrader.Host;
import io.gatepass.testkit.FakeMatchTraderSettings.AccountList;
import io.gatepass.testkit.FakeMatchTraderSettings.RefreshAnswer;
import io.gatepass.testkit.FakeMatchTraderSettings.Refusal;
import io.gatepass.testkit.FakeMatchTraderSettings.TokenPlace;
import io.gatepass.testkit.Fault;
import io.gatepass.testkit.MatchTraderQuirk;
import io.gatepass.testkit.Threads;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole lives of traders and sessions against a platform that remembers. */
class PlatformLifeTest extends FakeTestBase {
    @Test
    void dayOfSessionsIsOneRenewalForEachLifeAndNoCallFails() {
        // MT 30, 33, 34, 36, 45
        var session = platform.login(ALICE);
        int minutes = 24 * 60;
        for (int minute = 0; minute < minutes; minute++) {
            assertThat(balance(platform, session)).isEqualTo("10000.00");
            time.advance(Duration.ofMinutes(1));
            session.renewIfDue();
        }
        assertThat(mt.tally().renewals()).as("at every fourteenth minute").isEqualTo(minutes / 14);
        assertThat(sentTo(LOGIN)).isEqualTo(1);
        assertThat(mt.tally().refused()).isZero();
        assertThat(mt.tally().strays()).isEmpty();
    }

    @Test
    void dayOfBackgroundRenewalsHasNoGapEither() {
        // MT 30, 32
        var session = platform.login(ALICE);
        for (int step = 0; step < 24 * 60; step++) {
            assertThat(balance(platform, session)).isEqualTo("10000.00");
            time.advance(Duration.ofMinutes(1));
        }
        assertThat(mt.tally().renewals()).isBetween(24 * 60 / 16, 24 * 60 / 14);
        assertThat(mt.tally().refused()).isZero();
        assertThat(mt.requests(Host.PLATFORM)).hasSize(24 * 60 + mt.tally().renewals() + 2);
    }

    @Test
    void dayWithinABudgetSignsInWhereRenewalsAreUsedUp() {
        // MT 40
        mt.settings().refreshesPerHour(4);
        MatchTraderPlatform bounded =
                builder().refreshesPerHour(4).keepCredentials().build();
        var session = bounded.login(ALICE);
        Deque<Instant> lastHour = new ArrayDeque<>();
        for (int minute = 0; minute < 24 * 60; minute++) {
            assertThat(balance(bounded, session)).isEqualTo("10000.00");
            time.advance(Duration.ofMinutes(1));
            int before = mt.tally().renewals();
            session.renewIfDue();
            if (mt.tally().renewals() > before) {
                lastHour.addLast(time.now());
            }
            lastHour.removeIf(at -> !at.isAfter(time.now().minus(Duration.ofHours(1))));
            assertThat(lastHour).hasSizeLessThanOrEqualTo(4);
        }
        assertThat(mt.tally().renewals() + sentTo(LOGIN) - 1)
                .as("renewals and sign-ins together are one for each life")
                .isEqualTo(24 * 60 / 14);
        assertThat(sentTo(LOGIN)).isGreaterThan(1);
        assertThat(sentTo(REFRESH)).as("none was refused").isEqualTo(mt.tally().renewals());
    }

    @ParameterizedTest
    @EnumSource(
            value = MatchTraderQuirk.class,
            names = {"BUDGET_REFUSED_WITH_403", "NO_RETRY_AFTER"})
    void platformsOwnBudgetLeadsToOneSignInEachTime(MatchTraderQuirk quirk) {
        // MT 39, 40
        mt.turnOn(quirk);
        mt.settings().refreshesPerHour(4);
        MatchTraderPlatform keeping = builder().keepCredentials().build();
        var session = keeping.login(ALICE);
        for (int minute = 0; minute < 6 * 60; minute++) {
            assertThat(balance(keeping, session)).isEqualTo("10000.00");
            time.advance(Duration.ofMinutes(1));
            session.renewIfDue();
        }
        long refused = sentTo(REFRESH) - mt.tally().renewals();
        assertThat(refused).isPositive();
        assertThat(sentTo(LOGIN) - 1).as("one sign-in for each refusal").isEqualTo(refused);
    }

    static Stream<Arguments> everyShape() {
        return Stream.of(RefreshAnswer.EMPTY, RefreshAnswer.TOKEN, RefreshAnswer.FULL)
                .flatMap(shape -> Stream.of(TokenPlace.BOTH, TokenPlace.BODY, TokenPlace.COOKIE, TokenPlace.DIFFERENT)
                        .map(place -> Arguments.of(shape, place)));
    }

    @ParameterizedTest
    @MethodSource("everyShape")
    void sessionGoesOnInEveryShape(RefreshAnswer shape, TokenPlace place) {
        // MT 7, 8, 9, 34, 36, 37, 38
        mt.settings().refreshAnswers(shape).tokenIn(place);
        var session = platform.login(ALICE);
        MatchTraderTrading second = platform.trading(session, SECOND);
        for (int life = 0; life < 5; life++) {
            assertThat(balance(platform, session)).isEqualTo("10000.00");
            assertThat(second.get("balance").get("tradingAccountId")).hasToString("700124");
            time.advance(LIFE);
        }
        assertThat(mt.tally().renewals()).isEqualTo(4);
        assertThat(mt.tally().refused()).isZero();
        assertThat(mt.tally().strays()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = RefreshAnswer.class,
            names = {"UNCHANGED", "NOTHING"})
    void renewalThatRenewsNothingLeadsToOneSignIn(RefreshAnswer shape) {
        // MT 35, 39
        mt.settings().refreshAnswers(shape);
        var kept = builder().keepCredentials().build().login(ALICE);
        time.advance(LIFE);
        assertThat(balance(platform, kept)).isEqualTo("10000.00");
        assertThat(sentTo(REFRESH)).isEqualTo(1);
        assertThat(sentTo(LOGIN)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = MatchTraderQuirk.class,
            names = {
                "SYSTEM_IN_ACCOUNT", "ACCOUNT_TOKEN_AS_TEXT", "NO_ACCOUNT_TOKEN", "NUMERIC_ACCOUNT_IDS",
                "NUMERIC_PARTNER_ID", "NANOSECOND_TIMES", "OPAQUE_SESSION_TOKENS", "KEEPS_REFRESH_TOKEN",
                "KEEPS_ACCOUNT_TOKENS", "EDGE_BLOCKS_LIBRARIES", "EDGE_COOKIES", "ERROR_CODE_BESIDE_OK"
            })
    void deploymentsDifferAndTheClientDoesNotMind(MatchTraderQuirk quirk) {
        // MT 15, 17, 25, 27, 28, 29, 33, 57, 62, 79, 81
        mt.turnOn(quirk).settings().refreshAnswers(RefreshAnswer.FULL);
        var session = platform.login(ALICE);
        time.advance(LIFE);
        assertThat(balance(platform, session)).isEqualTo("10000.00");
        var order = platform.trading(session, FIRST).post("position/open", Map.of("volume", 1));
        assertThat(order).containsEntry("status", "OK");
        assertThat(alice.accounts().get(0).orders()).hasSize(1);
        assertThat(alice.accounts().get(1).orders()).isEmpty();
        assertThat(mt.tally().strays()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(AccountList.class)
    void accountsAreFoundWhateverTheListIsCalled(AccountList list) {
        // MT 2, 6
        mt.settings().accountsIn(list);
        MatchTraderPlatform older =
                builder().path(MatchTraderEndpoint.LOGIN, "/manager/co-login").build();
        assertThat(balance(older, older.login(ALICE))).isEqualTo("10000.00");
        assertThat(balance(platform, platform.login(ALICE))).isEqualTo("10000.00");
    }

    @Test
    void accountTokenIsSentWhereADeploymentWantsIt() {
        // MT 17
        mt.turnOn(MatchTraderQuirk.NEEDS_ACCOUNT_TOKEN_HEADER);
        MatchTraderPlatform header =
                builder().accountToken(AccountTokenUse.HEADER).build();
        assertThat(balance(header, header.login(ALICE))).isEqualTo("10000.00");
        mt.turnOff(MatchTraderQuirk.NEEDS_ACCOUNT_TOKEN_HEADER).turnOn(MatchTraderQuirk.ACCOUNT_TOKEN_AS_COOKIE);
        MatchTraderPlatform cookie =
                builder().accountToken(AccountTokenUse.SESSION_COOKIE).build();
        assertThat(balance(cookie, cookie.login(ALICE))).isEqualTo("10000.00");
    }

    @ParameterizedTest
    @EnumSource(Refusal.class)
    void wrongPasswordIsSentOnce(Refusal form) {
        // MT 20, 22, 81
        mt.settings().refusesWith(form);
        var wrong = new MatchTraderLogin("alice@example.com", Secret.of("wrong horse 1"));
        Ground expected = form == Refusal.BUSINESS ? Ground.UNSPECIFIED : Ground.CREDENTIALS;
        assertThat(((Rejected) catchThrowable(() -> platform.login(wrong))).ground())
                .isEqualTo(expected);
        assertThat(sentTo(LOGIN)).isEqualTo(1);
    }

    @Test
    void refusedTradersAreToldWhy() {
        // MT 21, 22, 78
        alice.unverify();
        assertThat(((Rejected) catchThrowable(() -> platform.login(ALICE))).ground())
                .isEqualTo(Ground.UNVERIFIED);
        alice.delete();
        assertThat(((Rejected) catchThrowable(() -> platform.login(ALICE))).ground())
                .isEqualTo(Ground.BLOCKED);
        mt.addUser("bob@example.com", PASSWORD.reveal()).requireCode("123456");
        var bob = new MatchTraderLogin("bob@example.com", PASSWORD);
        assertThat(((Rejected) catchThrowable(() -> platform.login(bob))).ground())
                .isEqualTo(Ground.SECOND_FACTOR);
        mt.turnOn(MatchTraderQuirk.API_DISABLED);
        assertThat(((Rejected) catchThrowable(() -> platform.login(bob))).ground())
                .isEqualTo(Ground.NOT_PERMITTED);
        mt.turnOn(MatchTraderQuirk.EDGE_CHALLENGE);
        assertThatThrownBy(() -> platform.login(bob)).isInstanceOf(Misconfigured.class);
    }

    @Test
    void brokerIsFoundOutOnceOrNot() {
        // MT 5, 25
        platform.login(ALICE);
        platform.login(ALICE);
        assertThat(sentTo("/manager/platform-details")).isEqualTo(1);
        mt.turnOn(MatchTraderQuirk.NULL_PARTNER_ID);
        assertThatThrownBy(() -> builder().build().login(ALICE))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("broker id");
        assertThat(sentTo(LOGIN)).isEqualTo(2);
    }

    static Stream<Fault> whateverGoesWrong() {
        return Stream.of(
                Fault.droppedRequest(),
                Fault.droppedAnswer(),
                Fault.truncated(),
                Fault.page(500),
                Fault.page(502),
                Fault.page(503),
                Fault.page(401),
                Fault.throttled("1"),
                Fault.redirected("/manager/login/co/with-token"),
                FakeMatchTrader.challenge());
    }

    @ParameterizedTest
    @MethodSource("whateverGoesWrong")
    void oneTimeTokenIsReceivedOnceWhateverGoesWrong(Fault fault) {
        // MT 49
        mt.plan(Host.PLATFORM, REDEEM, fault);
        LoginTicket ticket = LoginTicket.of(Secret.of(alice.issueOneTimeToken(LIFE)), Lifetime.unstated());
        assertThatThrownBy(() -> platform.redeem(ticket)).isInstanceOf(AuthException.class);
        assertThatThrownBy(() -> platform.redeem(ticket)).isInstanceOf(Rejected.class);
        assertThat(sentTo(REDEEM)).isEqualTo(1);
        assertThat(mt.tally().oneTimeTokens().get(0).uses().presented()).isLessThanOrEqualTo(1);
    }

    @Test
    void slowPlatformReceivesItOnce() {
        // MT 49
        try (var impatient = OkHttpEngine.builder()
                .time(time)
                .readTimeout(Duration.ofMillis(200))
                .build()) {
            mt.plan(Host.PLATFORM, REDEEM, Fault.stalled());
            LoginTicket ticket = LoginTicket.of(Secret.of(alice.issueOneTimeToken(LIFE)), Lifetime.unstated());
            MatchTraderPlatform client = builder().engine(impatient).build();
            assertThatThrownBy(() -> client.redeem(ticket)).isInstanceOf(OutcomeUnknown.class);
            assertThat(sentTo(REDEEM)).isEqualTo(1);
            assertThat(mt.tally().oneTimeTokens().get(0).uses().accepted()).isEqualTo(1);
        }
    }

    @Test
    void redeemedTraderTradesAndStaysSignedIn() {
        // MT 42, 50
        var session = platform.redeem(LoginTicket.of(Secret.of(alice.issueOneTimeToken(LIFE)), Lifetime.unstated()));
        assertThat(balance(platform, session)).isEqualTo("10000.00");
        time.advance(LIFE.multipliedBy(3));
        assertThat(balance(platform, session)).isEqualTo("10000.00");
        time.advance(Duration.ofDays(2));
        assertThatThrownBy(() -> balance(platform, session))
                .as("the rt is over, and there is no password")
                .isInstanceOf(ReauthenticationRequired.class);
    }

    @Test
    void redeemedTraderMayLearnOfAccountsLater() {
        // MT 38
        mt.turnOn(MatchTraderQuirk.NO_ACCOUNTS_WITH_ONE_TIME_TOKEN).settings().refreshAnswers(RefreshAnswer.FULL);
        var session = platform.redeem(LoginTicket.of(Secret.of(alice.issueOneTimeToken(LIFE)), Lifetime.unstated()));
        assertThat(session.token().accounts()).isInstanceOf(TradingAccounts.Unstated.class);
        session.renew();
        assertThat(balance(platform, session)).isEqualTo("10000.00");
    }

    @Test
    void accountsAreTakenAwayAndListedTwice() {
        // MT 11, 13, 37
        mt.settings().refreshAnswers(RefreshAnswer.FULL);
        var session = platform.login(ALICE);
        MatchTraderTrading second = platform.trading(session, SECOND);
        alice.removeAccount("700124");
        session.renew();
        assertThatThrownBy(() -> second.get("balance")).isInstanceOf(Rejected.class);
        assertThat(balance(platform, session)).isEqualTo("10000.00");
        mt.turnOn(MatchTraderQuirk.ACCOUNTS_TWICE);
        session.renew();
        assertThatThrownBy(() -> platform.trading(session, FIRST)).isInstanceOf(UnexpectedResponse.class);
        alice.removeAccount("700123");
        assertThat(platform.login(ALICE).token().accounts()).isInstanceOf(TradingAccounts.None.class);
    }

    @Test
    void revokedSessionIsRenewedByTheFirstReadAndOrdersAreTakenOnce() throws Exception {
        // MT 32, 45, 46
        var session = platform.login(ALICE);
        time.advance(Duration.ofMinutes(2));
        alice.endSessionTokens();
        List<Object> outcomes = Threads.run(20, () -> balance(platform, session));
        assertThat(outcomes).hasSize(20).containsOnly("10000.00");
        assertThat(mt.tally().renewals()).isEqualTo(1);
        time.advance(Duration.ofMinutes(2));
        alice.endSessionTokens();
        MatchTraderTrading trading = platform.trading(session, FIRST);
        Map<String, Integer> order = Map.of("volume", 1);
        assertThatThrownBy(() -> trading.post("position/open", order)).hasMessageContaining("nothing was done");
        assertThat(alice.accounts().get(0).orders()).isEmpty();
        trading.post("position/open", order);
        mt.plan(Host.PLATFORM, trading.url("position/open").replace(mt.platformUrl(), ""), Fault.droppedAnswer());
        assertThatThrownBy(() -> trading.post("position/open", order)).isInstanceOf(OutcomeUnknown.class);
        assertThat(alice.accounts().get(0).orders()).as("taken, and taken once").hasSize(2);
    }

    @Test
    void lostRenewalAnswerLeadsToOneSignIn() {
        // MT 39, 41
        var kept = builder().keepCredentials().build().login(ALICE);
        mt.plan(Host.PLATFORM, REFRESH, Fault.droppedAnswer());
        time.advance(LIFE);
        assertThat(balance(platform, kept)).isEqualTo("10000.00");
        assertThat(sentTo(REFRESH)).isEqualTo(1);
        assertThat(sentTo(LOGIN)).isEqualTo(2);
        assertThat(mt.tally().refused()).isZero();
    }

    @Test
    void storedSessionSurvivesARestart() {
        // MT 48
        MatchTraderTokens stored = platform.login(ALICE).token();
        time.advance(Duration.ofHours(3));
        RenewableSession<MatchTraderTokens> resumed = builder().build().resume(stored);
        assertThat(balance(platform, resumed)).isEqualTo("10000.00");
        assertThat(sentTo(LOGIN)).isEqualTo(1);
    }

    @Test
    void passwordIsForgottenChangedAndUsed() {
        // MT 1
        platform.passwords().requestReset("alice@example.com", "https://platform.example.com/new-password");
        assertThat(mt.inbox("alice@example.com").get(0).link()).startsWith("https://platform.example.com/new-password");
        var session = platform.login(ALICE);
        platform.passwords().change(session, PASSWORD, Secret.of("better horse 2"));
        assertThat(alice.password()).isEqualTo("better horse 2");
        assertThatThrownBy(() -> platform.login(ALICE)).isInstanceOf(Rejected.class);
        assertThat(balance(platform, session)).isEqualTo("10000.00");
    }

    @Test
    void newUserRegistersRedeemsAndTrades() {
        // MT 50
        String offer = mt.offers().get(0).uuid();
        LoginTicket ticket =
                platform.register(MatchTraderRegistration.of(offer, "new@example.com", Secret.of("new horse 12")));
        var session = platform.redeem(ticket);
        TradingAccount account = session.token().accounts().list().get(0);
        assertThat(platform.trading(session, account.id()).get("balance")).containsKey("balance");
        assertThat(mt.tally().strays()).isEmpty();
    }

    @Test
    void personalTokenReadsWhatItMayUntilItIsRevoked() {
        // MT 82
        TraderApi api =
                TraderApi.builder().baseUrl(mt.traderUrl()).engine(engine).build();
        TokenSession<PersonalToken> session = api.resume(Secret.of(alice.addPersonalToken("700123", "balance")));
        assertThat(api.get(session, "/v1/balance")).containsKey("balance");
        assertThatThrownBy(() -> api.get(session, "/v1/open-positions")).isInstanceOf(Rejected.class);
        alice.revokePersonalTokens();
        assertThatThrownBy(() -> api.get(session, "/v1/balance")).isInstanceOf(ReauthenticationRequired.class);
        assertThat(mt.requests(Host.PLATFORM)).isEmpty();
    }
}
