package io.gatepass.benchmarks;

import io.gatepass.benchmarks.TokenEndpoint.Issued;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.Authorization;
import io.gatepass.core.Lifetime;
import io.gatepass.core.Origin;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.RenewableSession.Plan;
import io.gatepass.core.RenewableSession.Tuning;
import io.gatepass.core.Secret;
import io.gatepass.core.Token;
import io.gatepass.core.okhttp.OkHttpEngine;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/** Gatepass with a rotating pair, written against the SPI as a platform module is. */
final class Ours implements Subject {
    /** A rotating pair. */
    record Pair(Secret access, Secret refresh, Instant end) implements Token {
        static Pair of(Issued issued) {
            return new Pair(Secret.of(issued.access()), Secret.of(issued.refresh()), issued.end());
        }

        @Override
        public Lifetime lifetime() {
            return Lifetime.until(end);
        }
    }

    /** Makes sessions with {@code tuning}. */
    record Maker(String name, Tuning tuning) implements Subject.Maker {
        @Override
        public Subject open(TokenEndpoint endpoint, Duration left) {
            OkHttpEngine engine = OkHttpEngine.create();
            Plan<Pair> plan = plan(engine, endpoint, tuning);
            return new Ours(engine, plan.resume(Pair.of(TokenEndpoint.earlier(left))));
        }

        /** A tenth of what is left: of 20 seconds, two, with jitter 2.2 at most. */
        @Override
        public Duration window() {
            return Duration.ofSeconds(2);
        }

        @Override
        public Duration untilWindow() {
            return Duration.ofSeconds(18);
        }

        @Override
        public boolean hearsRefusals() {
            return true;
        }
    }

    static final Origin ORIGIN = Origin.of("http://127.0.0.1:1");

    private final OkHttpEngine engine;
    private final RenewableSession<Pair> session;

    private Ours(OkHttpEngine engine, RenewableSession<Pair> session) {
        this.engine = engine;
        this.session = session;
    }

    static Plan<Pair> plan(OkHttpEngine engine, TokenEndpoint endpoint, Tuning tuning) {
        return planFor(engine, ORIGIN)
                .tuning(tuning)
                .renewer(spent -> renew(endpoint))
                .build();
    }

    static Plan.Builder<Pair> planFor(OkHttpEngine engine, Origin origin) {
        return Plan.builder(
                engine, (pair, out) -> out.header("Authorization", "Bearer", pair.access()), Set.of(origin));
    }

    static Pair renew(TokenEndpoint endpoint) {
        try {
            return Pair.of(endpoint.issue());
        } catch (IOException e) {
            throw new Unavailable(Objects.requireNonNull(e.getMessage()));
        }
    }

    @Override
    public Object read() {
        return session.authorization();
    }

    @Override
    public String header() {
        return Objects.requireNonNull(session.authorization().headers().get("Authorization"))
                .reveal();
    }

    @Override
    public void refused(Object refused) {
        session.replace((Authorization) refused);
    }

    @Override
    public void close() {
        session.close();
        engine.close();
    }
}
