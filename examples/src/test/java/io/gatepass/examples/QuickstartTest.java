package io.gatepass.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatepass.testkit.FakeMatchTrader;
import io.gatepass.testkit.FakeTts;
import io.gatepass.testkit.Fault;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The first run of a newcomer, and what it says when something is wrong. */
class QuickstartTest {
    private static final String PASSWORD = "a real password 1";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private int run(Map<String, String> environment) {
        return Quickstart.run(new Settings(environment), new PrintStream(printed, true, UTF_8));
    }

    private String output() {
        return printed.toString(UTF_8);
    }

    private static Map<String, String> real(FakeTts backend) {
        return Map.of(
                "GATEPASS_TTS_BASE_URL",
                backend.url(),
                "GATEPASS_TTS_EMAIL",
                "alice@example.com",
                "GATEPASS_TTS_PASSWORD",
                PASSWORD);
    }

    @Test
    void everyStepGoesThroughWithoutAnySettings() {
        assertThat(run(Map.of())).isZero();
        assertThat(output())
                .contains("1. registered", "2. logged in", "3. asked who this is", "4. called with OkHttp")
                .contains("answered 200")
                .contains("5. built a dashboard link", "dashboard.example.com/██")
                .contains("6. logged out", "LOGGED_OUT")
                .contains("1. created an account", "2. got a one-time token", "LoginTicket[██", "3. redeemed it")
                .contains("4. called with both", "5. the same 20 minutes later", "RenewableSession[token 2]")
                .contains("6. handed over by link", "HandOver[http://localhost/██, cookies []]")
                .contains("7. handed over by cookie", "cookies [co-auth]]", "8. logged out", "FORGOTTEN")
                .contains("All done.")
                .doesNotContain("correct horse");
    }

    @Test
    void sameProgramTalksToTheBackendInTheEnvironment() {
        try (FakeTts backend = FakeTts.start()) {
            backend.addUser("alice@example.com", PASSWORD);
            assertThat(run(real(backend))).isZero();
            assertThat(output())
                    .contains("GATEPASS_TTS_LOGOUT=yes")
                    .doesNotContain("LOGGED_OUT")
                    .doesNotContain(PASSWORD);
            assertThat(backend.user("alice@example.com").orElseThrow().key())
                    .as("not logged out")
                    .isPresent();
        }
    }

    @Test
    void sameProgramTalksToTheTradersPlatformInTheEnvironment() {
        try (FakeMatchTrader mt = FakeMatchTrader.start()) {
            mt.addUser("bob@example.com", PASSWORD).account("700123");
            var environment = new HashMap<>(Map.of(
                    "GATEPASS_MATCHTRADER_BASE_URL",
                    mt.platformUrl(),
                    "GATEPASS_MATCHTRADER_EMAIL",
                    "bob@example.com",
                    "GATEPASS_MATCHTRADER_PASSWORD",
                    PASSWORD));
            assertThat(run(environment)).isZero();
            assertThat(output()).contains("Set GATEPASS_MATCHTRADER_ACCOUNT");
            environment.put("GATEPASS_MATCHTRADER_ACCOUNT", "700123");
            environment.put("GATEPASS_MATCHTRADER_BROKER_ID", "0");
            environment.put("GATEPASS_MATCHTRADER_BROKER_API", "V1");
            environment.put("GATEPASS_MATCHTRADER_BROKER_URL", mt.brokerUrl());
            environment.put("GATEPASS_MATCHTRADER_BROKER_KEY", mt.addBrokerKey());
            assertThat(run(environment)).isZero();
            assertThat(output())
                    .contains("account 700123 answered", "RenewableSession[token 2]", "handed over by link")
                    .doesNotContain(PASSWORD, "?auth=");
            assertThat(mt.ledger().strays()).isEmpty();
        }
    }

    @Test
    void refusalEndsWithAHelpfulSentence() {
        try (FakeTts backend = FakeTts.start()) {
            backend.addUser("alice@example.com", "another password 2");
            assertThat(run(real(backend))).isEqualTo(1);
            assertThat(output()).contains("Failed: ", "correct the input").doesNotContain(PASSWORD);
        }
    }

    @Test
    void everyKindOfTroubleHasItsAdvice() {
        try (FakeTts backend = FakeTts.start()) {
            backend.plan("/auth/registration/", Fault.throttled("7"));
            assertThat(run(real(backend))).isEqualTo(1);
            backend.plan("/auth/registration/", Fault.page(404));
            assertThat(run(real(backend))).isEqualTo(1);
            assertThat(output()).contains("Wait 7 s", "A setting is wrong");
        }
    }

    @Test
    void incompleteSettingsAreNamed() {
        assertThat(run(Map.of("GATEPASS_TTS_BASE_URL", "http://localhost:1"))).isEqualTo(1);
        assertThat(output()).contains("set GATEPASS_TTS_EMAIL");
    }

    @Test
    void unreachableBackendSaysThatNothingTookEffect() {
        FakeTts gone = FakeTts.start();
        gone.close();
        assertThat(run(real(gone))).isEqualTo(1);
        assertThat(output()).contains("Nothing took effect");
    }

    @Test
    void codeWithoutATerminalIsSaidSo() {
        try (FakeTts backend = FakeTts.start()) {
            backend.addUser("alice@example.com", PASSWORD).requireCode("123456");
            assertThat(run(real(backend))).isEqualTo(1);
            assertThat(output()).contains("no terminal");
        }
    }
}
