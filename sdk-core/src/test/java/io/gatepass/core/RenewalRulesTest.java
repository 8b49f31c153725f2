package io.gatepass.core;

import static io.gatepass.core.Renewals.LIFE;
import static io.gatepass.core.Renewals.awaitThat;
import static io.gatepass.core.Renewals.onThreads;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.AuthException.UnexpectedResponse;
import io.gatepass.core.RenewableSession.Plan;
import io.gatepass.core.RenewableSession.Tuning;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The fourteen renewal rules, each with fake time and a renewer that counts. */
class RenewalRulesTest {
    private static final Unavailable DOWN = new Unavailable("down");

    private final Renewals platform = new Renewals();
    private final FakeTime time = platform.time;

    @AfterEach
    void close() {
        platform.close();
    }

    private static AuthException.Answer answer(int status, Optional<Duration> retryAfter) {
        return new AuthException.Answer(status, Map.of(), Map.of(), "", retryAfter);
    }

    private static String bearer(Authorization authorization) {
        return authorization.headers().get("Authorization").reveal();
    }

    private void pastTheEnd() {
        time.advance(LIFE.plusSeconds(1));
    }

    @Nested
    @DisplayName("Rule 1, read")
    class Read {
        @Test
        void usableTokenIsTheSameObjectEveryTimeAndNoExchange() {
            try (var session = platform.session()) {
                Authorization first = session.authorization();
                time.advance(Duration.ofSeconds(269));
                assertThat(session.authorization()).isSameAs(first);
                assertThat(platform.count).hasValue(0);
            }
        }
    }

    @Nested
    @DisplayName("Rule 3, without waiting")
    class Ready {
        @Test
        void usableTokenIsReadyAndTheSameObject() {
            try (var session = platform.session()) {
                assertThat(session.authorizationIfReady()).containsSame(session.authorization());
                assertThat(session.presentedAs(TestToken.BEARER).authorizationIfReady())
                        .isPresent();
                assertThat(platform.count).hasValue(0);
            }
        }

        @Test
        void dueTokenIsReadyAndItsRenewalStarts() {
            CountDownLatch letGo = platform.hangs();
            try (var session = platform.session()) {
                time.advance(Duration.ofSeconds(280));
                assertThat(session.authorizationIfReady()).isPresent();
                platform.awaitStarted(1);
                letGo.countDown();
            }
        }

        @Test
        void tokenPastItsEndIsNotReadyAndNothingIsSent() {
            try (var session = platform.session()) {
                pastTheEnd();
                assertThat(session.authorizationIfReady()).isEmpty();
                assertThat(platform.count).hasValue(0);
                assertThat(bearer(session.authorization())).isEqualTo("Bearer t1");
                assertThat(session.authorizationIfReady()).isPresent();
            }
        }

        @Test
        void sessionThatIsOverSaysSo() {
            var session = platform.session();
            session.close();
            assertThatThrownBy(session::authorizationIfReady).isInstanceOf(ReauthenticationRequired.class);
        }

        @Test
        void sessionThatCannotRenewIsAlwaysReady() {
            var session = TokenSession.of(platform.token("fixed", LIFE), TestToken.BEARER, Renewals.ORIGIN);
            pastTheEnd();
            assertThat(session.authorizationIfReady()).containsSame(session.authorization());
        }
    }

    @Nested
    @DisplayName("Rule 2, window")
    class Window {
        @Test
        void renewalIsDueWhenATenthOfTheLifeIsLeft() {
            try (var session = platform.session()) {
                time.advance(Duration.ofSeconds(269));
                session.authorization();
                assertThat(platform.count).hasValue(0);
                time.advance(Duration.ofSeconds(1));
                session.authorization();
                platform.awaitStarted(1);
            }
        }

        @Test
        void marginIsAtMostSixtySeconds() {
            var token = platform.token("long", Duration.ofHours(1));
            try (var session = platform.plan().build().open(grant -> token, "grant")) {
                time.advance(Duration.ofMinutes(59).minusSeconds(1));
                session.authorization();
                assertThat(platform.count).hasValue(0);
                time.advance(Duration.ofSeconds(1));
                session.authorization();
                platform.awaitStarted(1);
            }
        }

        @Test
        void configuredMarginIsNeverMoreThanHalfTheLife() {
            var plan = platform.plan()
                    .tuning(Tuning.DEFAULT.withJitter(0).withMargin(Duration.ofHours(1)))
                    .build();
            try (var session = plan.open(grant -> platform.token("t0", LIFE), "grant")) {
                time.advance(Duration.ofSeconds(149));
                session.authorization();
                assertThat(platform.count).hasValue(0);
                time.advance(Duration.ofSeconds(1));
                session.authorization();
                platform.awaitStarted(1);
            }
        }

