package io.gatepass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What all fakes have in common, shown with the one that every reader knows first. */
class FakePlatformTest {
    private static final String LOGIN = "/auth/login/";
    private static final String CREDENTIALS = "{\"email\":\"alice@example.com\",\"password\":\"correct horse 1\"}";

    private final FakeTts fake = FakeTts.start();
    private final Wire wire = new Wire(fake.url());

    FakePlatformTest() {
        fake.addUser("alice@example.com", "correct horse 1");
    }

    @AfterEach
    void close() {
        fake.close();
    }

    private int login() {
        return wire.json("POST", LOGIN, CREDENTIALS).statusCode();
    }

    private String key() {
        return fake.user("alice@example.com").orElseThrow().key().orElseThrow();
    }

    @Nested
    class Ledgers {
        @Test
        void secretIsWrittenDownWithTheRequestThatItAnswered() {
            login();
            assertThat(fake.ledger()).singleElement().satisfies(entry -> {
                assertThat(entry.subject()).isEqualTo(new LedgerEntry.Subject("key", "alice@example.com"));
                assertThat(entry.secret()).isEqualTo(key());
                assertThat(entry.issuedBy()).isEqualTo(1);
                assertThat(entry.presentedBy()).isEmpty();
            });
        }

        @Test
        void everyRequestThatCarriesASecretIsCountedWhereverItIs() {
            login();
            wire.send("GET", "/authentication/user/", "", "Authorization", "Token " + key());
            wire.send("GET", "/nowhere/?key=%22" + key() + "%22", "");
            wire.json("POST", "/nowhere/", "{\"key\":\"" + key() + "\",\"again\":\"" + key() + "\"}");
            wire.send("GET", "/authentication/user/", "", "Authorization", "Token x" + key());
            assertThat(fake.ledger().get(0).presentedBy()).containsExactly(2, 3, 4);
            assertThat(fake.ledger().get(0).isPresentedAgain()).isTrue();
        }

        @Test
        void secretThatTheTestHadIssuedIsOfNoRequest() {
            login();
            fake.user("alice@example.com").orElseThrow().revokeKey();
            login();
            assertThat(fake.ledger()).extracting(LedgerEntry::issuedBy).containsExactly(1, 2);
            assertThat(fake.ledger()).noneMatch(LedgerEntry::isPresentedAgain);
        }

        @Test
        void entriesPrintEverythingButTheSecret() {
            login();
            assertThat(fake.ledger().get(0))
                    .asString()
                    .contains("key of alice@example.com")
                    .doesNotContain(key());
        }
    }

    @Nested
    class Transcripts {
        @Test
        void showNamesAndHideSecrets() {
            login();
            wire.send("GET", "/authentication/user/?token=abcdef&page=2", "", "Authorization", "Token " + key());
            String text = String.join("\n", fake.transcript());
            assertThat(text)
                    .contains("1 POST /auth/login/\n")
                    .contains("\"email\":\"alice@example.com\",\"password\":\"██\"")
                    .contains("2 GET /authentication/user/?token=██&page=2\n")
                    .contains("authorization: ██\n")
                    .contains("content-type: application/json\n")
                    .contains("-> 200")
                    .doesNotContain("correct horse 1", key(), "abcdef");
        }

        @Test
        void hideASecretThatIsInAPlaceOfNoSuchName() {
            login();
            wire.send("GET", "/go/" + key() + "/?q=" + key(), "");
            assertThat(fake.transcript().get(1)).contains("GET /go/██/?q=██").doesNotContain(key());
        }

        @Test
        void hideFormsAndBrokenJsonToo() {
            wire.send(
                    "POST",
                    LOGIN,
                    "email=a%40b.c&password=hunter2%21",
                    "Content-Type",
                    "application/x-www-form-urlencoded");
            wire.json("POST", LOGIN, "{\"password\": \"hunter2 \\\" hunter3");
            wire.json("POST", LOGIN, "{\"pin\" : 4711}");
            assertThat(fake.transcript().get(0))
                    .contains("email=a%40b.c&password=██")
                    .doesNotContain("hunter2");
            assertThat(fake.transcript().get(1)).doesNotContain("hunter2", "hunter3");
            assertThat(fake.transcript().get(2)).contains("\"pin\" : \"██\"").doesNotContain("4711");
        }

