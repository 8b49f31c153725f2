package io.gatepass.core;

import io.gatepass.core.spi.Placement;
import java.time.Duration;
import java.time.Instant;

/** What the tests' platform issues. */
public record TestToken(Secret access, Secret renewal, Lifetime lifetime, Lifetime renewableFor) implements Token {
    public static final Placement<TestToken> BEARER =
            (token, out) -> out.header("Authorization", "Bearer", token.access());

    public static TestToken lasting(String name, Instant from, Duration life) {
        return new TestToken(
                Secret.of(name), Secret.of("renew-" + name), Lifetime.until(from.plus(life)), Lifetime.unstated());
    }

    public TestToken renewableUntil(Instant end) {
        return new TestToken(access, renewal, lifetime, Lifetime.until(end));
    }

    public String name() {
        return access.reveal();
    }
}