        @Test
        void jitterOnlyMakesRenewalEarlierAndSpreadsSessions() {
            var tuning = Tuning.DEFAULT.withJitter(1);
            var margins = new ArrayList<Duration>();
            for (int i = 0; i < 100; i++) {
                margins.add(tuning.marginOf(Duration.ofMinutes(15)));
            }
            assertThat(margins)
                    .allMatch(margin -> margin.compareTo(Duration.ofSeconds(60)) >= 0
                            && margin.compareTo(Duration.ofSeconds(120)) <= 0);
            assertThat(margins.stream().distinct()).hasSizeGreaterThan(50);
        }

        @Test
        void lifeShorterThanTheMarginCausesNoLoop() {
            platform.answers(() -> platform.fresh(Duration.ofSeconds(10)));
            var plan = platform.plan()
                    .tuning(Tuning.DEFAULT.withJitter(0).withMargin(Duration.ofSeconds(60)))
                    .build();
            try (var session = plan.open(grant -> platform.token("t0", Duration.ofSeconds(10)), "grant")) {
                for (int i = 0; i < 100; i++) {
                    session.authorization();
                }
                assertThat(platform.count).hasValue(0);
                time.advance(Duration.ofSeconds(5));
                for (int i = 0; i < 100; i++) {
                    session.authorization();
                }
                awaitThat(() -> session.token().name().equals("t1"));
                assertThat(platform.count).hasValue(1);
            }
        }

        @Test
        void renewalThatLandsWhileACallerLooksAtTheClockCausesNoSecondOne() {
            try (var session = platform.session()) {
                time.advance(Duration.ofSeconds(280));
                time.meanwhile(session::renew);
                assertThat(bearer(session.authorization())).isEqualTo("Bearer t1");
                awaitThat(() -> session.startIfDue() == null);
                assertThat(platform.count).hasValue(1);
            }
        }

        @Test
        void tokenThatIsOverOnArrivalIsTriedAsItIs() {
            platform.answers(() -> platform.fresh(Duration.ofSeconds(-60)));
            try (var session =
                    platform.plan().build().open(grant -> platform.token("t0", Duration.ofSeconds(-60)), "grant")) {
                for (int i = 0; i < 10; i++) {
                    assertThat(bearer(session.authorization())).isEqualTo("Bearer t0");
                }
                assertThat(platform.count).hasValue(0);
            }
        }

        @Test
        void endInAFarYearIsAnEndLikeAnyOther() {
            var forever = new TestToken(
                    Secret.of("t0"), Secret.of("r"), Lifetime.until(Instant.MAX), Lifetime.until(Instant.MAX));
            var longGone = new TestToken(
                    Secret.of("t0"), Secret.of("r"), Lifetime.until(Instant.MIN), Lifetime.until(Instant.MIN));
            try (var session = platform.plan().build().open(grant -> forever, "grant");
                    var dead = platform.plan().build().resume(longGone)) {
                time.advance(Duration.ofDays(3650));
                assertThat(bearer(session.authorization())).isEqualTo("Bearer t0");
                assertThatThrownBy(dead::authorization).isInstanceOf(ReauthenticationRequired.class);
                assertThat(platform.count).hasValue(0);
            }
        }

        @Test
        void storedTokenThatIsOverIsRenewedBeforeUse() {
            try (var session = platform.plan().build().resume(platform.token("old", Duration.ofSeconds(-60)))) {
                assertThat(bearer(session.authorization())).isEqualTo("Bearer t1");
                assertThat(platform.count).hasValue(1);
            }
        }

        @Test
        void unstatedLifetimeIsRenewedAtItsSoftAgeInTheBackground() {
            var plan = platform.plan()
                    .tuning(Tuning.DEFAULT.withSoftMaxAge(Duration.ofMinutes(50)))
                    .build();
            var token = new TestToken(Secret.of("t0"), Secret.of("r"), Lifetime.unstated(), Lifetime.unstated());
            try (var session = plan.open(grant -> token, "grant")) {
                time.advance(Duration.ofMinutes(49));
                session.authorization();
                assertThat(platform.count).hasValue(0);
                time.advance(Duration.ofMinutes(1));
                assertThat(bearer(session.authorization())).isEqualTo("Bearer t0");
                awaitThat(() -> session.token().name().equals("t1"));
            }
        }
    }