        @Test
        void sayWhichFaultARequestMet() {
            fake.plan(LOGIN, Fault.page(502));
            login();
            assertThat(fake.transcript().get(0)).endsWith("-> fault: answered 502");
        }

        @Test
        void requestsAreThereWithTheirSecretsForThoseWhoAsk() {
            login();
            assertThat(fake.requests().get(0).body()).isEqualTo(CREDENTIALS);
        }
    }

    @Nested
    class Plans {
        @Test
        void laterOccurrenceMeetsTheFaultPlannedForIt() {
            fake.plan(LOGIN, 3, Fault.status(503));
            fake.plan(LOGIN, Fault.status(502));
            fake.plan("/elsewhere/", Fault.status(418));
            assertThat(List.of(login(), login(), login(), login())).containsExactly(502, 200, 503, 200);
        }

        @Test
        void faultsForTheSameRequestAreMetOneAfterTheOther() {
            fake.plan(LOGIN, 2, Fault.status(501));
            fake.plan(LOGIN, 2, Fault.status(502));
            fake.plan(LOGIN, Fault.status(503));
            assertThat(List.of(login(), login(), login(), login())).containsExactly(503, 501, 502, 200);
        }

        @Test
        void plansCanBeForgotten() {
            fake.plan(LOGIN, Fault.status(503));
            fake.planRandomly(1, 1);
            fake.clearPlans();
            assertThat(login()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, -1})
        void occurrencesAreCountedFromOne(int occurrence) {
            assertThatThrownBy(() -> fake.plan(LOGIN, occurrence, Fault.reset()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("occurrence:");
        }

        @ParameterizedTest
        @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
        void ratesAreShares(double rate) {
            assertThatThrownBy(() -> fake.planRandomly(1, rate))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("rate:");
        }

        @Test
        void sameSeedMeetsTheSameFaults() {
            List<String> first = outcomes(4711);
            assertThat(outcomes(4711)).isEqualTo(first);
            assertThat(outcomes(4712)).isNotEqualTo(first);
            assertThat(first).anyMatch(line -> line.contains("fault")).anyMatch(line -> line.endsWith("-> 200"));
        }

        private List<String> outcomes(long seed) {
            var lines = new ArrayList<String>();
            try (FakeTts random = FakeTts.start()) {
                random.addUser("alice@example.com", "correct horse 1");
                random.planRandomly(seed, 0.5);
                for (int i = 0; i < 30; i++) {
                    // Raw, so that no client sends anything again by itself.
                    raw(random.url(), "GET /authentication/user/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 1);
                }
                random.transcript().forEach(line -> lines.add(line.substring(line.lastIndexOf('\n') + 1)));
            }
            lines.replaceAll(line -> line.replace("-> 401", "-> 200"));
            return lines;
        }
    }

    @Nested
    class Faults {
        private String rawLogin() {
            return raw(
                    fake.url(),
                    "POST " + LOGIN
                            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                            + CREDENTIALS.length() + "\r\n\r\n" + CREDENTIALS,
                    4096);
        }

        @Test
        void droppedRequestIsNotActedOn() {
            fake.plan(LOGIN, Fault.droppedRequest());
            assertThat(rawLogin()).isEmpty();
            assertThat(fake.requests()).hasSize(1);
            assertThat(fake.ledger()).isEmpty();
        }

        @Test
        void droppedAnswerIsActedOn() {
            fake.plan(LOGIN, Fault.droppedAnswer());
            assertThat(rawLogin()).isEmpty();
            assertThat(fake.ledger()).hasSize(1);
        }

        @Test
        void resetIsAResetAndNotAnOrderlyEnd() {
            fake.plan(LOGIN, Fault.reset());
            assertThatThrownBy(this::rawLogin)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasCauseInstanceOf(SocketException.class);
            assertThat(fake.ledger()).hasSize(1);
            assertThat(login()).isEqualTo(200);
        }

        @Test
        void corruptedAnswerIsNeitherJsonNorText() {
            fake.plan(LOGIN, Fault.corrupted());
            assertThat(wire.json("POST", LOGIN, CREDENTIALS).body())
                    .startsWith("{\"")
                    .contains("\u0000", "\uFFFD");
            assertThat(fake.ledger()).hasSize(1);
        }

        @Test
        void gzipBombIsSmallOnTheWire() {
            fake.plan(LOGIN, Fault.gzipBomb());
            var answer = wire.json("POST", LOGIN, CREDENTIALS);
            assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
            assertThat(answer.body().length()).isLessThan(20_000);
            assertThat(fake.ledger()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"120", "Sun, 22 Nov 2026 10:02:00 GMT", "0", "-1", "soon", "1e3"})
        void throttledAnswerSaysWhatItWasGiven(String retryAfter) {
            fake.plan(LOGIN, Fault.throttled(retryAfter));
            var answer = wire.json("POST", LOGIN, CREDENTIALS);
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).contains(retryAfter);
        }

        @Test
        void connectionIsClosedBeforeAnythingIsRead() {
            fake.planConnection(ConnectionFault.closedAtOnce());
            assertThat(rawLoginOrReset()).isEmpty();
            assertThat(fake.requests()).isEmpty();
            assertThat(rawLogin()).startsWith("HTTP/1.1 200");
        }

        @Test
        void connectionIsClosedInTheMiddleOfARequest() {
            fake.planConnection(ConnectionFault.closedAfter(100));
            assertThat(rawLoginOrReset()).isEmpty();
            assertThat(fake.requests()).isEmpty();
            assertThat(fake.ledger()).isEmpty();
        }

        /** What was not read is answered with a reset by some systems. */
        private String rawLoginOrReset() {
            try {
                return rawLogin();
            } catch (UncheckedIOException reset) {
                assertThat(reset).hasCauseInstanceOf(SocketException.class);
                return "";
            }
        }

        @Test
        void slowConnectionEndsWithTheFake() throws Exception {
            fake.planConnection(ConnectionFault.slowHandshake(Duration.ofHours(1)));
            URI uri = URI.create(fake.url());
            try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream()
                        .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                fake.close();
                assertThat(fake.requests()).isEmpty();
                assertThat(endOf(socket)).isTrue();
            }
        }

        private static boolean endOf(Socket socket) {
            try {
                return socket.getInputStream().read() < 0;
            } catch (IOException reset) {
                return reset instanceof SocketException;
            }
        }
    }

