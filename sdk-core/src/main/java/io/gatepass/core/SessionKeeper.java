package io.gatepass.core;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of many users by key: renews them ahead of their end even while nobody asks, and forgets the idle.
 *
 * <p>Opt-in: without a keeper an unused session renews nothing. However many sessions it holds, it has one daemon timer
 * thread, which starts with the first session; the renewals themselves run on the engine's threads, a bounded number at a
 * time. Safe for use by many threads.
 *
 * @param <K> what identifies a user to the application
 * @param <S> the sessions
 */
public final class SessionKeeper<K, S extends TokenSession<?>> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SessionKeeper.class);

    private final Map<K, Entry<S>> entries = new ConcurrentHashMap<>();
    private final AtomicBoolean started = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor timer;
    private final Semaphore renewals;
    private final Builder<K, S> settings;

    private SessionKeeper(Builder<K, S> settings) {
        this.settings = settings;
        this.renewals = new Semaphore(settings.renewalsAtOnce);
        this.timer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "gatepass-keeper");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts a keeper with other settings. */
    public static <K, S extends TokenSession<?>> Builder<K, S> builder() {
        return new Builder<>();
    }

    /** Keeps {@code session} alive under {@code key}. A session that was there before is closed. */
    public void put(K key, S session) {
        Entry<S> before = entries.put(key, new Entry<>(session, settings.time.nanoTime()));
        if (before != null && before.session != session) {
            before.session.close();
        }
        if (started.compareAndSet(false, true)) {
            long pause = settings.every.toNanos();
            var unused = timer.scheduleWithFixedDelay(this::sweepSafely, pause, pause, TimeUnit.NANOSECONDS);
        }
    }

    /** The session under {@code key}, which counts as used from now; empty if there is none. Never blocks. */
    public Optional<S> find(K key) {
        Entry<S> entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        entry.usedAt = settings.time.nanoTime();
        return Optional.of(entry.session);
    }

    /** Gives the session under {@code key} back, open as it is. */
    public Optional<S> remove(K key) {
        return Optional.ofNullable(entries.remove(key)).map(entry -> entry.session);
    }

    /** How many sessions are kept. */
    public int size() {
        return entries.size();
    }

    /** Stops keeping sessions alive. The sessions stay open; nothing is sent. Harmless twice. */
    @Override
    public void close() {
        timer.shutdownNow();
        entries.clear();
    }

    private void sweepSafely() {
        try {
            sweep();
        } catch (RuntimeException e) {
            // A timer whose task throws never fires again.
            LOG.error("Keeping sessions alive failed with {}", e.getClass().getName());
        }
    }

    /** Drops what is over, evicts what is idle, and starts what is due, the most urgent first. */
    void sweep() {
        long now = settings.time.nanoTime();
        entries.forEach((key, entry) -> {
            if (isOver(entry.session)) {
                entries.remove(key, entry);
            } else if (now - entry.usedAt >= settings.idleAfter.toNanos() && entries.remove(key, entry)) {
                evict(key, entry.session);
            } else if (now - entry.usedAt >= settings.every.toNanos()) {
                rest(entry.session);
            }
        });
        List<RenewingSession<?>> due = entries.values().stream()
                .map(entry -> entry.session)
                .filter(RenewingSession.class::isInstance)
                .<RenewingSession<?>>map(RenewingSession.class::cast)
                .filter(session -> session.dueIn(now) <= 0)
                .sorted(Comparator.comparingLong(session -> session.dueIn(now)))
                .toList();
        due.forEach(this::renewIfRoom);
    }

    private static void rest(TokenSession<?> session) {
        if (session instanceof BaseSession<?> base) {
            base.rest();
        }
    }

    private void evict(K key, S session) {
        try {
            settings.onEvicted.accept(key, session);
        } catch (RuntimeException e) {
            LOG.error("The onEvicted listener failed with {}", e.getClass().getName());
        } finally {
            session.close();
        }
    }

    private static boolean isOver(TokenSession<?> session) {
        return session instanceof BaseSession<?> base && base.isOver();
    }

    private void renewIfRoom(RenewingSession<?> session) {
        if (!renewals.tryAcquire()) {
            return; // the next sweep comes by again
        }
        Flight<?> flight = session.startIfDue();
        if (flight == null) {
            renewals.release();
        } else {
            flight.whenLanded(renewals::release);
        }
    }

    private static final class Entry<S> {
        final S session;
        volatile long usedAt;

        Entry(S session, long usedAt) {
            this.session = session;
            this.usedAt = usedAt;
        }
    }

    /** Settings of a keeper. For use by one thread. */
    public static final class Builder<K, S extends TokenSession<?>> {
        private TimeSource time = TimeSource.system();
        private Duration every = Duration.ofSeconds(5);
        private Duration idleAfter = Duration.ofHours(8);
        private int renewalsAtOnce = 16;
        private BiConsumer<? super K, ? super S> onEvicted = (key, session) -> {};

        private Builder() {}

        /** Measure idleness and due times with these clocks; give it those of the sessions' engine. */
        public Builder<K, S> time(TimeSource clocks) {
            this.time = clocks;
            return this;
        }

        /** How often to look; 5 s unless set. */
        public Builder<K, S> every(Duration pause) {
            this.every = pause;
            return this;
        }

        /** After how long without {@link SessionKeeper#find} a session is closed and forgotten; 8 h unless set. */
        public Builder<K, S> idleAfter(Duration idle) {
            this.idleAfter = idle;
            return this;
        }

        /** How many renewals the keeper has under way at once; 16 unless set. */
        public Builder<K, S> renewalsAtOnce(int most) {
            this.renewalsAtOnce = most;
            return this;
        }

        /** Told of an idle session before it is closed: the last chance to store its token. Called on the timer thread. */
        public Builder<K, S> onEvicted(BiConsumer<? super K, ? super S> listener) {
            this.onEvicted = listener;
            return this;
        }

        /** The keeper. No thread starts before the first session. */
        public SessionKeeper<K, S> build() {
            return new SessionKeeper<>(this);
        }
    }
}
