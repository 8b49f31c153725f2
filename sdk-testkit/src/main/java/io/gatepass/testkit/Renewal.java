package io.gatepass.testkit;

import io.gatepass.core.RenewableSession;
import io.gatepass.testkit.PlatformServer.Answer;
import io.gatepass.testkit.Verb.Target;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * How a session renews, for {@link PlatformContract} to try.
 *
 * @param before what the server answers while the session is opened
 * @param open opens the session
 * @param life by when its token is over
 * @param answer what the server answers to the renewal
 */
public record Renewal(
        List<Answer> before, Function<Target, ? extends RenewableSession<?>> open, Duration life, Answer answer) {}