    @Nested
    @DisplayName("Rule 3, nobody with a usable token waits")
    class NobodyWaits {
        @Test
        void hangingRenewalDelaysNobodyWhoseTokenIsUsable() throws Exception {
            CountDownLatch letGo = platform.hangs();
            try (var session = platform.session()) {
                time.advance(Duration.ofSeconds(280));
                List<Object> outcomes = onThreads(200, () -> bearer(session.authorization()));
                assertThat(outcomes).hasSize(200).containsOnly("Bearer t0");
                platform.awaitStarted(1);
                assertThat(platform.atOnce).as("the renewal hangs still").hasValue(1);
                letGo.countDown();
                awaitThat(() -> session.token().name().equals("t1"));
                assertThat(platform.count).hasValue(1);
            }
        }

        @Test
        void failureInTheWindowFailsNoCall() {
            platform.fails(DOWN);
            try (var session = platform.session()) {
                time.advance(Duration.ofSeconds(280));
                assertThat(bearer(session.authorization())).isEqualTo("Bearer t0");
                platform.awaitStarted(1);
                awaitThat(() -> session.startIfDue() == null);
                assertThat(bearer(session.authorization())).isEqualTo("Bearer t0");
            }
        }

        @Test
        void executorThatTakesNothingFailsNoCallInTheWindow() {
            try (var session = platform.session()) {
                platform.engine.close();
                time.advance(Duration.ofSeconds(280));
                assertThat(bearer(session.authorization())).isEqualTo("Bearer t0");
                pastTheEnd();
                assertThatThrownBy(session::authorization).isInstanceOf(Unavailable.class);
            }
        }
    }

    @Nested
    @DisplayName("Rule 4, waiting past the end")
    class Waiting {
        @Test
        void interruptedWaiterDetachesItselfAndNothingElse() throws Exception {
            CountDownLatch letGo = platform.hangs();
            try (var session = platform.session()) {
                pastTheEnd();
                var heard = new CompletableFuture<Throwable>();
                var flagged = new CompletableFuture<Boolean>();
                Thread first = new Thread(() -> {
                    heard.complete(catchThrowableOfType(Unavailable.class, session::authorization));
                    flagged.complete(Thread.currentThread().isInterrupted());
                });
                first.start();
                platform.awaitStarted(1);
                CompletableFuture<String> follower =
                        CompletableFuture.supplyAsync(() -> bearer(session.authorization()));
                first.interrupt();
                assertThat(heard.get()).isInstanceOf(Unavailable.class).hasMessageContaining("interrupted");
                assertThat(flagged.get()).isTrue();
                letGo.countDown();
                assertThat(follower.get()).isEqualTo("Bearer t1");
                assertThat(platform.count).hasValue(1);
            }
        }

        @Test
        void waiterGivesUpAtItsOwnDeadline() {
            CountDownLatch letGo = platform.hangs();
            var plan = platform.plan()
                    .tuning(Tuning.DEFAULT.withWaitAtMost(Duration.ofMillis(20)))
                    .build();
            try (var session = plan.open(grant -> platform.token("t0", LIFE), "grant")) {
                pastTheEnd();
                assertThatThrownBy(session::authorization)
                        .isInstanceOf(Unavailable.class)
                        .hasMessageContaining("under way");
                letGo.countDown();
                awaitThat(() -> session.token().name().equals("t1"));
                assertThat(platform.count).hasValue(1);
            }
        }

        @Test
        void cancelledCallEndsItsWaitOnly() {
            CountDownLatch letGo = platform.hangs();
            try (var session = platform.session()) {
                pastTheEnd();
                CompletableFuture<String> cancelled =
                        Async.call(platform.engine.executor(), () -> bearer(session.authorization()));
                platform.awaitStarted(1);
                CompletableFuture<String> other =
                        Async.call(platform.engine.executor(), () -> bearer(session.authorization()));
                cancelled.cancel(true);
                letGo.countDown();
                assertThat(other.join()).isEqualTo("Bearer t1");
                assertThat(cancelled).isCancelled();
                assertThat(platform.count).hasValue(1);
            }
        }
    }

    @Nested
    @DisplayName("Rule 5, one outcome for all")
    class OneOutcome {
        @Test
        void thousandCallersAtExpiryCostOneRenewal() throws Exception {
            try (var session = platform.session()) {
                pastTheEnd();
                List<Object> outcomes = onThreads(1000, () -> bearer(session.authorization()));
                assertThat(outcomes).hasSize(1000).containsOnly("Bearer t1");
                assertThat(platform.count).hasValue(1);
                assertThat(platform.mostAtOnce).hasValue(1);
            }
        }

