package io.gatepass.autoshares;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.autoshares.AutosharesChallenge.Code;
import io.gatepass.autoshares.AutosharesChallenge.Pin;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.Secret;
import io.gatepass.testkit.LeakProbe;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no header carries unchanged is refused before a socket opens, by the name of its field. */
class AutosharesInputTest extends AutosharesTestBase {
    private static Stream<String> withControlCharacters() {
        return IntStream.concat(IntStream.range(0, 0x20), IntStream.of(0x7F))
                .mapToObj(c -> "marker-" + Character.toString(c) + "-4711");
    }

    @ParameterizedTest
    @MethodSource("withControlCharacters")
    @ValueSource(strings = {"marker-\r\nX-Evil: 1"})
    void controlCharacterIsRefusedInEveryField(String value) {
        // AS 8
        assertThatEveryFieldRefuses(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pässword-marker", "p€ssword-marker", "😀-marker", "marker\u00A0-4711"})
    void otherCharactersThanAsciiAreRefusedNotReplaced(String value) {
        // AS 9
        assertThatEveryFieldRefuses(value);
    }

    private void assertThatEveryFieldRefuses(String value) {
        Secret secret = Secret.of(value);
        Code code = askedForCode();
        Pin pin = askedForPin();
        LeakProbe.watching(value).run(() -> {
            assertRefused("username", value, () -> new AutosharesCredentials(value, PASSWORD));
            assertRefused("password", value, () -> new AutosharesCredentials("alice", secret));
            assertRefused("token", value, () -> token(value));
            assertRefused("code", value, () -> client.answer(code, secret));
            assertRefused("pin", value, () -> client.answer(pin, secret));
            assertRefused("password", value, () -> new AutosharesNewPassword(secret, secret));
            assertThatThrownBy(() -> AutosharesClient.connect(server.url(), secret))
                    .isInstanceOf(Misconfigured.class)
                    .hasMessageStartingWith("app key: ")
                    .hasMessageNotContaining(value)
                    .hasNoCause();
            return "refused";
        });
        server.expect(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {" hunter22", "hunter22 ", "\thunter22", "hunter22\t"})
    void blanksAroundAPasswordAreRefusedNotDropped(String value) {
        // AS 10
        assertRefused("password", value, () -> new AutosharesCredentials("alice", Secret.of(value)));
        assertRefused("password", value, () -> new AutosharesNewPassword(Secret.of(value), Secret.of(value)));
        assertRefused("username", value, () -> new AutosharesCredentials(value, PASSWORD));
        Pin pin = askedForPin();
        assertRefused("pin", value, () -> client.answer(pin, Secret.of(value)));
        server.expect(1);
    }

    @Test
    void blanksInsideAPasswordAreFine() {
        // AS 10
        server.answers(succeeded(TOKEN));
        client.login(new AutosharesCredentials("alice", Secret.of("p  w d")));
        assertThat(server.onlyRequest().header("Password")).contains("p  w d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void blankInputIsRefusedByField(String blank) {
        // AS 11
        assertRefused("username", blank, () -> new AutosharesCredentials(blank, PASSWORD));
        assertRefused("password", blank, () -> new AutosharesCredentials("alice", Secret.of(blank)));
        assertRefused("username", blank, () -> new AutosharesCredentials(null, PASSWORD));
        assertRefused("password", blank, () -> new AutosharesCredentials("alice", null));
        assertThatThrownBy(() -> AutosharesClient.connect(server.url(), Secret.of(blank)))
                .isInstanceOf(Misconfigured.class)
                .hasMessageStartingWith("app key: ");
        server.expect(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {" 123456\n", "123456", "\t123456\r\n"})
    void codeIsPastedWithBlanksAroundIt(String pasted) {
        // AS 12
        Code asked = askedForCode();
        server.answers(succeeded(TOKEN));
        client.answer(asked, Secret.of(pasted));
        assertThat(server.requests().get(1).header("VerificationCode")).contains("123456");
    }

    @Test
    void codeNeedNotBeSixDigits() {
        // AS 12
        Code asked = askedForCode();
        server.answers(succeeded(TOKEN));
        client.answer(asked, Secret.of("AB-12 cd/=+~9"));
        assertThat(server.requests().get(1).header("VerificationCode")).contains("AB-12 cd/=+~9");
    }

    @Test
    void refusedCodeLeavesTheQuestionOpen() {
        // AS 12
        Code asked = askedForCode();
        assertRefused("code", "", () -> client.answer(asked, Secret.of("")));
        assertRefused("code", " ", () -> client.answer(asked, Secret.of(" \n")));
        assertRefused("code", "", () -> client.answer(asked, null));
        server.answers(succeeded(TOKEN));
        assertThat(client.answer(asked, CODE).orElseThrow().token()).isEqualTo(token(TOKEN));
        server.expect(2);
    }

    @Test
    void whatServersCutOffIsNotSent() {
        // AS 13
        String long64k = "x".repeat(64 * 1024);
        assertRefused("password", long64k, () -> new AutosharesCredentials("alice", Secret.of(long64k)));
        assertRefused("username", long64k, () -> new AutosharesCredentials(long64k, PASSWORD));
        server.expect(0);
    }

    @Test
    void settingsThatCannotWorkAreRefusedWhenTheClientIsBuilt() {
        assertThatThrownBy(() -> builder().pinMethod("GET").build())
                .isInstanceOf(Misconfigured.class)
                .hasMessageStartingWith("PIN method: ");
        assertThatThrownBy(() -> builder().webOrigin("trade.acme.example").build())
                .isInstanceOf(Misconfigured.class)
                .hasMessageStartingWith("web origin: ");
        assertThatThrownBy(() -> builder().questionLife(Duration.ZERO).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("questionLife: ");
    }
}
