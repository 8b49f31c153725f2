package io.gatepass.testkit;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * All fakes in one place, on free loopback ports and with one clock. Each is started when it is first asked for.
 *
 * <pre>{@code
 * try (FakePlatforms fakes = FakePlatforms.start()) {
 *     fakes.tts().addUser("alice@example.com", "correct horse 1");
 *     // … point the program under test at fakes.tts().url()
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads. Closing it stops what was started; no thread and no port remains.
 */
public final class FakePlatforms implements AutoCloseable {
    private final Builder settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<PlatformName, FakePlatform> started = new EnumMap<>(PlatformName.class);
    private boolean closed;

    private FakePlatforms(Builder settings) {
        this.settings = settings;
    }

    /** Fakes that speak plain HTTP, with time that stands still until it is moved. */
    public static FakePlatforms start() {
        return builder().start();
    }

    /** Starts fakes with other settings. */
    public static Builder builder() {
        return new Builder();
    }

    /** The fake of TradeTechSolutions, with its default set-up. */
    public FakeTts tts() {
        return (FakeTts) platform(PlatformName.TTS);
    }

    /** The fake of TraderEvolution, with its default set-up. */
    public FakeTraderEvolution traderEvolution() {
        return (FakeTraderEvolution) platform(PlatformName.TRADER_EVOLUTION);
    }

    /** The fake of Autoshares, with its default set-up. */
    public FakeAutoshares autoshares() {
        return (FakeAutoshares) platform(PlatformName.AUTOSHARES);
    }

    /** The fake of Match-Trader, with its default set-up. */
    public FakeMatchTrader matchTrader() {
        return (FakeMatchTrader) platform(PlatformName.MATCH_TRADER);
    }

    /** The fake of this platform, with its default set-up. */
    public FakePlatform platform(PlatformName name) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the fakes were closed");
            }
            return started.computeIfAbsent(name, this::started);
        } finally {
            lock.unlock();
        }
    }

    private FakePlatform started(PlatformName name) {
        return name.start(new Hosting("", settings.time, settings.authority, port(name.portOffset())));
    }

    /** Where the control endpoint lives: on the first port, in plain HTTP. */
    Hosting controlHosting() {
        return new Hosting("", settings.time, null, port(0));
    }

    private int port(int offset) {
        return settings.firstPort == 0 ? 0 : settings.firstPort + offset;
    }

    /** The clock that all fakes go by; give it to the client under test as well. */
    public ManualTime time() {
        return settings.time;
    }

    /** Who signed the fakes' certificate; empty if they speak plain HTTP. */
    public Optional<FakeAuthority> authority() {
        return Optional.ofNullable(settings.authority);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            started.values().forEach(FakePlatform::close);
        } finally {
            lock.unlock();
        }
    }

    /** Settings of fakes. For use by one thread. */
    public static final class Builder {
        private ManualTime time = ManualTime.create();
        private @Nullable FakeAuthority authority;
        private int firstPort;

        private Builder() {}

        /** The clock to go by; unless set, one that stands still until it is moved. */
        public Builder time(ManualTime clock) {
            this.time = clock;
            return this;
        }

        /** Speaks HTTPS with a certificate that {@code signer} signs. */
        public Builder https(FakeAuthority signer) {
            this.authority = signer;
            return this;
        }

        /** Listens on ports from this one on, always the same for the same platform; unless set, on free ports. */
        public Builder ports(int first) {
            if (first < 1 || first > 65_000) {
                throw new IllegalArgumentException("ports: must be from 1 to 65000");
            }
            this.firstPort = first;
            return this;
        }

        /** The fakes. Each is started when it is first asked for. */
        public FakePlatforms start() {
            return new FakePlatforms(this);
        }
    }
}