        @Test
        void thousandCallersAtExpiryWithThePlatformDownCostOneExchangeAndHearOneError() throws Exception {
            platform.fails(DOWN);
            try (var session = platform.session()) {
                pastTheEnd();
                List<Object> outcomes = onThreads(1000, session::authorization);
                assertThat(outcomes)
                        .hasSize(1000)
                        .allMatch(outcome -> outcome instanceof Unavailable failure
                                && failure.getMessage().equals("down"));
                assertThat(platform.count).hasValue(1);
            }
        }

        @Test
        void eachCallerGetsAnExceptionOfItsOwn() throws Exception {
            platform.fails(DOWN);
            try (var session = platform.session()) {
                pastTheEnd();
                List<Object> outcomes = onThreads(20, session::authorization);
                var different = Collections.newSetFromMap(new IdentityHashMap<>());
                different.addAll(outcomes);
                assertThat(different).hasSize(20);
            }
        }

        @Test
        void renewerThatThrowsAnErrorStillLands() {
            platform.answers(() -> {
                throw new StackOverflowError("deep");
            });
            try (var session = platform.session()) {
                pastTheEnd();
                assertThatThrownBy(session::authorization).hasRootCauseInstanceOf(StackOverflowError.class);
                assertThatThrownBy(session::authorization).isInstanceOf(ReauthenticationRequired.class);
                assertThat(platform.count).hasValue(1);
            }
        }
    }

    @Nested
    @DisplayName("Rule 6, gate")
    class Gate {
        @Test
        void whileTheGateIsShutCallersGetTheLastFailureAtOnce() {
            platform.fails(DOWN);
            try (var session = platform.session()) {
                pastTheEnd();
                for (int i = 0; i < 50; i++) {
                    assertThatThrownBy(session::authorization).isInstanceOf(Unavailable.class);
                }
                assertThat(platform.count).hasValue(1);
                time.advance(Duration.ofSeconds(1));
                platform.answers(() -> platform.fresh(LIFE));
                assertThat(bearer(session.authorization())).isEqualTo("Bearer t2");
            }
        }

        @Test
        void pausesDoubleFromOneSecondToThirty() {
            Outage outage = null;
            var pauses = new ArrayList<Long>();
            for (int i = 0; i < 8; i++) {
                outage = Outage.after(outage, DOWN, 0);
                pauses.add(outage.shutUntil());
            }
            long[] full = {1, 2, 4, 8, 16, 30, 30, 30};
            for (int i = 0; i < full.length; i++) {
                long most = Duration.ofSeconds(full[i]).toNanos();
                assertThat(pauses.get(i)).isBetween(most * 3 / 4, most);
            }
        }

        @Test
        void retryAfterIsObeyed() {
            assertObeyed(new RateLimited("slow down", Duration.ofSeconds(45), null));
        }

        @Test
        void retryAfterOfAServerThatIsDownIsObeyed() {
            assertObeyed(new Unavailable("503", answer(503, Optional.of(Duration.ofSeconds(45))), null));
        }

        private void assertObeyed(AuthException failure) {
            platform.fails(failure);
            try (var session = platform.session()) {
                pastTheEnd();
                assertThatThrownBy(session::authorization).isInstanceOf(failure.getClass());
                time.advance(Duration.ofSeconds(44));
                assertThatThrownBy(session::authorization).isInstanceOf(failure.getClass());
                assertThat(platform.count).hasValue(1);
                time.advance(Duration.ofSeconds(1));
                assertThatThrownBy(session::authorization).isInstanceOf(failure.getClass());
                assertThat(platform.count).hasValue(2);
            }
        }

        @Test
        void inTheWindowTheGateBoundsTheAttempts() {
            platform.fails(DOWN);
            try (var session = platform.session()) {
                time.advance(Duration.ofSeconds(270));
                for (int i = 0; i < 290; i++) {
                    assertThat(bearer(session.authorization())).isEqualTo("Bearer t0");
                    Flight<TestToken> attempt = session.startIfDue();
                    if (attempt != null) {
                        assertThatThrownBy(() ->
                                        attempt.await(Duration.ofSeconds(20).toNanos()))
                                .isInstanceOf(Unavailable.class);
                    }
                    time.advance(Duration.ofMillis(100));
                }
                assertThat(platform.count.get())
                        .as("pauses of 1, 2, 4, 8 and 16 s")
                        .isBetween(5, 6);
            }
        }
    }

    @Nested
    @DisplayName("Rule 7, terminal refusal")
    class Terminal {
        @Test
        void refusedRenewalEndsTheSessionOnce() throws Exception {
            platform.fails(new Rejected(Ground.CREDENTIALS, "no"));
            try (var session = platform.session()) {
                pastTheEnd();
                List<Object> outcomes = onThreads(200, session::authorization);
                assertThat(outcomes).hasSize(200).allMatch(ReauthenticationRequired.class::isInstance);
                assertThatThrownBy(session::authorization).isInstanceOf(ReauthenticationRequired.class);
                assertThatThrownBy(session::token).isInstanceOf(ReauthenticationRequired.class);
                assertThat(platform.count).hasValue(1);
            }
        }

