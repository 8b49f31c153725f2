package io.gatepass.core;

import static io.gatepass.core.Renewals.LIFE;
import static io.gatepass.core.Renewals.awaitThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionKeeperTest {
    private final Renewals platform = new Renewals();
    private final List<String> evicted = new ArrayList<>();
    private final SessionKeeper<String, RenewableSession<TestToken>> keeper =
            SessionKeeper.<String, RenewableSession<TestToken>>builder()
                    .time(platform.time)
                    .every(Duration.ofDays(1)) // the tests sweep by hand
                    .idleAfter(Duration.ofHours(1))
                    .renewalsAtOnce(3)
                    .onEvicted((key, session) ->
                            evicted.add(key + " " + session.token().name()))
                    .build();

    @AfterEach
    void close() {
        keeper.close();
        platform.close();
    }

    @Test
    void keptSessionIsRenewedWithoutAnybodyAsking() {
        keeper.put("alice", platform.session());
        keeper.sweep();
        assertThat(platform.count).hasValue(0);
        platform.time.advance(Duration.ofSeconds(270));
        keeper.sweep();
        awaitThat(() -> keeper.find("alice").orElseThrow().token().name().equals("t1"));
        keeper.sweep();
        assertThat(platform.count).hasValue(1);
    }

    @Test
    void sessionWhoseTokenIsOverAlreadyIsLeftToItsNextCaller() {
        keeper.put("alice", platform.session());
        platform.time.advance(LIFE.plusSeconds(1));
        keeper.sweep();
        platform.awaitStarted(1);
    }

    @Test
    void onlySoManyRenewalsRunAtOnce() {
        CountDownLatch letGo = platform.hangs();
        for (int i = 0; i < 10; i++) {
            keeper.put("user" + i, platform.session());
        }
        platform.time.advance(Duration.ofSeconds(280));
        keeper.sweep();
        keeper.sweep();
        platform.awaitStarted(3);
        keeper.sweep();
        assertThat(platform.count).hasValue(3);
        letGo.countDown();
        awaitThat(() -> {
            keeper.sweep();
            return platform.count.get() == 10;
        });
        assertThat(platform.mostAtOnce.get()).isLessThanOrEqualTo(3);
    }

    @Test
    void mostUrgentIsRenewedFirst() {
        CountDownLatch letGo = platform.hangs();
        for (int i = 0; i < 6; i++) {
            keeper.put("user" + i, platform.plan().build().open(grant -> platform.token(grant, LIFE), "user" + i));
            platform.time.advance(Duration.ofSeconds(1));
        }
        platform.time.advance(Duration.ofSeconds(280));
        keeper.sweep();
        platform.awaitStarted(3);
        assertThat(platform.presented).containsExactlyInAnyOrder("renew-user0", "renew-user1", "renew-user2");
        letGo.countDown();
    }

    @Test
    void idleSessionIsGivenAwayOnceAndClosed() {
        var idle = platform.session();
        keeper.put("idle", idle);
        keeper.put("busy", platform.session());
        platform.time.advance(Duration.ofMinutes(59));
        assertThat(keeper.find("busy")).isPresent();
        platform.time.advance(Duration.ofMinutes(1));
        keeper.sweep();
        keeper.sweep();
        assertThat(evicted).containsExactly("idle t0");
        assertThat(keeper.find("idle")).isEmpty();
        assertThat(keeper.size()).isEqualTo(1);
        assertThatThrownBy(idle::token).isInstanceOf(ReauthenticationRequired.class);
    }

    @Test
    void sessionThatNobodyLookedUpSinceTheLastSweepKeepsItsTokenAlone() {
        var keeper = SessionKeeper.<String, TokenSession<TestToken>>builder()
                .time(platform.time)
                .every(Duration.ofSeconds(30))
                .build();
        var session = TokenSession.of(platform.token("fixed", LIFE), TestToken.BEARER, Renewals.ORIGIN);
        try (keeper) {
            keeper.put("alice", session);
            Authorization made = session.authorization();
            keeper.sweep();
            assertThat(session.authorization()).isSameAs(made);
            platform.time.advance(Duration.ofSeconds(30));
            keeper.sweep();
            assertThat(session.authorization()).isEqualTo(made).isNotSameAs(made);
        }
    }

    @Test
    void listenerThatThrowsStopsNeitherTheSweepNorTheClosing() {
        var failing = SessionKeeper.<String, RenewableSession<TestToken>>builder()
                .time(platform.time)
                .every(Duration.ofDays(1))
                .idleAfter(Duration.ofMinutes(1))
                .onEvicted((key, session) -> {
                    throw new IllegalStateException("the store is down");
                })
                .build();
        var first = platform.session();
        var second = platform.session();
        failing.put("first", first);
        failing.put("second", second);
        platform.time.advance(Duration.ofMinutes(2));
        failing.sweep();
        assertThat(failing.size()).isZero();
        assertThatThrownBy(first::token).isInstanceOf(ReauthenticationRequired.class);
        assertThatThrownBy(second::token).isInstanceOf(ReauthenticationRequired.class);
        failing.close();
    }

    @Test
    void sessionThatIsOverIsForgotten() {
        platform.fails(new Rejected(Ground.CREDENTIALS, "no"));
        var session = platform.session();
        keeper.put("alice", session);
        platform.time.advance(LIFE.plusSeconds(1));
        assertThatThrownBy(session::authorization).isInstanceOf(ReauthenticationRequired.class);
        keeper.sweep();
        assertThat(keeper.size()).isZero();
        assertThat(evicted).isEmpty();
    }

    @Test
    void replacedSessionIsClosedAndRemovedOneIsNot() {
        var first = platform.session();
        var second = platform.session();
        keeper.put("alice", first);
        keeper.put("alice", second);
        assertThatThrownBy(first::token).isInstanceOf(ReauthenticationRequired.class);
        assertThat(keeper.remove("alice")).containsSame(second);
        assertThat(second.token().name()).isEqualTo("t0");
        assertThat(keeper.remove("alice")).isEmpty();
    }

    @Test
    void closedKeeperLeavesItsSessionsOpen() {
        var session = platform.session();
        keeper.put("alice", session);
        keeper.close();
        keeper.close();
        assertThat(session.token().name()).isEqualTo("t0");
        assertThat(keeper.size()).isZero();
    }

    @Test
    void timerSweepsByItself() {
        try (var quick = SessionKeeper.<String, RenewableSession<TestToken>>builder()
                .time(platform.time)
                .every(Duration.ofMillis(1))
                .build()) {
            quick.put("alice", platform.session());
            platform.time.advance(Duration.ofSeconds(280));
            platform.awaitStarted(1);
        }
    }
}
