package io.gatepass.core;

import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.RenewableSession.Plan;
import io.gatepass.core.spi.Placement;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The renewal rules: when a renewal starts, who waits for it, and when a session is over. {@link Flight} is the renewal
 * itself.
 *
 * <p>All state is one reference to an immutable picture, swapped atomically, and one slot for the flight under way. No
 * lock is held, over I/O or otherwise.
 */
abstract sealed class RenewingSession<T extends Token> extends BaseSession<T> permits RenewableSession {
    private static final VarHandle STATE;
    private static final VarHandle FLIGHT;

    static {
        try {
            var lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(RenewingSession.class, "state", State.class);
            FLIGHT = lookup.findVarHandle(RenewingSession.class, "flight", Flight.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Plan<T> plan;
    private final @Nullable Supplier<T> signIn;
    private volatile State<T> state;
    private volatile @Nullable Flight<T> flight;

    RenewingSession(Plan<T> plan, Held<T> first, @Nullable Supplier<T> signIn) {
        this.plan = plan;
        this.signIn = signIn;
        this.state = first;
    }

    @Override
    final Placement<? super T> placement() {
        return plan.placement;
    }

    @Override
    final Audience recipients() {
        return plan.audience;
    }

    @Override
    public final void close() {
        if (state instanceof Held) {
            state = Over.closed();
        }
        Flight<T> current = flight;
        if (current != null) {
            current.release();
        }
    }

    @Override
    final Held<T> held() {
        return state.orElseThrow();
    }

    @Override
    final boolean isOver() {
        return state instanceof Over;
    }

    @Override
    final Held<T> usable() {
        if (state instanceof Held<T> held && !held.isDue(plan.time.nanoTime())) {
            return held;
        }
        Held<T> held = held(); // another look: what was due a moment ago may have been renewed since
        return isReady(held) ? held : newerThan(held, false);
    }

    @Override
    final @Nullable Held<T> ready() {
        Held<T> held = held();
        return isReady(held) ? held : null;
    }

    /** Whether it can be used as it is; starts its renewal if that is due. */
    private boolean isReady(Held<T> held) {
        long now = plan.time.nanoTime();
        if (!held.isUsable(now)) {
            return false;
        }
        if (held.isDue(now)) {
            startAhead(held, now);
        }
        return true;
    }

    @Override
    final Optional<Held<T>> replacement(Authorization refused) {
        Held<T> held = held();
        if (refused.generation() < held.generation()) {
            return Optional.of(usable());
        }
        boolean brandNew = plan.time.nanoTime() - held.obtainedAt()
                < plan.tuning.freshFor().toNanos();
        return brandNew ? Optional.empty() : Optional.of(newerThan(held, false));
    }

    final boolean isDue(Held<T> held) {
        return held.isDue(plan.time.nanoTime());
    }

    /** How long until renewal is due, in nanoseconds; never for a session that is over. */
    final long dueIn(long now) {
        return state instanceof Held<T> held ? held.dueAt() - now : Long.MAX_VALUE;
    }

    /** Starts what is due in the background and returns the renewal under way, if any; for {@link SessionKeeper}. */
    final @Nullable Flight<T> startIfDue() {
        long now = plan.time.nanoTime();
        if (state instanceof Held<T> held && held.isDue(now)) {
            startAhead(held, now);
        }
        return flight;
    }

    private void startAhead(Held<T> held, long now) {
        boolean worthwhile = canRefresh(held, now) || (signIn != null && !held.spent());
        if (worthwhile && !held.gateIsShut(now) && flight == null) {
            start(held.generation(), true);
        }
    }

    /** Waits for the one renewal. {@code wished}: nobody needs it, so a token that still serves is kept whatever happens. */
    final Held<T> newerThan(Held<T> old, boolean wished) {
        long giveUpAt = plan.time.nanoTime() + plan.tuning.waitAtMost().toNanos();
        while (true) {
            Held<T> held = held();
            if (held.generation() > old.generation()) {
                return held;
            }
            Flight<T> current = flight;
            if (current == null) {
                requireRenewable(held, wished);
                current = start(held.generation(), false);
            }
            current.await(giveUpAt - plan.time.nanoTime());
        }
    }

    private void requireRenewable(Held<T> held, boolean wished) {
        long now = plan.time.nanoTime();
        Outage outage = held.outage();
        if (signIn == null && !canRefresh(held, now)) {
            var reason = new ReauthenticationRequired(
                    held.spent()
                            ? "the answer to the last renewal was lost, so the session cannot go on"
                            : "the token can no longer be renewed");
            if (wished && held.isUsable(now)) {
                throw outage != null ? outage.last().again() : reason;
            }
            end(held, reason);
            throw reason;
        }
        if (outage != null && held.gateIsShut(now)) {
            throw outage.last().again();
        }
    }

    private Flight<T> start(int generation, boolean ahead) {
        Flight<T> mine = new Flight<>(this, generation, ahead);
        var winner = (Flight<T>) FLIGHT.compareAndExchange(this, (Flight<T>) null, mine);
        if (winner != null) {
            return winner;
        }
        try {
            plan.executor.execute(mine);
        } catch (RejectedExecutionException e) {
            mine.refuse(e);
        }
        return mine;
    }

    // What a flight may do to the session. Only one flies at a time; a closed session takes nothing any more.

    final Plan<T> plan() {
        return plan;
    }

    final State<T> state() {
        return state;
    }

    final boolean canRefresh(Held<T> held, long now) {
        return plan.renewer != null && !held.spent() && held.renewableUntil() - now > 0;
    }

    final @Nullable Supplier<T> signIn() {
        return signIn;
    }

    final boolean swap(Held<T> from, State<T> to) {
        return STATE.compareAndSet(this, from, to);
    }

    final void end(Held<T> held, ReauthenticationRequired reason) {
        swap(held, new Over<>(reason));
    }

    final void clear(Flight<T> landed) {
        FLIGHT.compareAndSet(this, landed, null);
    }
}