        @Test
        void renewalSecretThatIsOverIsNotPresented() {
            var token = platform.token("t0", LIFE).renewableUntil(time.now().plusSeconds(100));
            try (var session = platform.plan().build().open(grant -> token, "grant")) {
                time.stepWallClock(Duration.ofHours(-1));
                pastTheEnd();
                assertThatThrownBy(session::authorization).isInstanceOf(ReauthenticationRequired.class);
                assertThat(platform.count).hasValue(0);
            }
        }
    }

    @Nested
    @DisplayName("Rule 8, in doubt")
    class InDoubt {
        @Test
        void spentSecretIsNeverSentAgainAndTheTokenServesUntilItEnds() {
            platform.fails(new OutcomeUnknown("sent, no answer"));
            try (var session = platform.session()) {
                time.advance(Duration.ofSeconds(280));
                session.authorization();
                platform.awaitStarted(1);
                awaitThat(() -> session.startIfDue() == null);
                time.advance(Duration.ofSeconds(19));
                assertThat(bearer(session.authorization())).isEqualTo("Bearer t0");
                time.advance(Duration.ofSeconds(1));
                assertThatThrownBy(session::authorization).isInstanceOf(ReauthenticationRequired.class);
                assertThat(platform.presented).containsExactly("renew-t0");
            }
        }

        @Test
        void refusalInDoubtEndsTheSession() {
            platform.fails(new OutcomeUnknown("sent, no answer"));
            try (var session = platform.session()) {
                time.advance(Duration.ofSeconds(280));
                Authorization used = session.authorization();
                platform.awaitStarted(1);
                awaitThat(() -> session.startIfDue() == null);
                assertThatThrownBy(() -> session.replace(used)).isInstanceOf(ReauthenticationRequired.class);
                assertThat(platform.count).hasValue(1);
            }
        }

        @Test
        void answerThatNobodyCanExplainIsDoubtToo() {
            platform.fails(new UnexpectedResponse("field 'accessToken' is missing", null));
            try (var session = platform.session()) {
                pastTheEnd();
                assertThatThrownBy(session::authorization).isInstanceOf(ReauthenticationRequired.class);
                assertThat(platform.count).hasValue(1);
            }
        }

        @Test
        void misconfigurationSeenInASuccessfulAnswerIsDoubtToo() {
            platform.fails(new AuthException.Misconfigured("an HTML page", answer(200, Optional.empty()), null));
            try (var session = platform.session()) {
                pastTheEnd();
                assertThatThrownBy(session::authorization).isInstanceOf(ReauthenticationRequired.class);
                time.advance(Duration.ofMinutes(1));
                assertThatThrownBy(session::authorization).isInstanceOf(ReauthenticationRequired.class);
                assertThat(platform.count).hasValue(1);
            }
        }

        @Test
        void callThatCanBeMadeOnlyOnceWaitsForTheRenewalThatIsDue() {
            try (var session = platform.session()) {
                assertThat(session.renewIfDue().name()).isEqualTo("t0");
                time.advance(Duration.ofSeconds(280));
                assertThat(session.renewIfDue().name()).isEqualTo("t1");
                assertThat(session.renewIfDue().name()).isEqualTo("t1");
                assertThat(platform.count).hasValue(1);
            }
        }

        @Test
        void wishedRenewalInDoubtLeavesTheTokenInUse() {
            platform.fails(new OutcomeUnknown("sent, no answer"));
            try (var session = platform.session()) {
                assertThatThrownBy(session::renew).isInstanceOf(OutcomeUnknown.class);
                assertThatThrownBy(session::renew).isInstanceOf(OutcomeUnknown.class);
                assertThat(bearer(session.authorization())).isEqualTo("Bearer t0");
                assertThat(platform.count).hasValue(1);
            }
        }

        @Test
        void keptCredentialsSignInOnceInsteadOfRepeatingTheSecret() {
            platform.fails(new OutcomeUnknown("sent, no answer"));
            var signIns = new AtomicInteger();
            try (var session = platform.plan()
                    .build()
                    .openKeeping(grant -> platform.token("signed-in-" + signIns.getAndIncrement(), LIFE), "grant")) {
                pastTheEnd();
                assertThat(bearer(session.authorization())).isEqualTo("Bearer signed-in-1");
                assertThat(platform.presented).containsExactly("renew-signed-in-0");
                assertThat(signIns).hasValue(2);
            }
        }
    }

