package io.gatepass.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.Lifetime;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.Token;
import io.gatepass.core.TokenSession;
import io.gatepass.testkit.LedgerEntry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Takes a session through a sequence of steps and checks, after each, what must always hold. */
final class Driver {
    private static final long HANG_SECONDS = 10;

    private final Bench bench;
    private final Rig rig;
    private final TokenSession<?> session;
    private Token held;
    private long heldUntil;
    private boolean over;
    private boolean closed;

    Driver(Bench bench, Rig rig) {
        this.bench = bench;
        this.rig = rig;
        this.session = rig.subject().session();
        this.held = session.token();
        this.heldUntil = end(held);
    }

    void drive(List<Step> steps) {
        for (Step step : steps) {
            boolean ended = over || closed;
            int before = rig.fake().requests().size();
            perform(step);
            bench.executor.awaitQuiet();
            if (ended) {
                assertThat(rig.fake().requests()).as("exchanges after the end").hasSize(before);
            }
            look();
            noSecretWasPresentedTwice();
        }
    }

    private void perform(Step step) {
        if (step instanceof Step.Read) {
            read();
        } else if (step instanceof Step.Call) {
            typed(rig.levers().call());
        } else if (step instanceof Step.Rush rush) {
            rush(rush.threads());
        } else if (step instanceof Step.Renew) {
            renew();
        } else if (step instanceof Step.Advance advance) {
            bench.fakes
                    .time()
                    .advance(rig.subject()
                            .life()
                            .multipliedBy(advance.hundredths())
                            .dividedBy(100));
        } else if (step instanceof Step.StepWallClock jump) {
            bench.fakes.time().stepWallClock(jump.by());
        } else if (step instanceof Step.Revoke) {
            rig.levers().revoke().run();
        } else if (step instanceof Step.EndAll) {
            rig.levers().endAll().run();
        } else if (step instanceof Step.Meet meet) {
            rig.fake().plan(meet.renewal() ? rig.paths().renewal() : rig.paths().call(), meet.fault());
        } else if (step instanceof Step.Close) {
            session.close();
            closed = true;
        }
    }

    /** A usable token is handed out while no renewal can make progress. */
    private void read() {
        boolean usable = !over && !closed && bench.fakes.time().nanoTime() < heldUntil;
        if (usable) {
            bench.executor.whileShut(() -> promptly(() -> session.authorization()));
        } else {
            typed(() -> session.authorization());
        }
    }

    private void rush(int threads) {
        CompletableFuture<?>[] calls = Stream.generate(() ->
                        CompletableFuture.runAsync(() -> typed(rig.levers().call())))
                .limit(threads)
                .toArray(CompletableFuture<?>[]::new);
        promptly(() -> CompletableFuture.allOf(calls).join());
    }

    private void renew() {
        if (session instanceof RenewableSession<?> renewable) {
            typed(renewable::renew);
        }
    }

    /** Runs a call whose failure must be typed; a session that is over or closed gives nothing out any more. */
    private void typed(Runnable call) {
        boolean ended = over || closed;
        try {
            call.run();
            assertThat(ended).as("a session that is over gave something out").isFalse();
        } catch (AuthException typed) {
            if (ended) {
                assertThat(typed).isInstanceOf(ReauthenticationRequired.class);
            }
        }
    }

    private static void promptly(Runnable calls) {
        try {
            CompletableFuture.runAsync(calls).get(HANG_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            fail("a caller waited, for a usable token or without end");
        } catch (ExecutionException e) {
            fail("a usable token was not handed out, or a failure was not typed", e.getCause());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Notices a fresh token, or the end of the session. */
    private void look() {
        try {
            Token now = session.token();
            assertThat(closed || over).as("a session that is over has no token").isFalse();
            if (now != held) {
                assertThat(end(now))
                        .as("a token is not followed by an older one")
                        .isGreaterThanOrEqualTo(heldUntil);
                held = now;
                heldUntil = end(now);
            }
        } catch (ReauthenticationRequired end) {
            over = true;
        }
    }

    /** When the token is over on the monotonic clock, were it issued now. */
    private long end(Token token) {
        if (token.lifetime() instanceof Lifetime.Until until) {
            Duration rest = Duration.between(bench.fakes.time().now(), until.end());
            // One that seems over on arrival is tried as it is, so it never ends.
            return rest.isNegative() || rest.isZero()
                    ? Long.MAX_VALUE
                    : bench.fakes.time().nanoTime() + rest.toNanos();
        }
        return Long.MAX_VALUE;
    }

    private void noSecretWasPresentedTwice() {
        for (LedgerEntry entry : rig.fake().ledger()) {
            boolean own = entry.subject().owner().equals(rig.subject().owner());
            if (own && rig.subject().singleUse().contains(entry.subject().kind()) && entry.isPresentedAgain()) {
                assertThat(entry.presentedBy().stream().filter(this::mayHaveBeenTaken))
                        .as("%s", entry)
                        .hasSizeLessThan(2);
            }
        }
    }

    /** Whoever is told to slow down, or to go elsewhere, knows that nothing was taken, and may present the same again. */
    private boolean mayHaveBeenTaken(int request) {
        String line = rig.fake().transcript().get(request - 1);
        return !line.endsWith("answered 429") && !line.endsWith("answered 307");
    }
}
