package io.gatepass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The runner: what it takes for a difference, what it skips, and what it keeps to itself. */
class ConformanceRunnerTest {
    private static final String PASSWORD = "correct horse 1";
    private static final String BODY = "{\"email\":\"alice@example.com\",\"password\":\"${password}\"}";

    private final FakeTts fake = FakeTts.start();
    private final Map<String, String> settings = new HashMap<>(
            Map.of("baseUrl", fake.url(), "platform", "tts", "user", "alice@example.com", "password", PASSWORD));

    {
        fake.addUser("alice@example.com", PASSWORD);
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    private static ConformanceExchange login(String effect, String answer) {
        return exchange("{\"name\":\"Login\",\"page\":\"p\",\"effect\":\"" + effect
                + "\",\"request\":{\"method\":\"POST\",\"path\":\"/auth/login/\",\"body\":" + BODY + "},\"answer\":"
                + answer + "}");
    }

    private static ConformanceExchange exchange(String json) {
        try {
            return ConformanceExchange.of((Map<?, ?>) FakeJson.parse(json));
        } catch (FakeJson.Malformed e) {
            throw new AssertionError(json, e);
        }
    }

    private void run(ConformanceExchange exchange) {
        try (var run = new ConformanceRun(new ConformanceReal(settings))) {
            run.run(exchange);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'status':200}",
                "{'status':[201,200]}",
                "{'status':200,'body':{'key':'<text>'},'exact':true}",
                "{'status':200,'body':{'key':'<any>'}}",
                "{'status':200,'body':'<object>'}",
                "{'status':200,'body':{'access':'<absent>'}}",
                "{'status':200,'body':{'<one of>':[{'token':'<text>'},{'key':'<text>'}]}}",
                "{'status':200,'headers':{'Content-Type':'application/<text>','WWW-Authenticate':null}}"
            })
    void anExpectedAnswerPasses(String answer) {
        assertThatCode(() -> run(login("read-only", answer.replace('\'', '"')))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'status':201} | status: expected 201, found 200",
                "{'status':[201,204]} | status: expected 201 or 204, found 200",
                "{'status':200,'body':{'detail':'<text>'}} | /detail: expected \"<text>\", found nothing",
                "{'status':200,'body':{'key':'<number>'}} | /key: expected \"<number>\", found another text",
                "{'status':200,'body':{'key':'<uuid>'}} | /key: expected \"<uuid>\", found another text",
                "{'status':200,'body':{'key':null}} | /key: expected null, found another text",
                "{'status':200,'body':{'key':['<text>']}} | /key: expected [\"<text>\"], found another text",
                "{'status':200,'body':{'key':'<absent>'}} | /key: expected \"<absent>\", found another text",
                "{'status':200,'body':[]} | /: expected [], found an object",
                "{'status':200,'body':{},'exact':true} | /: has more members than expected",
                "{'status':200,'text':''} | body: expected \"\", found another text",
                "{'status':200,'body':{'<one of>':[{'a':1},{'b':1}]}} | found an object",
                "{'status':200,'headers':{'Content-Type':'text/html'}} | header Content-Type: expected \"text/html\"",
                "{'status':200,'headers':{'Location':'/'}} | header Location: expected \"/\", found nothing",
                "{'status':200,'headers':{'Allow':null}} | header Allow: expected none, found one"
            })
    void aDifferentAnswerFails(String answer, String difference) {
        String key = loggedIn();
        assertThatThrownBy(() -> run(login("read-only", answer.replace('\'', '"'))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Login")
                .hasMessageContaining(difference)
                .hasMessageNotContaining(key)
                .hasMessageNotContaining(PASSWORD)
                .hasNoCause();
    }

    private String loggedIn() {
        run(login("read-only", "{\"status\":200}"));
        return fake.user("alice@example.com").flatMap(FakeTts.User::key).orElseThrow();
    }

    @Test
    void anotherValueThanThatOfAVariableFailsWithoutTellingEither() {
        ConformanceExchange exchange = login("read-only", "{\"status\":200,\"body\":{\"key\":\"${password}\"}}");
        assertThatThrownBy(() -> run(exchange))
                .hasMessageContaining("/key: expected \"${password}\", found another text")
                .hasMessageNotContaining(PASSWORD);
    }

    @Test
    void anExchangeWhoseVariableIsUnknownIsSkippedAndSaysWhich() {
        settings.remove("password");
        assertThatThrownBy(() -> run(login("read-only", "{\"status\":200}")))
                .isInstanceOf(ConformanceSkipped.class)
                .hasMessageContaining("${password}");
        assertThat(fake.requests()).isEmpty();
    }

    @Test
    void aDestructiveExchangeIsNotRunAgainstARealPlatformUnlessAskedFor() {
        assertThatThrownBy(() -> run(login("destructive", "{\"status\":200}")))
                .isInstanceOf(ConformanceSkipped.class)
                .hasMessageContaining("destructive");
        assertThat(fake.requests()).isEmpty();

        settings.put("destructive", "true");
        run(login("destructive", "{\"status\":200}"));
        assertThat(fake.requests()).hasSize(1);
    }

    @Test
    void anExchangeForAnotherSetUpOrAnotherApiIsSkipped() {
        String rest = "\"name\":\"n\",\"page\":\"p\",\"effect\":\"read-only\","
                + "\"request\":{\"method\":\"GET\",\"path\":\"/\"},\"answer\":{\"status\":404}}";
        assertThatThrownBy(() -> run(exchange("{\"setUp\":\"jwt\"," + rest))).isInstanceOf(ConformanceSkipped.class);
        assertThatThrownBy(() -> run(exchange("{\"api\":\"back office\"," + rest)))
                .isInstanceOf(ConformanceSkipped.class)
                .hasMessageContaining("conformance.baseUrl.back-office");
        assertThat(fake.requests()).isEmpty();
    }

    @Test
    void capturedValuesAreKnownToLaterExchanges() {
        String user = "{\"name\":\"User\",\"page\":\"p\",\"effect\":\"read-only\",\"request\":{\"method\":\"GET\","
                + "\"path\":\"/authentication/user/\",\"headers\":{\"Authorization\":\"Token ${key}\"}},"
                + "\"answer\":{\"status\":200}}";
        String login = "{\"name\":\"Login\",\"page\":\"p\",\"effect\":\"read-only\",\"request\":{\"method\":\"POST\","
                + "\"path\":\"/auth/login/\",\"body\":" + BODY + "},\"answer\":{\"status\":200},"
                + "\"capture\":{\"key\":\"/key\"}}";
        try (var run = new ConformanceRun(new ConformanceReal(settings))) {
            run.run(exchange(login));
            assertThatCode(() -> run.run(exchange(user))).doesNotThrowAnyException();
        }
    }

    @Test
    void aValueThatNoHeaderCanCarryFailsWithoutTellingIt() {
        settings.put("key", "schlüssel");
        String user = "{\"name\":\"User\",\"page\":\"p\",\"effect\":\"read-only\",\"request\":{\"method\":\"GET\","
                + "\"path\":\"/\",\"headers\":{\"Authorization\":\"Token ${key}\"}},\"answer\":{\"status\":200}}";
        assertThatThrownBy(() -> run(exchange(user)))
                .isInstanceOf(AssertionError.class)
                .hasMessageNotContaining("schl")
                .hasNoCause();
    }

    @Test
    void noAnswerIsAFailureAndNothingIsSentTwice() {
        fake.plan("/auth/login/", Fault.droppedAnswer());
        assertThatThrownBy(() -> run(login("read-only", "{\"status\":200}")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Login: no answer");
        assertThat(fake.requests()).hasSize(1);
    }

    @Test
    void secretsDoNotGoToARealPlatformUnencrypted() {
        Map<String, String> plain = Map.of("baseUrl", "http://tts.example");
        assertThatThrownBy(() -> new ConformanceReal(plain)).hasMessageContaining("https");
    }

    @Test
    void settingsComeFromPropertiesAndTheEnvironment() {
        var properties = new Properties();
        properties.setProperty("conformance.baseUrl", "https://tts.example");
        properties.setProperty("conformance.user", "alice");
        properties.setProperty("user", "nobody");
        Map<String, String> environment = Map.of("CONFORMANCE_USER", "bob", "CONFORMANCE_APP_KEY", "k", "PATH", "/");
        assertThat(ConformanceReal.settings(properties, environment))
                .isEqualTo(Map.of("baseUrl", "https://tts.example", "user", "alice", "appKey", "k"));
    }

    @Test
    void aBaseUrlNeedsThePlatformsName() {
        assertThat(ConformanceReal.platform(Map.of("user", "alice"))).isEmpty();
        assertThat(ConformanceReal.platform(settings)).contains(PlatformName.TTS);
        Map<String, String> unnamed = Map.of("baseUrl", "https://tts.example");
        assertThatThrownBy(() -> ConformanceReal.platform(unnamed)).hasMessageContaining("conformance.platform");
    }
}