    @Nested
    @DisplayName("Rule 9, a refusal belongs to a generation")
    class Generations {
        @Test
        void refusalOfAnOlderTokenCostsNoRenewal() {
            try (var session = platform.session()) {
                Authorization old = session.authorization();
                time.advance(Duration.ofSeconds(10));
                session.renew();
                assertThat(session.replace(old)).map(RenewalRulesTest::bearer).contains("Bearer t1");
                assertThat(platform.count).hasValue(1);
            }
        }

        @Test
        void stormOfRefusalsOfOneTokenCostsOneRenewal() throws Exception {
            try (var session = platform.session()) {
                time.advance(Duration.ofSeconds(10));
                Authorization used = session.authorization();
                List<Object> outcomes = onThreads(
                        200,
                        () -> session.replace(used)
                                .map(RenewalRulesTest::bearer)
                                .orElse("none"));
                assertThat(outcomes).hasSize(200).containsOnly("Bearer t1");
                assertThat(platform.count).hasValue(1);
            }
        }

        @Test
        void refusalOfAFreshTokenIsTheAnswer() {
            try (var session = platform.session()) {
                assertThat(session.replace(session.authorization())).isEmpty();
                time.advance(Duration.ofSeconds(10));
                session.renew();
                time.advance(Duration.ofMillis(999));
                assertThat(session.replace(session.authorization())).isEmpty();
                time.advance(Duration.ofMillis(1));
                assertThat(session.replace(session.authorization())).isPresent();
                assertThat(platform.count).hasValue(2);
            }
        }

        @Test
        void resumedTokenIsNotTakenForAFreshOne() {
            try (var session = platform.plan().build().resume(platform.token("stored", LIFE))) {
                assertThat(session.replace(session.authorization())).isPresent();
                assertThat(platform.count).hasValue(1);
            }
        }

        @Test
        void failedRenewalAfterARefusalIsHeardAndGated() {
            platform.fails(DOWN);
            try (var session = platform.session()) {
                time.advance(Duration.ofSeconds(10));
                Authorization used = session.authorization();
                assertThatThrownBy(() -> session.replace(used)).isInstanceOf(Unavailable.class);
                assertThatThrownBy(() -> session.replace(used)).isInstanceOf(Unavailable.class);
                assertThat(platform.count).hasValue(1);
                assertThat(bearer(session.authorization())).isEqualTo("Bearer t0");
            }
        }
    }

    @Nested
    @DisplayName("Rule 10, late results")
    class LateResults {
        @Test
        void signInThatWouldEndEarlierThanTheCurrentTokenIsDropped() {
            var signIns = new AtomicInteger();
            var plan = Plan.<TestToken>builder(platform.engine, TestToken.BEARER, Set.of(Renewals.ORIGIN))
                    .tuning(Tuning.DEFAULT.withJitter(0))
                    .build();
            try (var session = plan.openKeeping(
                    grant -> platform.token(
                            "s" + signIns.get(), signIns.getAndIncrement() == 0 ? LIFE : Duration.ofSeconds(5)),
                    "grant")) {
                time.advance(Duration.ofSeconds(280));
                session.authorization();
                awaitThat(() -> signIns.get() == 2);
                awaitThat(() -> session.startIfDue() == null);
                assertThat(bearer(session.authorization())).isEqualTo("Bearer s0");
                assertThat(signIns)
                        .as("the gate keeps it from trying again at once")
                        .hasValue(2);
            }
        }

        @Test
        void rotatedTokenIsKeptEvenIfItEndsEarlier() {
            // Dropping it would leave the session with a renewal secret that is used up.
            platform.answers(() -> platform.fresh(Duration.ofSeconds(5)));
            try (var session = platform.session()) {
                time.advance(Duration.ofSeconds(280));
                session.authorization();
                awaitThat(() -> session.token().name().equals("t1"));
            }
        }
    }

    @Nested
    @DisplayName("Rule 11, hook")
    class Hook {
        @Test
        void hookRunsOncePerRenewalInOrderAfterTheSwap() {
            var told = Collections.synchronizedList(new ArrayList<String>());
            var session = new AtomicReference<RenewableSession<TestToken>>();
            var plan = platform.plan()
                    .onRenewed((spent, fresh) -> told.add(spent.name() + ">" + fresh.name() + " session has "
                            + session.get().token().name()))
                    .build();
            session.set(plan.open(grant -> platform.token("t0", LIFE), "grant"));
            for (int i = 0; i < 3; i++) {
                time.advance(Duration.ofSeconds(2));
                session.get().renew();
            }
            assertThat(told).containsExactly("t0>t1 session has t1", "t1>t2 session has t2", "t2>t3 session has t3");
            session.get().close();
        }