    @Test
    void messagesOfAllKindsAreInOnePlace() {
        wire.json("POST", "/auth/password/reset/", "{\"email\":\"alice@example.com\"}");
        assertThat(fake.messages()).singleElement().satisfies(message -> {
            assertThat(message.to()).isEqualTo("alice@example.com");
            assertThat(message.kind()).isEqualTo("PASSWORD_RESET");
            assertThat(message.content()).containsKeys("key", "uid");
        });
    }

    @Test
    void runningTimeGoesOnAndCanBeMovedAsWell() {
        ManualTime time = ManualTime.running();
        long before = time.nanoTime();
        while (time.nanoTime() == before) {
            Thread.onSpinWait();
        }
        var now = time.now();
        time.advance(Duration.ofHours(1));
        assertThat(time.now()).isAfterOrEqualTo(now.plus(Duration.ofHours(1)));
    }

    /** Sends a request as it stands and returns what came back, up to a limit; empty if the connection just ended. */
    private static String raw(String url, String request, int limit) {
        URI uri = URI.create(url);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            byte[] start = new byte[limit];
            int count = socket.getInputStream().read(start);
            return count < 0 ? "" : new String(start, 0, count, StandardCharsets.UTF_8);
        } catch (SocketException reset) {
            if (limit == 1) {
                return "";
            }
            throw new UncheckedIOException(reset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
