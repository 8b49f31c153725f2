package io.gatepass.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.RenewableSession.Plan;
import io.gatepass.core.okhttp.OkHttpEngine;
import java.time.Duration;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many threads do everything a session allows, time jumps, and the platform fails in every way it can. Whatever the
 * interleaving: one renewal at a time, no secret presented again that may be used up, nothing but typed errors.
 */
class RenewalStressTest {
    private static final Duration LIFE = Duration.ofSeconds(300);

    private final FakeTime time = new FakeTime();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger issued = new AtomicInteger();
    private final AtomicReference<String> newest = new AtomicReference<>("t0");
    private final Set<String> spent = ConcurrentHashMap.newKeySet();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final Queue<String> hookOrder = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void invariantsHoldWhateverTheInterleaving(int seed) throws Exception {
        try (var engine = OkHttpEngine.builder().time(time).build()) {
            var faults = new Random(seed);
            boolean keepsCredentials = seed % 2 == 0;
            Plan<TestToken> plan = Plan.builder(engine, TestToken.BEARER, Set.of(Origin.of("https://api.example.com")))
                    .renewer(token -> renew(token, faults))
                    .onRenewed((old, fresh) -> hookOrder.add(old.name() + ">" + fresh.name()))
                    .build();
            var session = keepsCredentials
                    ? plan.openKeeping(grant -> issue(), "grant")
                    : plan.open(grant -> issue(), "grant");
            var threadSeed = new AtomicInteger(seed * 1000);
            Renewals.onThreads(8, () -> {
                drive(session, new Random(threadSeed.incrementAndGet()));
                return "done";
            });
            session.close();
        }
        assertThat(violations).isEmpty();
        assertThatHooksFormAChain();
    }

    private TestToken issue() {
        String name = "t" + issued.incrementAndGet();
        newest.set(name);
        return TestToken.lasting(name, time.now(), LIFE);
    }

    private TestToken renew(TestToken token, Random faults) {
        if (atOnce.incrementAndGet() > 1) {
            violations.add("two renewals at once");
        }
        try {
            String secret = token.renewal().reveal();
            if (spent.contains(secret)) {
                violations.add("presented again: " + secret);
            }
            return switch (faults.nextInt(10)) {
                case 0, 1 -> throw new Unavailable("down");
                case 2 -> throw new RateLimited("slow down", Duration.ofSeconds(2), null);
                case 3 -> {
                    spent.add(secret);
                    throw new OutcomeUnknown("lost");
                }
                default -> {
                    spent.add(secret);
                    yield issue();
                }
            };
        } finally {
            atOnce.decrementAndGet();
        }
    }

    private void drive(RenewableSession<TestToken> session, Random random) {
        for (int i = 0; i < 400; i++) {
            try {
                step(session, random);
            } catch (ReauthenticationRequired over) {
                return;
            } catch (AuthException typed) {
                time.advance(Duration.ofMillis(random.nextInt(1000)));
            } catch (RuntimeException untyped) {
                violations.add("untyped: " + untyped);
            }
        }
    }

    private void step(RenewableSession<TestToken> session, Random random) {
        switch (random.nextInt(8)) {
            case 0 -> time.advance(Duration.ofSeconds(random.nextInt(200)));
            case 1 -> time.stepWallClock(Duration.ofMinutes(random.nextInt(600) - 300));
            case 2 -> session.replace(session.authorization());
            case 3 -> session.renew();
            case 4 -> session.renewIfDue();
            default -> session.authorization();
        }
    }

    private void assertThatHooksFormAChain() {
        String last = null;
        for (String renewal : hookOrder) {
            String[] pair = renewal.split(">");
            if (last != null) {
                assertThat(pair[0]).as("renewals are told in order").isEqualTo(last);
            }
            last = pair[1];
        }
    }
}