        @Test
        void throwingHookFailsTheCallsThatWaitedButNotTheSession() throws Exception {
            CountDownLatch letGo = platform.hangs();
            var plan = platform.plan()
                    .onRenewed((spent, fresh) -> {
                        throw new IllegalStateException("the store is down");
                    })
                    .build();
            try (var session = plan.open(grant -> platform.token("t0", LIFE), "grant")) {
                pastTheEnd();
                CompletableFuture<Throwable> waiter = CompletableFuture.supplyAsync(
                        () -> catchThrowableOfType(IllegalStateException.class, session::authorization));
                platform.awaitStarted(1);
                letGo.countDown();
                assertThat(waiter.get())
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("the store is down");
                assertThat(bearer(session.authorization())).isEqualTo("Bearer t1");
                assertThat(platform.count).hasValue(1);
            }
        }
    }

    @Nested
    @DisplayName("Rule 12, clocks")
    class Clocks {
        @Test
        void wallClockStepsChangeNothing() {
            try (var session = platform.session()) {
                for (int hours : new int[] {1, -5, 300}) {
                    time.stepWallClock(Duration.ofHours(hours));
                    session.authorization();
                }
                time.advance(Duration.ofSeconds(269));
                session.authorization();
                assertThat(platform.count).hasValue(0);
                time.advance(Duration.ofSeconds(1));
                session.authorization();
                platform.awaitStarted(1);
            }
        }

        @Test
        void lifetimeCountsFromTheSendingOfTheRequestEvenIfTheWallClockStepsMeanwhile() {
            platform.answers(() -> {
                TestToken fresh = platform.fresh(LIFE);
                time.advance(Duration.ofSeconds(20));
                time.stepWallClock(Duration.ofHours(7));
                return fresh;
            });
            try (var session = platform.session()) {
                session.renew();
                time.advance(Duration.ofSeconds(249));
                session.authorization();
                assertThat(platform.count).hasValue(1);
                time.advance(Duration.ofSeconds(1));
                session.authorization();
                platform.awaitStarted(2);
            }
        }

        @Test
        void renewalSecretThatGoesOnKeepsItsEndHoweverTheWallClockSteps() {
            Instant end = time.now().plusSeconds(1000);
            platform.answers(() -> platform.fresh(LIFE).renewableUntil(end));
            TestToken first = platform.token("t0", LIFE).renewableUntil(end);
            for (int hours : new int[] {2, -7}) {
                try (var session = platform.plan().build().open(grant -> first, "grant")) {
                    time.stepWallClock(Duration.ofHours(hours));
                    session.renew();
                    int before = platform.count.get();
                    time.advance(Duration.ofSeconds(999));
                    session.authorization();
                    assertThat(platform.count).as("still good").hasValue(before + 1);
                    time.advance(Duration.ofSeconds(301));
                    assertThatThrownBy(session::authorization).isInstanceOf(ReauthenticationRequired.class);
                    assertThat(platform.count).as("over").hasValue(before + 1);
                }
                time.stepWallClock(Duration.between(time.now(), end.minusSeconds(1000)));
            }
        }
    }

    @Nested
    @DisplayName("Rule 13, sign-in as renewal")
    class SignInAgain {
        private final AtomicInteger signIns = new AtomicInteger();
        private volatile AuthException refusal;

        private RenewableSession<TestToken> keeping() {
            return Plan.<TestToken>builder(platform.engine, TestToken.BEARER, Set.of(Renewals.ORIGIN))
                    .tuning(Tuning.DEFAULT.withJitter(0))
                    .build()
                    .openKeeping(this::signIn, "grant");
        }

        private TestToken signIn(String grant) {
            int number = signIns.getAndIncrement();
            if (number > 0 && refusal != null) {
                throw refusal;
            }
            return platform.token("s" + number, LIFE);
        }

        @Test
        void sessionWithoutRenewerSignsInAgain() {
            try (var session = keeping()) {
                pastTheEnd();
                assertThat(bearer(session.authorization())).isEqualTo("Bearer s1");
            }
        }

        @Test
        void afterOneRejectedSignInNothingIsTriedAgain() throws Exception {
            refusal = new Rejected(Ground.CREDENTIALS, "wrong password");
            try (var session = keeping()) {
                pastTheEnd();
                assertThat(onThreads(100, session::authorization)).allMatch(ReauthenticationRequired.class::isInstance);
                time.advance(Duration.ofHours(1));
                assertThatThrownBy(session::authorization).isInstanceOf(ReauthenticationRequired.class);
                assertThat(signIns).hasValue(2);
            }
        }

