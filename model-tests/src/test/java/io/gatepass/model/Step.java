package io.gatepass.model;

import io.gatepass.testkit.Fault;
import java.time.Duration;

/** Something that happens to a session: a call of the application, of time, of the platform or of the network. */
sealed interface Step {
    /** The application asks what the next request must carry. */
    record Read() implements Step {}

    /** The application makes an authenticated call. */
    record Call() implements Step {}

    /** Several threads of the application call at once. */
    record Rush(int threads) implements Step {}

    /** The application renews now, if the session can. */
    record Renew() implements Step {}

    /** Time goes on, by a part of the token's life in hundredths. */
    record Advance(int hundredths) implements Step {}

    /** Somebody corrects the wall clock. */
    record StepWallClock(Duration by) implements Step {}

    /** The platform forgets the token, but not the user. */
    record Revoke() implements Step {}

    /** The platform ends all that the user has. */
    record EndAll() implements Step {}

    /** The next renewal or call meets a fault. */
    record Meet(boolean renewal, Fault fault) implements Step {}

    /** The application closes the session. */
    record Close() implements Step {}
}
