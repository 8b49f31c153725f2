package io.gatepass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.RenewableSession;
import io.gatepass.testkit.PlatformServer.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/**
 * What every platform module owes its users, whatever the platform: extend it in the module's tests and list the verbs.
 *
 * <p>For each verb: one request even when the connection drops, no redirect followed, every malformed answer and every
 * status turned into one of the seven kinds, interruption answered, secrets that a header cannot carry refused before
 * anything is sent, and nothing secret left behind, even by a server that echoes all it was sent.
 */
public abstract class PlatformContract {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> UNFIT_FOR_HEADERS = List.of(
            "pässword-marker",
            "p€ssword-marker",
            "marker\r\nX-Evil: 1",
            "mark\u0000er-123",
            " marker-12",
            "marker-12 ");

    /** For the test class of a platform module. */
    protected PlatformContract() {}

    /** Every verb of the facade under test. */
    protected abstract List<Verb<?>> verbs();

    /** How a session of the facade renews; empty if it cannot. */
    protected Optional<Renewal> renewal() {
        return Optional.empty();
    }

    /** The contract, verb by verb. */
    @TestFactory
    final Stream<DynamicContainer> contract() {
        return verbs().stream().map(verb -> dynamicContainer(verb.name(), testsOf(verb)));
    }

    /** Fifty callers whose token is over share one renewal. */
    @TestFactory
    final Stream<DynamicNode> fiftyThreadsOneRenewal() {
        return renewal().stream().map(renewal -> dynamicTest("fifty threads, one renewal", () -> oneRenewal(renewal)));
    }

    private Stream<DynamicTest> testsOf(Verb<?> verb) {
        List<DynamicTest> tests = new ArrayList<>();
        tests.add(test("succeeds with the documented answer", () -> succeeds(verb)));
        tests.add(test(
                "is sent once when the connection drops",
                () -> isSentOnce(verb, verb.success().dropped())));
        tests.add(test("is sent once when the server is busy", () -> isSentOnce(verb, busy())));
        tests.add(test("follows no redirect", () -> followsNoRedirect(verb)));
        tests.add(test("answers interruption and keeps the flag", () -> answersInterruption(verb)));
        MalformedAnswers.of(verb)
                .forEach((name, answer) ->
                        tests.add(test("turns " + name + " into a typed error", () -> malformedIsTyped(verb, answer))));
        for (int status : new int[] {400, 401, 403, 404, 405, 406, 409, 415, 418, 422, 500, 502, 503, 504, 520}) {
            tests.add(test("turns status " + status + " into a typed error", () -> statusIsTyped(verb, status)));
        }
        tests.add(test("reads Retry-After", () -> readsRetryAfter(verb)));
        if (!verb.has(Trait.NO_SECRET)) {
            tests.add(test("leaves no secret behind", () -> leaksNothing(verb)));
        }
        if (verb.has(Trait.SECRET_IN_HEADER)) {
            UNFIT_FOR_HEADERS.forEach(secret -> tests.add(test(
                    "refuses a secret that no header carries: " + printable(secret), () -> refuses(verb, secret))));
        }
        return tests.stream();
    }

    private static DynamicTest test(String name, Executable executable) {
        return dynamicTest(name, executable);
    }

    private static String printable(String secret) {
        return secret.replace("\r", "CR").replace("\n", "LF").replace("\u0000", "NUL");
    }

    private static Answer busy() {
        return PlatformServer.empty(503).header("Retry-After", "0");
    }

    private static void succeeds(Verb<?> verb) {
        try (var trial = Trial.of(verb)) {
            trial.act(verb.success());
            assertThat(trial.thrown()).isNull();
            trial.expectOneRequest();
        }
    }

    private static void isSentOnce(Verb<?> verb, Answer answer) {
        try (var trial = Trial.of(verb)) {
            trial.act(answer, verb.success());
            assertThat(trial.thrown()).isInstanceOf(lostKind(verb));
            trial.expectOneRequest();
        }
    }

    /** What a verb reports when it was sent and no usable answer came. */
    private static Class<? extends AuthException> lostKind(Verb<?> verb) {
        return verb.has(Trait.REPEATABLE) ? Unavailable.class : OutcomeUnknown.class;
    }

