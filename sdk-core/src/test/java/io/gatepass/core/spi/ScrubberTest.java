package io.gatepass.core.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatepass.core.Secret;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScrubberTest {
    private static String clean(String secret, String text) {
        return new Scrubber(List.of(Secret.of(secret))).clean(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "p w", "a\"b\\c", "<&>'\"", "é€😀", "1234", "x", "a+b/c==", "$1 \\E.*"})
    void secretIsMaskedInEverySpelling(String secret) {
        String percent = URLEncoder.encode(secret, UTF_8);
        for (String spelling : List.of(secret, percent, percent.replace("+", "%20"))) {
            assertThat(clean(secret, "§" + spelling + "§")).isEqualTo("§██§");
        }
    }

    @Test
    void randomSecretNeverSurvivesWhateverStandsAroundIt() {
        var random = new Random(4711);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder secret = new StringBuilder();
            for (int length = 4 + random.nextInt(20); length > 0; length--) {
                secret.append((char) ('!' + random.nextInt(94)));
            }
            String noise = "n".repeat(random.nextInt(30));
            assertThat(clean(
                            secret.toString(),
                            noise + secret + noise + secret.toString().toUpperCase(java.util.Locale.ROOT)))
                    .doesNotContainIgnoringCase(secret);
        }
    }

    @Test
    void tokenIsMaskedWithAndWithoutItsScheme() {
        assertThat(clean("Bearer abc-1", "got Bearer abc-1, meaning abc-1")).isEqualTo("got ██, meaning ██");
    }

    @ParameterizedTest
    @CsvSource({
        "This password is too short. It must contain at least 8 characters., 1",
        "User with specified login already exists,                           1",
        "No resource at /proftrading/rest/auth/token,                        1",
        "Invalid: 0123456789abcdef0123456789abcdef01234567,                  0",
        "Invalid: eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl,          0",
        "Invalid: 66666666-6666-4666-8666-666666666666,                      0",
    })
    void ordinarySentencesStayAndTokensGo(String text, int kept) {
        assertThat(new Scrubber(List.of()).clean(text)).isEqualTo(kept == 1 ? text : "Invalid: ██");
    }

    @Test
    void urlsLoseAllBehindTheHost() {
        assertThat(new Scrubber(List.of()).clean("see https://h.example:8443/a/b?token=x#y."))
                .isEqualTo("see https://h.example:8443");
    }

    @Test
    void controlCharactersBecomeBlanksAndLengthIsBounded() {
        assertThat(new Scrubber(List.of()).clean("a\r\n\u001b[31mb\u0000c")).isEqualTo("a [31mb c");
        assertThat(new Scrubber(List.of()).clean("word ".repeat(1000))).hasSizeLessThanOrEqualTo(301);
    }

    @Test
    void singleWordUnderATellingNameIsTakenForASecret() {
        Map<String, List<String>> cleaned = new Scrubber(List.of())
                .clean(Map.of(
                        "ConfirmationToken", List.of("conf-1"),
                        "password1", List.of("This password is too common."),
                        "d.refresh_token", List.of("r1"),
                        "PersonalPhrase", List.of("my cat"),
                        "Reason", List.of("Denied")));
        assertThat(cleaned)
                .containsEntry("ConfirmationToken", List.of("██"))
                .containsEntry("password1", List.of("This password is too common."))
                .containsEntry("d.refresh_token", List.of("██"))
                .containsEntry("PersonalPhrase", List.of("██"))
                .containsEntry("Reason", List.of("Denied"));
    }

    @Test
    void longRunIsATokenWhereverItsDigitIs() {
        String letters = "x".repeat(300);
        assertThat(clean("hunter2", "a " + letters + "1 b")).isEqualTo("a ██ b");
        assertThat(clean("hunter2", "a 1" + letters + " b")).isEqualTo("a ██ b");
        assertThat(clean("hunter2", "a " + "x".repeat(100) + " b")).isEqualTo("a " + "x".repeat(100) + " b");
    }
}
