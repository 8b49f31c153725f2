package io.gatepass.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.SeenRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, and what never does. */
class TtsRequestTest extends TtsTestBase {
    @ParameterizedTest
    @CsvSource({"'', ''", "/, ''", "/backend, /backend", "/backend/, /backend", "//, ''"})
    void pathsJoinTheBaseWithOneSlash(String suffix, String prefix) {
        // TTS 1, 2, 88
        server.answers(keyAnswer(), keyAnswer(), PlatformServer.json(200, "{}"));
        TtsClient based = builder(server.url() + suffix).build();
        based.register(FORM);
        based.currentUser(based.login(ALICE).orElseThrow());
        assertThat(server.requests())
                .extracting(SeenRequest::method, SeenRequest::target)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("POST", prefix + "/auth/registration/"),
                        org.assertj.core.groups.Tuple.tuple("POST", prefix + "/auth/login/"),
                        org.assertj.core.groups.Tuple.tuple("GET", prefix + "/authentication/user/"));
    }

    @Test
    void everyDefaultPathEndsInASlash() {
        // TTS 2
        assertThat(TtsEndpoint.values())
                .allSatisfy(endpoint ->
                        assertThat(endpoint.defaultPath()).startsWith("/auth").endsWith("/"));
    }

    @Test
    void pathsAreOverriddenOneByOne() {
        // TTS 3
        server.answers(PlatformServer.json(200, "{}"), keyAnswer());
        TtsClient moved = builder().path(TtsEndpoint.USER, "/auth/user/").build();
        moved.currentUser(session());
        moved.login(ALICE);
        assertThat(server.requests()).extracting(SeenRequest::path).containsExactly("/auth/user/", "/auth/login/");
        assertThatThrownBy(() -> builder().path(TtsEndpoint.USER, "/auth/user").build())
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("USER");
    }

    @Test
    void plainHttpIsRefusedExceptLoopbackOrByAnExplicitWord() {
        // TTS 4
        assertThatThrownBy(() -> builder("http://acme.example").build())
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("https");
        builder("http://127.0.0.1").build();
        builder("http://acme.example").allowPlainHttp().build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://u:hunter22@h/", "https://h/?a=hunter22", "https://h/#hunter22", "hunter22"})
    void baseUrlWithMoreThanAPlaceIsRefused(String url) {
        // TTS 5
        assertThatThrownBy(() -> builder(url).build())
                .isInstanceOf(Misconfigured.class)
                .hasMessageNotContaining("hunter22");
    }

    @Test
    void loginReadsLikeTheVendorsPage() {
        // TTS 6, 7, 9, 21, 22
        server.answers(keyAnswer());
        client.login(ALICE);
        SeenRequest request = server.onlyRequest();
        assertThat(request.method() + " " + request.target()).isEqualTo("POST /auth/login/");
        assertThat(request.header("Accept")).contains("application/json");
        assertThat(request.header("Content-Type")).contains("application/json");
        assertThat(request.header("Accept-Language")).contains("en");
        assertThat(request.header("User-Agent"))
                .hasValueSatisfying(agent -> assertThat(agent).startsWith("gatepass-java/"));
        assertThat(request.header("Authorization")).isEmpty();
        assertThat(request.header("Cookie")).isEmpty();
        assertThat(request.body())
                .isIn(
                        "{\"email\":\"alice@example.com\",\"password\":\"correct horse 1\"}",
                        "{\"password\":\"correct horse 1\",\"email\":\"alice@example.com\"}");
    }

    @Test
    void getHasNoContentType() {
        // TTS 6, 7
        server.answers(PlatformServer.json(200, "{}"));
        client.currentUser(session());
        assertThat(server.onlyRequest().header("Content-Type")).isEmpty();
        assertThat(server.onlyRequest().header("Accept")).contains("application/json");
    }

    @Test
    void everyCharacterSurvivesBothWays() {
        // TTS 8, 20
        String name = "Zoë 李 😀 \"\\ </script>";
        server.answers(
                PlatformServer.json(201, "{\"detail\":\"sent\"}"),
                PlatformServer.json(200, "{\"full_name\":\"Zoë 李 😀\"}"));
        client.register(TtsRegistration.of(name, "zoe@example.com", PASSWORD));
        assertThat(server.requests().get(0).body()).contains("\"Zoë 李 😀 \\\"\\\\ </script>\"");
        assertThat(client.currentUser(session()).fullName()).contains("Zoë 李 😀");
    }

    @Test
    void loneSurrogateIsRefusedNotSentAsAQuestionMark() {
        // TTS 20
        assertThatThrownBy(() -> client.login(new TtsLogin("a@b.c", Secret.of("abc\uD83Dhunter22"))))
                .isInstanceOf(Rejected.class)
                .hasMessageStartingWith("password: ")
                .hasMessageNotContaining("hunter22");
        server.expect(0);
    }

    @Test
    void clientHoldingAKeyStillLogsInWithoutIt() {
        // TTS 9
        server.answers(keyAnswer(), keyAnswer(), PlatformServer.json(201, "{\"key\":\"x\"}"));
        client.login(ALICE);
        client.login(ALICE);
        client.register(FORM);
        assertThat(server.requests())
                .allSatisfy(r -> assertThat(r.header("Authorization")).isEmpty());
    }

    @Test
    void cookiesAreNeitherStoredNorSent() {
        // TTS 10
        server.answers(
                keyAnswer().header("Set-Cookie", "sessionid=1; Path=/").header("Set-Cookie", "csrftoken=2; Path=/"),
                keyAnswer(),
                PlatformServer.json(200, "{}"));
        client.register(FORM);
        client.currentUser(client.login(ALICE).orElseThrow());
        assertThat(server.requests())
                .allSatisfy(r -> assertThat(r.header("Cookie")).isEmpty());
    }

    @Test
    void keyTravelsAfterTheWordTokenAndOneSpace() {
        // TTS 11
        server.answers(PlatformServer.json(200, "{}"));
        client.currentUser(session());
        assertThat(server.onlyRequest().header("Authorization")).contains("Token " + KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Token hunter22",
                "hunter22 b",
                "hunter22\r\nX: 1",
                "hunter22\u0000",
                "hunter22é",
                " hunter22",
                "",
                " "
            })
    void keyThatCannotBeSentAsItIsIsRefusedWithoutRepeatingIt(String value) {
        // TTS 12, 13
        assertThatThrownBy(() -> new TtsKey(Secret.of(value), Origin.of("https://h")))
                .isInstanceOf(Rejected.class)
                .hasMessageStartingWith("key: ")
                .hasMessageNotContaining("hunter22");
    }

    @Test
    void registrationPutsOnePasswordIntoAllFourFieldsAndAsksForNoConsent() {
        // TTS 14, 15
        server.answers(keyAnswer());
        client.register(TtsRegistration.of("Alice", "alice@example.com", Secret.of("p-1-secret")));
        assertThat(server.onlyRequest().body())
                .isEqualTo("{\"full_name\":\"Alice\",\"email\":\"alice@example.com\",\"password\":\"p-1-secret\","
                        + "\"confirm_password\":\"p-1-secret\",\"subscribe\":false,\"password1\":\"p-1-secret\","
                        + "\"password2\":\"p-1-secret\"}");
    }

    @Test
    void consentIsSentWhenGiven() {
        // TTS 15
        server.answers(keyAnswer());
        client.register(new TtsRegistration("Alice", "alice@example.com", PASSWORD, true));
        assertThat(server.onlyRequest().body()).contains("\"subscribe\":true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\t"})
    void blankInputIsRefusedByField(String blank) {
        // TTS 16
        assertThatThrownBy(() -> new TtsLogin(blank, PASSWORD))
                .isInstanceOf(Rejected.class)
                .hasMessageStartingWith("email: ");
        assertThatThrownBy(() -> new TtsLogin(null, PASSWORD)).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> new TtsLogin("a@b.c", Secret.of(blank)))
                .isInstanceOf(Rejected.class)
                .hasMessageStartingWith("password: ");
        assertThatThrownBy(() -> new TtsLogin("a@b.c", null)).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> TtsRegistration.of(blank, "a@b.c", PASSWORD))
                .isInstanceOf(Rejected.class)
                .hasMessageStartingWith("full_name: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {" hunter22", "hunter22 ", "hunter22\n", "\thunter22"})
    void passwordThatTheBackendWouldTrimIsRefused(String password) {
        // TTS 17
        Secret secret = Secret.of(password);
        assertThatThrownBy(() -> new TtsLogin("a@b.c", secret))
                .isInstanceOf(Rejected.class)
                .hasMessageNotContaining("hunter22");
        assertThatThrownBy(() -> TtsRegistration.of("A", "a@b.c", secret)).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> TtsPasswordChange.of(PASSWORD, secret)).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> new TtsPasswordReset("1", PASSWORD, secret)).isInstanceOf(Rejected.class);
    }

    @Test
    void emailKeepsItsCaseAndLosesBlanksAroundIt() {
        // TTS 18
        assertThat(new TtsLogin("  ALICE@Example.com ", PASSWORD).email()).isEqualTo("ALICE@Example.com");
    }

    @Test
    void nulIsRefusedByField() {
        // TTS 19
        assertThatThrownBy(() -> new TtsLogin("a@b.c", Secret.of("a\0b")))
                .isInstanceOf(Rejected.class)
                .hasMessageStartingWith("password: ");
        assertThatThrownBy(() -> TtsRegistration.of("A\0", "a@b.c", PASSWORD))
                .isInstanceOf(Rejected.class)
                .hasMessageStartingWith("full_name: ");
    }

    @Test
    void languageAgentAndExtraHeadersAreTheCallersToChoose() {
        // TTS 21, 22
        server.answers(keyAnswer());
        builder()
                .header("Accept-Language", "fr")
                .header("User-Agent", "acme-crm/2")
                .header("Origin", "https://app.acme.example")
                .build()
                .login(ALICE);
        SeenRequest request = server.onlyRequest();
        assertThat(request.header("Accept-Language")).contains("fr");
        assertThat(request.header("User-Agent")).contains("acme-crm/2");
        assertThat(request.header("Origin")).contains("https://app.acme.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "host", "Content-Length", "Cookie"})
    void headersOfTheTransportAreNot(String name) {
        // TTS 22
        assertThatThrownBy(() -> builder().header(name, "x").build())
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining(name);
    }
}
