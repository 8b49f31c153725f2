package io.gatepass.matchtrader;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Lifetime;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.testkit.FakeMatchTrader;
import io.gatepass.testkit.FakeMatchTrader.Host;
import io.gatepass.testkit.FakeMatchTraderLedger;
import io.gatepass.testkit.FakeMatchTraderLedger.RefreshToken;
import io.gatepass.testkit.FakeMatchTraderSettings.RefreshAnswer;
import io.gatepass.testkit.Fault;
import io.gatepass.testkit.MatchTraderQuirk;
import io.gatepass.testkit.Threads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Days on which much goes wrong: what never happens all the same. */
class StormTest extends FakeTestBase {
    private static final List<Supplier<Fault>> FAULTS = List.of(
            Fault::droppedRequest,
            Fault::droppedAnswer,
            Fault::truncated,
            () -> Fault.page(502),
            () -> Fault.page(503),
            () -> Fault.throttled("30"),
            FakeMatchTrader::challenge);

    private Fault anyOf(Random random) {
        return FAULTS.get(random.nextInt(FAULTS.size())).get();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void refreshCookieIsNeverPresentedTwiceWhateverGoesWrong(long seed) {
        // MT 32, 33, 36, 39, 41
        var random = new Random(seed);
        MatchTraderPlatform keeping = builder().keepCredentials().build();
        var session = keeping.login(ALICE);
        int failed = 0;
        for (int minute = 0; minute < 6 * 60; minute++) {
            if (random.nextInt(10) == 0) {
                mt.plan(Host.PLATFORM, REFRESH, anyOf(random));
            }
            if (random.nextInt(30) == 0) {
                alice.endRefreshTokens();
            }
            failed += balanceOrNull(keeping, session) == null ? 1 : 0;
            time.advance(Duration.ofMinutes(1));
        }
        assertThat(mt.tally().refreshTokens())
                .extracting(token -> token.uses().presented())
                .allMatch(presented -> presented <= 1);
        assertThat(mt.tally().strays()).isEmpty();
        assertThat(failed).as("only while a gate is shut past the end").isLessThan(30);
        time.advance(Duration.ofMinutes(1));
        assertThat(sentTo(LOGIN)).as("no login loop").isLessThan(60);
    }

    private static Object balanceOrNull(MatchTraderPlatform client, RenewableSession<MatchTraderTokens> session) {
        try {
            return balance(client, session);
        } catch (AuthException failure) {
            assertThat(failure).isNotInstanceOf(Rejected.class);
            return null;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void orderIsTakenOnceOrNotAtAllAndItsErrorSaysWhich(long seed) {
        // MT 45, 46
        var random = new Random(seed);
        var session = builder().keepCredentials().build().login(ALICE);
        MatchTraderTrading trading = platform.trading(session, FIRST);
        String path = trading.url("position/open").replace(mt.platformUrl(), "");
        for (int i = 0; i < 60; i++) {
            time.advance(Duration.ofMinutes(random.nextInt(20)));
            int before = alice.accounts().get(0).orders().size();
            if (random.nextBoolean()) {
                mt.plan(Host.PLATFORM, path, anyOf(random));
            } else if (random.nextInt(4) == 0) {
                alice.endSessionTokens();
            }
            boolean mayHaveHappened = order(trading);
            int taken = alice.accounts().get(0).orders().size() - before;
            assertThat(taken).isLessThanOrEqualTo(mayHaveHappened ? 1 : 0);
        }
        assertThat(alice.accounts().get(0).orders()).isNotEmpty();
        assertThat(alice.accounts().get(1).orders()).isEmpty();
    }

    private static boolean order(MatchTraderTrading trading) {
        try {
            trading.post("position/open", Map.of("volume", 1));
            return true;
        } catch (AuthException.OutcomeUnknown unknown) {
            return true;
        } catch (AuthException notDone) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void oneTimeTokensAreAcceptedAtMostOnceEach(long seed) {
        // MT 49, 52
        var random = new Random(seed);
        for (int i = 0; i < 40; i++) {
            LoginTicket ticket =
                    LoginTicket.of(Secret.of(alice.issueOneTimeToken(Duration.ofMinutes(1))), Lifetime.unstated());
            if (random.nextBoolean()) {
                mt.plan(Host.PLATFORM, REDEEM, anyOf(random));
            }
            for (int attempt = 0; attempt < 3; attempt++) {
                redeemQuietly(ticket);
            }
        }
        FakeMatchTraderLedger ledger = mt.tally();
        assertThat(sentTo(REDEEM)).isEqualTo(40);
        assertThat(ledger.oneTimeTokens())
                .allSatisfy(token -> assertThat(token.uses().presented()).isLessThanOrEqualTo(1));
        assertThat(ledger.refused()).isZero();
    }

    private void redeemQuietly(LoginTicket ticket) {
        try {
            platform.redeem(ticket).close();
        } catch (AuthException expected) {
            assertThat(expected.getMessage()).doesNotContain(ticket.toString());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = RefreshAnswer.class,
            names = {"EMPTY", "TOKEN", "FULL"})
    void manyThreadsAtEveryEndCostOneRenewalEach(RefreshAnswer shape) throws Exception {
        // MT 32, 34, 37, 44
        mt.settings().refreshAnswers(shape);
        mt.turnOn(MatchTraderQuirk.EDGE_COOKIES);
        var session = platform.login(ALICE);
        for (int life = 1; life <= 6; life++) {
            time.advance(LIFE);
            assertThat(Threads.run(30, () -> balance(platform, session)))
                    .hasSize(30)
                    .containsOnly("10000.00");
            assertThat(mt.tally().renewals()).isEqualTo(life);
        }
        assertThat(mt.tally().refused()).isZero();
        assertThat(mt.tally().strays()).isEmpty();
        assertThat(mt.tally().refreshTokens()).extracting(RefreshToken::email).containsOnly("alice@example.com");
    }
}
