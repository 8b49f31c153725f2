package io.gatepass.core;

import io.gatepass.core.Authorization.RefusalRule;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.core.spi.Authenticator;
import io.gatepass.core.spi.Placement;
import io.gatepass.core.spi.Renewer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A signed-in user whose token is renewed in time: at most one renewal is ever under way, everybody shares its outcome,
 * and nobody who can use the current token waits for it.
 *
 * <p>Renewal starts in the background shortly before the token ends, when somebody next asks for the {@link
 * #authorization()}; an unused session renews nothing. One session must own a token: two processes that renew the same
 * rotating token invalidate each other. Safe for use by many threads; no lock is ever held over I/O.
 *
 * @param <T> the platform's own token record
 */
public final class RenewableSession<T extends Token> extends RenewingSession<T> {
    private RenewableSession(Plan<T> plan, Held<T> first, @Nullable Supplier<T> signIn) {
        super(plan, first, signIn);
    }

    /**
     * Renews now instead of when it is due, or joins the renewal that is under way. Blocks for one renewal.
     *
     * @return the fresh token
     * @throws AuthException of any kind with which the renewal failed; the session goes on unless it is {@link
     *     AuthException.ReauthenticationRequired}
     */
    public T renew() {
        return newerThan(held(), true).token();
    }

    /**
     * Renews if renewal is due, and waits for it: for a call that can be made only once, so that neither an expiry nor a
     * renewal under way can spoil it. Blocks for at most one renewal.
     *
     * @return the token held then
     * @throws AuthException as {@link #renew()}
     */
    public T renewIfDue() {
        Held<T> held = held();
        return (isDue(held) ? newerThan(held, true) : held).token();
    }

    @Override
    public String toString() {
        return "RenewableSession[" + (state() instanceof Held<T> held ? "token " + held.generation() : "over") + "]";
    }

    /**
     * When to renew, and how long to wait for it.
     *
     * @param margin how long before a token's end its renewal is due, or null for a tenth of its life up to {@code
     *     marginAtMost}; never more than half its life
     * @param marginAtMost the most that a tenth of the life may come to
     * @param jitter by which part of the margin, chosen at random, a renewal may come earlier still: 0 to 1
     * @param waitAtMost how long a caller whose token is over waits for the renewal
     * @param freshFor how new a token must be for its refusal to mean something else than expiry
     * @param softMaxAge after what age a token of unstated lifetime is renewed, or null for never
     */
    public record Tuning(
            @Nullable Duration margin,
            Duration marginAtMost,
            double jitter,
            Duration waitAtMost,
            Duration freshFor,
            @Nullable Duration softMaxAge) {
        /** Refuses what cannot work, with an {@code IllegalArgumentException} that names it. */
        public Tuning {
            requirePositive("margin", margin);
            requirePositive("marginAtMost", marginAtMost);
            requirePositive("waitAtMost", waitAtMost);
            requirePositive("softMaxAge", softMaxAge);
            if (!(jitter >= 0 && jitter <= 1)) {
                throw new IllegalArgumentException("jitter: must be from 0 to 1");
            }
            if (freshFor.isNegative()) {
                throw new IllegalArgumentException("freshFor: must not be negative");
            }
        }

        private static void requirePositive(String name, @Nullable Duration value) {
            if (value != null && (value.isNegative() || value.isZero())) {
                throw new IllegalArgumentException(name + ": must be positive");
            }
        }

        /** A tenth up to 60 s, jitter 0.1, waiting up to 30 s, fresh for 1 s, no soft age. */
        public static final Tuning DEFAULT =
                new Tuning(null, Duration.ofSeconds(60), 0.1, Duration.ofSeconds(30), Duration.ofSeconds(1), null);

        /** The same with a fixed margin. */
        public Tuning withMargin(Duration fixed) {
            return new Tuning(fixed, marginAtMost, jitter, waitAtMost, freshFor, softMaxAge);
        }

        /** The same with another bound on the margin. */
        public Tuning withMarginAtMost(Duration most) {
            return new Tuning(margin, most, jitter, waitAtMost, freshFor, softMaxAge);
        }

        /** The same with another jitter; 0 makes renewal instants exact. */
        public Tuning withJitter(double part) {
            return new Tuning(margin, marginAtMost, part, waitAtMost, freshFor, softMaxAge);
        }

        /** The same with another longest wait. */
        public Tuning withWaitAtMost(Duration most) {
            return new Tuning(margin, marginAtMost, jitter, most, freshFor, softMaxAge);
        }

        /** The same with another age up to which a refusal is not taken for expiry. */
        public Tuning withFreshFor(Duration age) {
            return new Tuning(margin, marginAtMost, jitter, waitAtMost, age, softMaxAge);
        }

        /** The same with an age after which a token of unstated lifetime is renewed. */
        public Tuning withSoftMaxAge(Duration age) {
            return new Tuning(margin, marginAtMost, jitter, waitAtMost, freshFor, age);
        }

        Duration marginOf(Duration life) {
            Duration tenth = life.dividedBy(10);
            Duration wanted = margin != null ? margin : tenth.compareTo(marginAtMost) < 0 ? tenth : marginAtMost;
            double earlier = 1 + jitter * ThreadLocalRandom.current().nextDouble();
            long nanos = Math.min(
                    (long) (wanted.toNanos() * earlier), life.dividedBy(2).toNanos());
            return Duration.ofNanos(Math.max(0, nanos));
        }
    }

    /**
     * For platform modules: what all sessions of one client share. Immutable.
     *
     * @param <T> the platform's own token record
     */
    public static final class Plan<T extends Token> {
        final Placement<? super T> placement;
        final Audience audience;
        final @Nullable Renewer<T> renewer;
        final BiConsumer<? super T, ? super T> onRenewed;
        final Tuning tuning;
        final Executor executor;
        final TimeSource time;

        private Plan(Builder<T> builder) {
            this.placement = builder.placement;
            this.audience = new Audience(builder.origins, builder.refusals);
            this.renewer = builder.renewer;
            this.onRenewed = builder.onRenewed;
            this.tuning = builder.tuning;
            this.executor = builder.executor;
            this.time = builder.time;
        }

        /**
         * Starts a plan for credentials that may go to {@code audience} and are placed there by {@code placement};
         * renewals run on the engine's threads and clocks.
         */
        public static <T extends Token> Builder<T> builder(
                OkHttpEngine engine, Placement<? super T> placement, Set<Origin> audience) {
            return new Builder<>(placement, audience, engine);
        }

        /**
         * Signs in and returns the session. The grant is forgotten.
         *
         * @throws AuthException as {@code authenticator} throws it
         */
        public <G> RenewableSession<T> open(Authenticator<? super G, ? extends T> authenticator, G grant) {
            return opened(authenticator, grant, null);
        }

        /**
         * Signs in and returns a session that keeps the grant: when nothing else renews its token, it signs in with it
         * again, once. A rejected grant ends the session; nothing is tried with it a second time.
         *
         * @throws AuthException as {@code authenticator} throws it
         */
        public <G> RenewableSession<T> openKeeping(Authenticator<? super G, ? extends T> authenticator, G grant) {
            return opened(authenticator, grant, () -> authenticator.authenticate(grant));
        }

        private <G> RenewableSession<T> opened(
                Authenticator<? super G, ? extends T> authenticator, G grant, @Nullable Supplier<T> again) {
            Moment sent = Moment.now(time);
            T token = authenticator.authenticate(grant);
            return new RenewableSession<>(this, Held.first(token, Life.issued(token, sent, tuning)), again);
        }

        /** Goes on with a stored token. Sends nothing. */
        public RenewableSession<T> resume(T token) {
            return resumed(token, null);
        }

        /** Goes on with a stored token and keeps the grant, as {@link #openKeeping} does. Sends nothing. */
        public <G> RenewableSession<T> resumeKeeping(
                T token, Authenticator<? super G, ? extends T> authenticator, G grant) {
            return resumed(token, () -> authenticator.authenticate(grant));
        }

        private RenewableSession<T> resumed(T token, @Nullable Supplier<T> again) {
            Life life = Life.stored(token, Moment.now(time), tuning);
            return new RenewableSession<>(this, Held.first(token, life), again);
        }

        /** Collects what a plan consists of. For use by one thread. */
        public static final class Builder<T extends Token> {
            private final Placement<? super T> placement;
            private final Set<Origin> origins;
            private final Executor executor;
            private final TimeSource time;
            private RefusalRule refusals = RefusalRule.UNAUTHORIZED;
            private @Nullable Renewer<T> renewer;
            private BiConsumer<? super T, ? super T> onRenewed = (spent, fresh) -> {};
            private Tuning tuning = Tuning.DEFAULT;

            private Builder(Placement<? super T> placement, Set<Origin> origins, OkHttpEngine engine) {
                this.placement = placement;
                this.origins = origins;
                this.executor = engine.executor();
                this.time = engine.time();
            }

            /** How a token is exchanged for a fresh one. Without it a session can only sign in again. */
            public Builder<T> renewer(Renewer<T> exchange) {
                this.renewer = exchange;
                return this;
            }

            /** Which answers mean that the token has expired; by default a 401. */
            public Builder<T> refusals(RefusalRule rule) {
                this.refusals = rule;
                return this;
            }

            /**
             * What to tell of each renewal, in order and after the session has the fresh token: the place to store it.
             * Called on an engine thread. If it throws, the calls that waited for the renewal fail with that exception;
             * the session goes on with the fresh token.
             */
            public Builder<T> onRenewed(BiConsumer<? super T, ? super T> hook) {
                this.onRenewed = hook;
                return this;
            }

            /** When to renew and how long to wait. */
            public Builder<T> tuning(Tuning chosen) {
                this.tuning = chosen;
                return this;
            }

            /** The plan. */
            public Plan<T> build() {
                return new Plan<>(this);
            }
        }
    }
}