        @Test
        void demandedSecondFactorIsReauthenticationRequired() {
            refusal = new ReauthenticationRequired("a code is needed");
            try (var session = keeping()) {
                pastTheEnd();
                assertThatThrownBy(session::authorization).isInstanceOf(ReauthenticationRequired.class);
                assertThat(signIns).hasValue(2);
            }
        }

        @Test
        void refusedRenewalFallsBackToOneSignIn() {
            platform.fails(new Rejected(Ground.UNSPECIFIED, "spent"));
            try (var session = platform.plan().build().openKeeping(this::signIn, "grant")) {
                pastTheEnd();
                assertThat(bearer(session.authorization())).isEqualTo("Bearer s1");
                assertThat(platform.count).hasValue(1);
                assertThat(signIns).hasValue(2);
            }
        }

        @Test
        void unreachableSignInAfterARefusedRenewalDoesNotPresentTheSecretAgain() {
            platform.fails(new Rejected(Ground.UNSPECIFIED, "spent"));
            refusal = DOWN;
            try (var session = platform.plan().build().openKeeping(this::signIn, "grant")) {
                pastTheEnd();
                assertThatThrownBy(session::authorization).isInstanceOf(Unavailable.class);
                time.advance(Duration.ofSeconds(2));
                refusal = null;
                assertThat(bearer(session.authorization())).isEqualTo("Bearer s2");
                assertThat(platform.count).hasValue(1);
            }
        }

        @Test
        void resumedSessionMayKeepCredentialsToo() {
            try (var session = platform.plan()
                    .build()
                    .resumeKeeping(
                            platform.token("old", Duration.ofSeconds(-1))
                                    .renewableUntil(time.now().minusSeconds(1)),
                            this::signIn,
                            "grant")) {
                assertThat(bearer(session.authorization())).isEqualTo("Bearer s0");
                assertThat(platform.count).hasValue(0);
            }
        }
    }

    @Nested
    @DisplayName("Rule 14, close")
    class Close {
        @Test
        void closedSessionStaysClosedWhateverArrivesLate() throws Exception {
            CountDownLatch letGo = platform.hangs();
            var session = platform.session();
            pastTheEnd();
            CompletableFuture<Throwable> waiter = CompletableFuture.supplyAsync(
                    () -> catchThrowableOfType(ReauthenticationRequired.class, session::authorization));
            platform.awaitStarted(1);
            session.close();
            session.close();
            assertThat(waiter.get()).as("told at once, not after the renewal").isNotNull();
            letGo.countDown();
            awaitThat(() -> platform.atOnce.get() == 0);
            assertThatThrownBy(session::authorization)
                    .isInstanceOf(ReauthenticationRequired.class)
                    .hasMessageContaining("closed");
            assertThatThrownBy(session::renew).isInstanceOf(ReauthenticationRequired.class);
            assertThatThrownBy(session::token).isInstanceOf(ReauthenticationRequired.class);
        }
    }

    @Test
    void viewSharesTokenAndRenewalButNotItsEnd() {
        try (var session = platform.session()) {
            TokenSession<TestToken> view = session.presentedAs((token, out) -> out.cookie("co-auth", token.access()));
            pastTheEnd();
            assertThat(view.authorization().cookies()).containsOnlyKeys("co-auth");
            assertThat(bearer(session.authorization())).isEqualTo("Bearer t1");
            assertThat(view.authorization()).isSameAs(view.authorization());
            assertThat(platform.count).hasValue(1);
            view.close();
            assertThatThrownBy(view::authorization).isInstanceOf(ReauthenticationRequired.class);
            assertThat(bearer(session.authorization())).isEqualTo("Bearer t1");
        }
    }

    @Test
    void sessionThatCannotRenewHasNothingBetter() {
        TokenSession<TestToken> session =
                TokenSession.of(platform.token("key", LIFE), TestToken.BEARER, Renewals.ORIGIN);
        Authorization used = session.authorization();
        pastTheEnd();
        assertThat(session.authorization()).isSameAs(used);
        assertThat(session.replace(used)).isEqualTo(Optional.empty());
        session.close();
        assertThatThrownBy(session::authorization).isInstanceOf(ReauthenticationRequired.class);
    }

    @Test
    void nothingPrintsASecret() {
        try (var session = platform.session()) {
            assertThat(List.of(
                            session, session.authorization(), session.token(), session.presentedAs(TestToken.BEARER)))
                    .allSatisfy(printed -> assertThat(printed.toString()).doesNotContain("t0"));
        }
    }
}
