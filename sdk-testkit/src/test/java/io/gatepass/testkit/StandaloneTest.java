package io.gatepass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fakes as a program, and its control endpoint. */
class StandaloneTest {
    private static final String CREDENTIALS = "{\"email\":\"alice@example.com\",\"password\":\"correct horse 1\"}";

    @Nested
    class ControlEndpoint {
        private final FakePlatforms fakes = FakePlatforms.start();
        private final Control control = Control.start(fakes);
        private final Wire wire = new Wire(control.url());

        @AfterEach
        void close() {
            control.close();
            fakes.close();
        }

        private HttpResponse<String> login() {
            return new Wire(fakes.tts().url()).json("POST", "/auth/login/", CREDENTIALS);
        }

        private Map<?, ?> status(String query) throws FakeJson.Malformed {
            return (Map<?, ?>)
                    FakeJson.parse(wire.send("GET", "/status" + query, "").body());
        }

        @Test
        void readyUsersCanSignIn() {
            assertThat(login().statusCode()).isEqualTo(200);
        }

        @Test
        void timeIsMoved() {
            var before = fakes.time().now();
            var answer = wire.json("POST", "/time", "{\"advance\":\"PT15M\"}");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("2026-11-22T10:15:00Z");
            wire.json("POST", "/time", "{\"stepWallClock\":\"-PT5M\"}");
            assertThat(fakes.time().now()).isEqualTo(before.plusSeconds(600));
        }

        @Test
        void faultsArePlanned() {
            wire.json(
                    "POST",
                    "/faults",
                    "{\"platform\":\"tts\",\"path\":\"/auth/login/\",\"occurrence\":2,\"fault\":\"throttled\","
                            + "\"retryAfter\":\"120\"}");
            assertThat(login().statusCode()).isEqualTo(200);
            assertThat(login().statusCode()).isEqualTo(429);
            assertThat(login().statusCode()).isEqualTo(200);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{'fault':'status','status':418} | 418",
                    "{'fault':'page','status':502} | 502",
                    "{'fault':'redirected','location':'http://elsewhere.invalid/'} | 307",
                    "{'fault':'gzipBomb'} | 200",
                    "{'fault':'corrupted'} | 200",
                    "{'fault':'trickled','millisPerByte':0} | 200"
                })
        void faultsOfEveryKindArePlanned(String fault, int status) {
            String form = fault.replace('\'', '"').replace("{", "{\"platform\":\"tts\",\"path\":\"/auth/login/\",");
            assertThat(wire.json("POST", "/faults", form).statusCode()).isEqualTo(200);
            assertThat(login().statusCode()).isEqualTo(status);
        }

        @Test
        void faultsAreDrawnAndForgotten() {
            wire.json("POST", "/faults", "{\"platform\":\"tts\",\"seed\":1,\"rate\":1}");
            wire.json("POST", "/faults", "{\"platform\":\"tts\",\"clear\":true}");
            assertThat(login().statusCode()).isEqualTo(200);
        }

        @Test
        void usersAreAdded() {
            wire.json(
                    "POST",
                    "/users",
                    "{\"platform\":\"tts\",\"login\":\"dave@example.com\",\"password\":\"p w 4711\"}");
            assertThat(fakes.tts().user("dave@example.com")).isPresent();
        }

        @Test
        void messagesAreReadForAllOrForOne() {
            new Wire(fakes.tts().url()).json("POST", "/auth/password/reset/", "{\"email\":\"alice@example.com\"}");
            new Wire(fakes.tts().url()).json("POST", "/auth/password/reset/", "{\"email\":\"bob@example.com\"}");
            assertThat(wire.send("GET", "/messages?platform=tts", "").body()).contains("alice@", "bob@");
            assertThat(wire.send("GET", "/messages?platform=tts&to=alice%40example.com", "")
                            .body())
                    .contains("alice@", "PASSWORD_RESET")
                    .doesNotContain("bob@");
        }

        @Test
        void statusHidesSecretsUnlessAsked() throws Exception {
            login();
            String key =
                    fakes.tts().user("alice@example.com").orElseThrow().key().orElseThrow();
            assertThat(status("").toString()).contains("alice@example.com").doesNotContain(key, "correct horse 1");
            assertThat(status("?secrets=shown").toString()).contains(key, "correct horse 1");
            assertThat(status("").keySet()).hasToString("[time, platforms]");
        }

