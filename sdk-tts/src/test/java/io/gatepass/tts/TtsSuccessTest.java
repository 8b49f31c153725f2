package io.gatepass.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.UnexpectedResponse;
import io.gatepass.core.Lifetime;
import io.gatepass.core.SignIn;
import io.gatepass.core.TokenSession;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.tts.TtsRegistered.LoginNeeded;
import io.gatepass.tts.TtsRegistered.SignedIn;
import io.gatepass.tts.TtsRegistered.VerificationPending;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every documented shape of success, and what only looks like one. */
class TtsSuccessTest extends TtsTestBase {
    private TokenSession<TtsKey> signedIn(int status, String body) {
        server.answers(PlatformServer.json(status, body));
        return ((SignedIn) client.register(FORM)).session();
    }

    private AuthException refused(PlatformServer.Answer answer) {
        server.answers(answer);
        return org.assertj.core.api.Assertions.catchThrowableOfType(AuthException.class, () -> client.login(ALICE));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201})
    void registrationWithAKeyIsASession(int status) {
        // TTS 23, 24
        TtsKey key = signedIn(status, "{\"key\":\"" + KEY + "\"}").token();
        assertThat(key.value().reveal()).isEqualTo(KEY);
        assertThat(key.lifetime()).isEqualTo(Lifetime.untilRevoked());
        assertThat(key.issuer()).hasToString(server.url());
    }

    @Test
    void registrationThatAwaitsVerificationIsAResultNotAnError() {
        // TTS 25
        server.answers(PlatformServer.json(201, "{\"detail\":\"Verification e-mail sent.\"}"));
        assertThat(client.register(FORM)).isInstanceOf(VerificationPending.class);
    }

    @Test
    void registrationWithoutContentNeedsALogin() {
        // TTS 26
        server.answers(PlatformServer.empty(204));
        assertThat(client.register(FORM)).isInstanceOf(LoginNeeded.class);
    }

    @Test
    void loginWithoutContentIssuedNoKey() {
        // TTS 27
        assertThat(refused(PlatformServer.empty(204)))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("issues no key");
    }

    @Test
    void demandForASecondFactorIsAChallengeNeverASession() {
        // TTS 28
        server.answers(
                PlatformServer.json(200, "{\"ephemeral_token\":\"eph-4711-abc\",\"mfa_required\":true}"), keyAnswer());
        SignIn<TokenSession<TtsKey>, TtsMfa> outcome = client.login(ALICE);
        TtsMfa challenge = outcome.fold(session -> null, asked -> asked);
        assertThat(challenge.toString() + outcome).doesNotContain("eph-4711-abc");
        assertThat(challenge.expiresAbout()).isEqualTo(time.now().plus(Duration.ofMinutes(5)));
        TokenSession<TtsKey> session = client.answer(challenge, io.gatepass.core.Secret.of(" 123456\n"));
        assertThat(session.token().value().reveal()).isEqualTo(KEY);
        assertThat(server.requests().get(1).path()).isEqualTo("/auth/mfa/verify/");
        assertThat(server.requests().get(1).body())
                .contains("\"ephemeral_token\":\"eph-4711-abc\"")
                .contains("\"code\":\"123456\"");
    }

    @Test
    void challengeWithoutItsTokenIsUnexpected() {
        // TTS 28
        assertThat(refused(PlatformServer.json(200, "{\"mfa_required\":true}")))
                .isInstanceOf(UnexpectedResponse.class)
                .hasMessageContaining("ephemeral_token");
    }

    @Test
    void jwtPairIsToldApartFromAKey() {
        // TTS 29, 90
        String pair = "{\"access\":\"eyJ.a.b\",\"refresh\":\"\",\"user\":{\"pk\":1},"
                + "\"access_expiration\":\"2026-11-22T01:42:50.401480-06:00\"}";
        assertThat(refused(PlatformServer.json(200, pair)))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("JWT");
        server.answers(PlatformServer.json(201, pair));
        assertThat(client.register(FORM)).isInstanceOf(LoginNeeded.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"key\":null}",
                "{\"key\":\"\"}",
                "{\"key\":7}",
                "{\"key\":{}}",
                "{\"key\":\" \"}",
                "{\"key\":\"a b\"}"
            })
    void answerWithoutAUsableKeyIsUnexpected(String body) {
        // TTS 30
        assertThat(refused(PlatformServer.json(200, body)))
                .isInstanceOf(UnexpectedResponse.class)
                .hasMessageContaining("'key'");
        server.answers(PlatformServer.json(201, body));
        assertThatThrownBy(() -> client.register(FORM))
                .as("a user who probably exists must not be hidden")
                .isInstanceOf(OutcomeUnknown.class);
    }

    @Test
    void furtherMembersBesideTheKeyAreIgnored() {
        // TTS 31
        assertThat(signedIn(200, "{\"user\":{\"pk\":1},\"key\":\"k1\",\"expiry\":null}")
                        .token()
                        .value()
                        .reveal())
                .isEqualTo("k1");
    }

    @ParameterizedTest
    @CsvSource({
        "'<html><h1>Hi</h1></html>', HTML page",
        "'',                         empty body",
        "'{\"key\":\"abc',           text",
        "'[]',                       JSON array",
        "'null',                     bare JSON value",
    })
    void malformedAnswerSaysStatusAndShape(String body, String shape) {
        // TTS 32
        assertThat(refused(PlatformServer.json(200, body)))
                .isInstanceOfAny(UnexpectedResponse.class, Misconfigured.class)
                .hasMessageContaining("answered 200")
                .hasMessageContaining(shape);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFF{\"key\":\"k1\"}", "  \n {\"key\":\"k1\"}"})
    void byteOrderMarkAndLeadingBlanksAreAccepted(String body) {
        // TTS 33
        assertThat(signedIn(201, body).token().value().reveal()).isEqualTo("k1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json; charset=utf-8", "application/vnd.api+json", ""})
    void typeOfTheBodyHardlyMatters(String type) {
        // TTS 34
        var answer = PlatformServer.empty(201).body("{\"key\":\"k1\"}");
        server.answers(type.isEmpty() ? answer : answer.header("Content-Type", type));
        assertThat(client.register(FORM)).isInstanceOf(SignedIn.class);
    }

    @Test
    void htmlIsNotParsed() {
        // TTS 34
        assertThat(refused(PlatformServer.html(200, "{\"key\":\"k1\"}"))).isInstanceOf(Misconfigured.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a1b2-G.t_~+/=", "x", "0123456789abcdef0123456789abcdef01234567"})
    void keyIsOpaque(String key) {
        // TTS 35
        assertThat(signedIn(201, "{\"key\":\"" + key + "\"}").token().value().reveal())
                .isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"pk\":1}',                                        1",
        "'{\"id\":\"7\"}',                                    7",
        "'{\"pk\":9007199254740993}',                         9007199254740993",
        "'{\"id\":\"11111111-1111-4111-8111-111111111111\"}', 11111111-1111-4111-8111-111111111111",
        "'{\"pk\":null,\"id\":5}',                            5",
    })
    void userIdIsExactText(String body, String id) {
        // TTS 36
        server.answers(PlatformServer.json(200, body));
        assertThat(client.currentUser(session()).id()).contains(id);
    }

    @Test
    void userMayLackEverything() {
        // TTS 37
        server.answers(PlatformServer.json(200, "{\"email\":null}"), PlatformServer.json(200, "{\"email\":\"\"}"));
        assertThat(client.currentUser(session())).satisfies(user -> {
            assertThat(user.id()).isEmpty();
            assertThat(user.email()).isEmpty();
            assertThat(user.fullName()).isEmpty();
        });
        assertThat(client.currentUser(session()).email()).isEmpty();
    }

    @Test
    void unknownMembersOfAUserAreKept() {
        // TTS 38
        server.answers(
                PlatformServer.json(
                        200,
                        "{\"pk\":1,\"email\":\"a@b.c\",\"full_name\":\"A\",\"role\":{\"name\":\"trader\",\"rights\":[1,null]}}"));
        TtsUser user = client.currentUser(session());
        assertThat(user.email()).contains("a@b.c");
        assertThat(user.fullName()).contains("A");
        assertThat(user.raw().get("role"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("name", "trader");
        assertThat(user.raw()).isInstanceOf(Map.class).containsOnlyKeys("pk", "email", "full_name", "role");
    }
}