    private static void followsNoRedirect(Verb<?> verb) {
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            try (var elsewhere = PlatformServer.start();
                    var trial = Trial.of(verb)) {
                elsewhere.answers(verb.success());
                trial.act(PlatformServer.empty(status).header("Location", elsewhere.url() + "/x/?secret=1"));
                assertThat(trial.thrown()).isInstanceOf(Misconfigured.class).hasMessageNotContaining("secret=1");
                trial.expectOneRequest();
                elsewhere.expect(0);
            }
        }
    }

    private static void answersInterruption(Verb<?> verb) throws Exception {
        try (var trial = Trial.of(verb)) {
            var flag = new CompletableFuture<Boolean>();
            Thread caller = new Thread(() -> {
                trial.act(verb.success().stalled());
                flag.complete(Thread.currentThread().isInterrupted());
            });
            trial.prepare();
            caller.start();
            trial.awaitRequest();
            caller.interrupt();
            caller.join(PATIENCE.toMillis());
            assertThat(flag).isCompletedWithValue(true);
            assertThat(trial.thrown()).isInstanceOf(verb.has(Trait.ONLY_WAITS) ? Unavailable.class : lostKind(verb));
        }
    }

    private static void malformedIsTyped(Verb<?> verb, Answer answer) {
        try (var trial = Trial.of(verb)) {
            trial.act(answer);
            assertThat(trial.thrown())
                    .satisfiesAnyOf(
                            thrown -> assertThat(thrown).isInstanceOf(AuthException.class),
                            thrown -> assertThat(verb.has(Trait.IGNORES_BODY))
                                    .as("succeeded, and may")
                                    .isTrue());
            trial.expectOneRequest();
        }
    }

    private static void statusIsTyped(Verb<?> verb, int status) {
        try (var trial = Trial.of(verb)) {
            trial.act(PlatformServer.json(status, "{\"detail\":\"No.\"}"));
            if (status >= 500) {
                assertThat(trial.thrown()).isInstanceOf(lostKind(verb));
            } else if (!verb.has(Trait.TOLERATES_REFUSAL) || trial.thrown() != null) {
                assertThat(trial.thrown()).isInstanceOf(AuthException.class);
            }
            trial.expectOneRequest();
        }
    }

    private static void readsRetryAfter(Verb<?> verb) {
        try (var trial = Trial.of(verb)) {
            trial.act(PlatformServer.empty(429).header("Retry-After", "7"));
            assertThat(trial.thrown())
                    .isInstanceOfSatisfying(
                            RateLimited.class,
                            limited -> assertThat(limited.retryAfter()).contains(Duration.ofSeconds(7)));
            trial.expectOneRequest();
        }
    }

    private static void leaksNothing(Verb<?> verb) {
        List<Supplier<Answer>> answers = new ArrayList<>(EchoAnswers.of(Trial.MARKER));
        answers.add(verb::success);
        for (Supplier<Answer> answer : answers) {
            LeakProbe.watching(Trial.MARKER).run(() -> {
                try (var trial = Trial.of(verb)) {
                    trial.act(answer.get());
                    return trial.outcome();
                }
            });
        }
    }

    private static void refuses(Verb<?> verb, String secret) {
        try (var trial = Trial.of(verb, secret)) {
            trial.act(verb.success());
            assertThat(trial.thrown()).isInstanceOfSatisfying(Rejected.class, refusal -> {
                assertThat(refusal.fieldErrors()).as("the field is named").isNotEmpty();
                assertThat(refusal).hasMessageNotContaining(secret).hasNoCause();
            });
            trial.expectNoRequest();
        }
    }

    private static void oneRenewal(Renewal renewal) throws Exception {
        var time = ManualTime.create();
        try (var world = World.start(time, Trial.MARKER)) {
            renewal.before().forEach(world.server()::answers);
            RenewableSession<?> session = renewal.open().apply(world.target());
            int before = world.server().requestCount();
            time.advance(renewal.life());
            world.server().answers(renewal.answer());
            List<Object> outcomes = Threads.run(50, session::authorization);
            assertThat(outcomes).hasSize(50).containsOnly(session.authorization());
            world.server().expect(before + 1);
        }
    }

    /** What is special about a verb. */
    public enum Trait {
        /** Its secret travels in a header, so that not every text can be sent. */
        SECRET_IN_HEADER,
        /** It does not read the body of a successful answer. */
        IGNORES_BODY,
        /** It is sent no secret at all, so that an echo can hold none. */
        NO_SECRET,
        /** It takes any JSON object for an answer, since the platform does not document one. */
        ACCEPTS_ANY_OBJECT,
        /** An empty JSON array is a proper answer of it: nothing was found. */
        ACCEPTS_EMPTY_ARRAY,
        /** An answer without content, status 204, is a success of it. */
        ACCEPTS_NO_CONTENT,
        /** Some refusals are an ordinary outcome of it, as "already logged out" is. */
        TOLERATES_REFUSAL,
        /** Its exchange runs on an engine thread, as a renewal does: whoever is interrupted only stops waiting for it. */
        ONLY_WAITS,
        /** Sending it again does no harm, so that a lost answer is {@code Unavailable}. */
        REPEATABLE
    }
}
