package io.gatepass.core.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import okio.ByteString;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    private static Object parsed(String json) {
        JsonText.Parsed parsed = JsonText.parse(ByteString.encodeUtf8(json));
        assertThat(parsed.isJson()).isTrue();
        return parsed.value();
    }

    @Test
    void everyKindOfValueIsReadExactly() {
        assertThat(parsed("{\"s\":\"x\",\"n\":1.50,\"b\":true,\"z\":null,\"l\":[1,[2]],\"o\":{\"a\":\"\"}}"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("s", "x")
                .containsEntry("n", new BigDecimal("1.50"))
                .containsEntry("b", true)
                .containsEntry("z", null)
                .containsEntry("l", List.of(BigDecimal.ONE, List.of(new BigDecimal("2"))))
                .containsEntry("o", Map.of("a", ""));
        assertThat(parsed("null")).isNull();
        assertThat(parsed("\"x\"")).isEqualTo("x");
    }

    @Test
    void whatIsWrittenReadsTheSame() {
        var members = new LinkedHashMap<String, Object>();
        members.put("text", "a\u2028b\"\\\u0000é😀");
        members.put("nothing", null);
        members.put("list", Arrays.asList("x", null, 5L, new BigDecimal("1.10")));
        members.put("map", Map.of("inner", Secret.of("s")));
        members.put("left out", Optional.empty());
        assertThat(JsonText.parse(JsonText.write(members)).value())
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("text", "a\u2028b\"\\\u0000é😀")
                .containsEntry("nothing", null)
                .containsEntry("list", Arrays.asList("x", null, BigDecimal.valueOf(5), new BigDecimal("1.10")))
                .containsEntry("map", Map.of("inner", "s"))
                .doesNotContainKey("left out");
    }

    @Test
    void whatHasNoJsonIsTheProgrammersMistake() {
        assertThatThrownBy(() -> JsonText.write(Map.of("a", Map.of("when", new Object()))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a.when");
    }

    @Test
    void surrogatesMustComeInPairs() {
        assertThat(JsonText.wellFormed("f", "a😀b")).isEqualTo("a😀b");
        for (String broken : List.of("\uD83D", "a\uDE00", "\uDE00\uD83D", "\uD83D\uD83D\uDE00")) {
            assertThatThrownBy(() -> JsonText.wellFormed("f", broken))
                    .isInstanceOf(Rejected.class)
                    .hasMessage("f: must be valid Unicode text");
        }
    }

    @Test
    void noBytesMakeTheParserThrow() {
        var random = new Random(4711);
        String alphabet = "{}[]\":,0123456789.eE+-truefalsn \\u\u0000é";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(JsonText.parse(ByteString.encodeUtf8(text.toString()))).isNotNull();
        }
    }
}
