package io.gatepass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Rejected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The tools of the kit themselves: a tool that cannot fail proves nothing. */
class KitTest {
    private static final String MARKER = "marker-secret-4711";

    private static void leaks(java.util.concurrent.Callable<?> flow, String place) {
        assertThatThrownBy(() -> LeakProbe.watching(MARKER).run(flow))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(place)
                .hasMessageNotContaining(MARKER);
    }

    @Test
    void probeFindsASecretWhereverItWent() {
        leaks(() -> "result " + MARKER, "result");
        leaks(
                () -> {
                    System.out.println(MARKER);
                    return "";
                },
                "printed text");
        leaks(
                () -> {
                    LoggerFactory.getLogger("any").trace("got {}", MARKER);
                    return "";
                },
                "log");
        leaks(
                () -> {
                    java.util.logging.Logger.getLogger("okhttp3.any").log(Level.FINEST, "got {0}", MARKER);
                    return "";
                },
                "java.util.logging");
        leaks(
                () -> {
                    throw new IllegalStateException("outer", new IOException("inner " + MARKER));
                },
                "result");
        leaks(
                () -> {
                    throw new Rejected(
                            AuthException.Ground.FORM,
                            "no",
                            new AuthException.Answer(
                                    400, Map.of("f", List.of(MARKER)), Map.of(), "", Optional.empty()));
                },
                "result");
        leaks(
                () -> Base64.getEncoder().encodeToString(MARKER.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                "base64");
    }

    @Test
    void probeFindsASecretInTheNameOfAThread() throws Exception {
        var done = new java.util.concurrent.CountDownLatch(1);
        Thread thread = new Thread(() -> {
            try {
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setName("worker of " + MARKER);
        thread.start();
        leaks(() -> "", "thread names");
        done.countDown();
        thread.join();
    }

    @Test
    void probePassesACleanFlowAndPutsTheConsoleBack() {
        var out = System.out;
        assertThatCode(() -> LeakProbe.watching(MARKER).run(() -> "clean")).doesNotThrowAnyException();
        assertThat(System.out).isSameAs(out);
        assertThatThrownBy(() -> LeakProbe.watching("short")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void manualTimeMovesOnlyWhenTold() {
        ManualTime time = ManualTime.create();
        var start = time.now();
        long nanos = time.nanoTime();
        time.advance(Duration.ofSeconds(5));
        time.stepWallClock(Duration.ofHours(-1));
        assertThat(time.now()).isEqualTo(start.plusSeconds(5).minusSeconds(3600));
        assertThat(time.nanoTime() - nanos).isEqualTo(5_000_000_000L);
    }

    @Test
    void scriptedServerAnswersInOrderAndKnowsWhatItWasSent() {
        try (PlatformServer server = PlatformServer.start()) {
            server.answers(
                    PlatformServer.json(200, "{}"), PlatformServer.empty(404).header("X", "y"));
            Wire wire = new Wire(server.url());
            assertThat(wire.send("GET", "/a?b=c", "").statusCode()).isEqualTo(200);
            SeenRequest request = server.onlyRequest();
            assertThat(request.target()).isEqualTo("/a?b=c");
            assertThat(request.path()).isEqualTo("/a");
            assertThat(wire.send("POST", "/d", "body", "H", "1", "H", "2")
                            .headers()
                            .firstValue("X"))
                    .contains("y");
            assertThat(server.requests()).hasSize(2);
            assertThat(server.requests().get(1).body()).isEqualTo("body");
            assertThatThrownBy(() -> server.requests().get(1).header("h")).isInstanceOf(AssertionError.class);
            assertThatThrownBy(() -> server.expect(1))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("got 2");
            assertThatThrownBy(server::onlyRequest).isInstanceOf(AssertionError.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"droppedRequest", "droppedAnswer", "truncated"})
    void socketFaultsReachTheClientOnce(String fault) {
        try (FakeTts tts = FakeTts.start()) {
            tts.addUser("a@b.cd", "password-1");
            tts.plan(
                    "/auth/login/",
                    switch (fault) {
                        case "droppedRequest" -> Fault.droppedRequest();
                        case "droppedAnswer" -> Fault.droppedAnswer();
                        default -> Fault.truncated();
                    });
            String login = "{\"email\":\"a@b.cd\",\"password\":\"password-1\"}";
            Wire wire = new Wire(tts.url());
            assertThatThrownBy(() -> wire.json("POST", "/auth/login/", login)).isInstanceOf(UncheckedIOException.class);
            assertThat(tts.user("a@b.cd").orElseThrow().key().isPresent())
                    .as("acted on")
                    .isEqualTo(!fault.equals("droppedRequest"));
            assertThat(wire.json("POST", "/auth/login/", login).statusCode()).isEqualTo(200);
            assertThat(tts.requests()).hasSize(2);
        }
    }

    @Test
    void plannedAnswersComeBeforeTheFakeSeesTheRequest() {
        try (FakeTts tts = FakeTts.start()) {
            tts.plan("/auth/login/", Fault.page(502));
            tts.plan("/auth/login/", Fault.throttled("7"));
            tts.plan("/auth/login/", Fault.redirected("https://elsewhere.example/"));
            Wire wire = new Wire(tts.url());
            assertThat(wire.json("POST", "/auth/login/", "{}").body()).contains("<h1>502</h1>");
            assertThat(wire.json("POST", "/auth/login/", "{}").headers().firstValue("Retry-After"))
                    .contains("7");
            assertThat(wire.json("POST", "/auth/login/", "{}").headers().firstValue("Location"))
                    .contains("https://elsewhere.example/");
            assertThat(wire.json("POST", "/auth/login/", "{}").statusCode()).isEqualTo(400);
            assertThat(Fault.page(502)).hasToString("answered 502");
        }
    }

    @Test
    void threadsStartTogetherAndReportEach() throws Exception {
        var count = new java.util.concurrent.atomic.AtomicInteger();
        List<Object> outcomes = Threads.run(10, () -> {
            if (count.incrementAndGet() == 5) {
                throw new IOException("fifth");
            }
            return "ok";
        });
        assertThat(outcomes).hasSize(10).filteredOn("ok"::equals).hasSize(9);
        assertThat(outcomes).filteredOn(IOException.class::isInstance).hasSize(1);
    }

    @Test
    void emptyArrayIsMalformedUnlessItIsAProperAnswer() {
        Verb<?> verb = Verb.of("find", target -> target, (target, same) -> same);
        assertThat(MalformedAnswers.of(verb)).containsKey("an array");
        assertThat(MalformedAnswers.of(verb.with(PlatformContract.Trait.ACCEPTS_EMPTY_ARRAY)))
                .doesNotContainKey("an array")
                .containsKeys("null", "a number", "an empty object");
    }
}
