package io.gatepass.core;

import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.RenewableSession.Plan;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One renewal of one session: runs on an engine thread, belongs to nobody, and tells everybody who waits the same.
 *
 * <p>First the platform's renewer, unless its secret is spent; then, if the caller chose to keep credentials, one
 * sign-in. The new state is published before anybody wakes, and the flight always lands.
 */
final class Flight<T extends Token> implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(RenewableSession.class);

    private final RenewingSession<T> session;
    private final Plan<T> plan;
    private final int generation;
    private final boolean ahead;

    /** Completes when there is something new to look at, or with the failure that all waiters hear. */
    private final CompletableFuture<Optional<Throwable>> landed = new CompletableFuture<>();

    Flight(RenewingSession<T> session, int generation, boolean ahead) {
        this.session = session;
        this.plan = session.plan();
        this.generation = generation;
        this.ahead = ahead;
    }

    /**
     * Waits at most {@code nanos}; throws what the renewal failed with. Whoever stops waiting only detaches itself. Each
     * waits at a latch of its own: a queue for all would be looked through by everybody who gives up.
     */
    void await(long nanos) {
        var mine = new CountDownLatch(1);
        whenLanded(mine::countDown);
        try {
            if (!landed.isDone() && !mine.await(nanos, TimeUnit.NANOSECONDS)) {
                throw new Unavailable("the renewal is still under way");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while waiting for the renewal");
        }
        Optional<Throwable> failure = landed.join();
        if (failure.isPresent()) {
            throw forThisCaller(failure.get());
        }
    }

    private static RuntimeException forThisCaller(Throwable failure) {
        if (failure instanceof AuthException known) {
            return known.again();
        }
        return failure instanceof RuntimeException hook ? hook : new IllegalStateException(failure);
    }

    /** Runs {@code action} once the flight has landed, however it ended. */
    void whenLanded(Runnable action) {
        var unused = landed.thenRun(action);
    }

    /** Lets everybody who waits look at the session again, because it was closed. */
    void release() {
        landed.complete(Optional.empty());
    }

    /** No thread took the flight. */
    void refuse(RuntimeException reason) {
        land(new Unavailable("no thread is free for the renewal", null, reason));
    }

    @Override
    public void run() {
        Throwable failure = null;
        try {
            fly();
        } catch (Throwable thrown) {
            failure = thrown;
        }
        land(failure);
        if (failure instanceof Error error) {
            throw error;
        }
    }

    private void land(@Nullable Throwable failure) {
        session.clear(this);
        landed.complete(Optional.ofNullable(failure));
    }

    private void fly() {
        if (!(session.state() instanceof Held<T> held) || held.generation() != generation) {
            return;
        }
        long now = plan.time.nanoTime();
        Outage outage = held.outage();
        if (outage != null && held.gateIsShut(now)) {
            throw outage.last();
        }
        if (session.canRefresh(held, now)) {
            refresh(held);
        } else {
            signInAgain(held);
        }
    }

    private void refresh(Held<T> held) {
        Moment sent = Moment.now(plan.time);
        T fresh;
        try {
            fresh = Objects.requireNonNull(plan.renewer).renew(held.token());
        } catch (Rejected | ReauthenticationRequired refusal) {
            refused(held, refusal);
            return;
        } catch (Unavailable | RateLimited | Misconfigured failure) {
            if (wasProcessed(failure)) {
                inDoubt(held, failure);
                return;
            }
            throw paused(held, failure);
        } catch (RuntimeException | Error doubt) {
            inDoubt(held, doubt);
            return;
        }
        install(held, fresh, sent);
    }

    /** A success that makes no sense was still a success: the secret may be used up. */
    private static boolean wasProcessed(AuthException failure) {
        return failure.answer().map(answer -> answer.status() < 300).orElse(false);
    }

    private void refused(Held<T> held, AuthException refusal) {
        if (session.signIn() == null) {
            session.end(held, over("the platform refused the renewal", refusal));
            return;
        }
        Held<T> spent = held.spentBy(held.outage());
        if (session.swap(held, spent)) {
            signInAgain(spent);
        }
    }

    /** The secret may be used up: it is never sent again, and the current token serves until it is refused or ends. */
    private void inDoubt(Held<T> held, Throwable doubt) {
        AuthException known = doubt instanceof AuthException told
                ? told
                : new OutcomeUnknown("the renewer failed unexpectedly", null, doubt);
        LOG.warn("Renewal in doubt: {}", known.getMessage());
        session.swap(held, held.spentBy(Outage.inDoubt(known, plan.time.nanoTime())));
        if (doubt instanceof Error error) {
            throw error;
        }
    }

    private void signInAgain(Held<T> held) {
        Supplier<T> signIn = session.signIn();
        if (signIn == null) {
            return; // whoever waits looks again, and ends the session
        }
        Moment sent = Moment.now(plan.time);
        T fresh;
        try {
            fresh = signIn.get();
        } catch (Rejected | ReauthenticationRequired refusal) {
            session.end(held, over("the platform refused to sign in again", refusal));
            return;
        } catch (AuthException failure) {
            throw paused(held, failure);
        } catch (RuntimeException unknown) {
            throw paused(held, new Unavailable("signing in again failed unexpectedly", null, unknown));
        }
        if (ahead && Life.issued(fresh, sent, plan.tuning).endsAt() - held.endsAt() < 0) {
            throw paused(held, new Unavailable("the new token would end before the current one"));
        }
        install(held, fresh, sent);
    }

    private void install(Held<T> held, T fresh, Moment sent) {
        Life life = Life.issued(fresh, sent, plan.tuning);
        boolean sameSecretGoesOn = fresh.renewableFor().equals(held.token().renewableFor());
        // The instant was placed on the monotonic clock once; the wall clock may have stepped since.
        Life placed = sameSecretGoesOn ? life.renewableUntil(held.renewableUntil()) : life;
        if (!session.swap(held, held.followedBy(fresh, placed))) {
            LOG.debug("A renewal came too late: the session is over");
            return;
        }
        LOG.debug("Renewed: token {} follows {}", generation + 1, generation);
        try {
            plan.onRenewed.accept(held.token(), fresh);
        } catch (RuntimeException | Error hook) {
            LOG.error("The onRenewed hook failed with {}", hook.getClass().getName());
            throw hook;
        }
    }

    private AuthException paused(Held<T> held, AuthException failure) {
        session.swap(held, held.failed(Outage.after(held.outage(), failure, plan.time.nanoTime())));
        LOG.debug("Renewal failed for now: {}", failure.getMessage());
        return failure;
    }

    private static ReauthenticationRequired over(String message, AuthException refusal) {
        return new ReauthenticationRequired(message, refusal.answer().orElse(null), refusal);
    }
}