        @Test
        void pageForPeopleHidesSecretsAndEscapesWhatClientsSent() {
            login();
            new Wire(fakes.tts().url()).json("POST", "/auth/login/", "{\"email\":\"<script>alert(1)</script>\"}");
            String key =
                    fakes.tts().user("alice@example.com").orElseThrow().key().orElseThrow();
            HttpResponse<String> page = wire.send("GET", "/", "");
            assertThat(page.headers().firstValue("Content-Type")).contains("text/html");
            assertThat(page.body())
                    .contains("Fake platforms", "key", "issued by request 1", "&lt;script&gt;")
                    .doesNotContain("<script>", key, "correct horse 1");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "/time | [] | body:",
                    "/time | { | body:",
                    "/time | {'advance':'soon'} | advance:",
                    "/time | {'advance':7} | advance:",
                    "/faults | {} | platform:",
                    "/faults | {'platform':'x'} | platform:",
                    "/faults | {'platform':'tts'} | path:",
                    "/faults | {'platform':'tts','fault':'x','path':'/'} | fault:",
                    "/faults | {'platform':'tts','path':'/'} | fault:",
                    "/faults | {'platform':'tts','fault':'status','path':'/'} | status:",
                    "/faults | {'platform':'tts','seed':1} | rate:",
                    "/faults | {'platform':'tts','seed':1,'rate':2} | rate:",
                    "/users | {'platform':'tts'} | login:",
                    "/users | {'platform':'tts','login':'a'} | password:"
                })
        void mistakesAreNamed(String path, String body, String named) {
            HttpResponse<String> answer = wire.json("POST", path, body.replace('\'', '"'));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).startsWith("{\"error\":\"" + named);
        }

        @Test
        void otherWebSitesCannotUseIt() {
            assertThat(wire.send("POST", "/time", "{\"advance\":\"PT1H\"}", "Content-Type", "text/plain")
                            .statusCode())
                    .isEqualTo(415);
            assertThat(RawHost.status(control.url(), "rebound.example")).isEqualTo("HTTP/1.1 403 Client Error");
        }

        @Test
        void unknownPathsAndMethodsAreRefused() {
            assertThat(wire.send("GET", "/nowhere", "").statusCode()).isEqualTo(404);
            assertThat(wire.json("POST", "/nowhere", "{}").statusCode()).isEqualTo(404);
            assertThat(wire.send("DELETE", "/time", "").statusCode()).isEqualTo(405);
        }
    }

    @Nested
    class Program {
        @TempDir
        private Path directory;

        private Process start(String... arguments) throws Exception {
            var command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    Standalone.class.getName()));
            command.addAll(Arrays.asList(arguments));
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        }

        @Test
        void printsAddressesAndUsersAndEndsOnASignal() throws Exception {
            Path pem = directory.resolve("authority.pem");
            Process program = start("--https", pem.toString());
            try (BufferedReader out = program.inputReader(StandardCharsets.UTF_8)) {
                String first = out.readLine();
                assertThat(first).startsWith("control and status page  http://localhost:");
                String line = out.readLine();
                while (!line.contains("alice@example.com")) {
                    line = out.readLine();
                }
                assertThat(line).contains("correct horse 1").contains("signs in by password");
                URI status = URI.create(first.substring(first.indexOf("http")) + "status");
                assertThat(Wire.send(HttpRequest.newBuilder(status).build()).body())
                        .contains("\"tts\"", "https://localhost:");
                assertThat(Files.readString(pem)).contains("BEGIN CERTIFICATE");
            } finally {
                program.destroy();
            }
            assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }

        @ParameterizedTest
        @CsvSource({"--port,x", "--port,0", "--nonsense,1", "--port,"})
        void wrongArgumentsAreNamed(String option, String value) throws Exception {
            Process program = value == null ? start(option) : start(option, value);
            String text = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(program.exitValue()).isEqualTo(2);
            assertThat(text).contains(option.substring(2), "usage:");
        }
    }

    /** A request that claims to be for another host, which no ordinary client sends. */
    private static final class RawHost {
        static String status(String url, String host) {
            URI uri = URI.create(url);
            try (var socket = new java.net.Socket(uri.getHost(), uri.getPort())) {
                socket.getOutputStream()
                        .write(("GET /status HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                String answer = new String(socket.getInputStream().readNBytes(100), StandardCharsets.US_ASCII);
                return answer.lines().findFirst().orElse("");
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
