package io.gatepass.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatepass.testkit.FakeAutoshares;
import io.gatepass.testkit.FakeMatchTrader;
import io.gatepass.testkit.FakeTraderEvolution;
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
    void traderEvolutionGoesThroughWithoutAnySettings() {
        assertThat(run(Map.of())).isZero();
        assertThat(output())
                .contains("TraderEvolution, embedded fake", "2. looked up a user", "id=")
                .contains("3. verified a one-time token", "TerminalUser[login=alice]")
                .contains("4. presented it again", "refused: ONE_TIME_TOKEN")
                .contains("5. called after its end", "renewed on the way: true")
                .contains("6. logged a trader in", "7. asked for the accounts", "8. logged out")
                .doesNotContain("correct horse");
    }

    @Test
    void sameProgramTalksToTheTraderEvolutionInTheEnvironment() {
        try (FakeTraderEvolution te = FakeTraderEvolution.start()) {
            te.addUser("crm", PASSWORD);
            String token = te.addTrader("trader1", PASSWORD).issueOneTimeToken();
            assertThat(run(Map.of(
                            "GATEPASS_TE_BO_BASE_URL",
                            te.backOfficeUrl() + "/",
                            "GATEPASS_TE_BO_LOGIN",
                            "crm",
                            "GATEPASS_TE_BO_PASSWORD",
                            PASSWORD,
                            "GATEPASS_TE_BO_OTT",
                            token,
                            "GATEPASS_TE_CLIENT_BASE_URL",
                            te.clientUrl(),
                            "GATEPASS_TE_CLIENT_LOGIN",
                            "trader1",
                            "GATEPASS_TE_CLIENT_PASSWORD",
                            PASSWORD)))
                    .isZero();
            assertThat(output())
                    .contains("GATEPASS_TE_BO_BASE_URL", "renewed", "TerminalUser[login=trader1]", "LOGGED_OUT")
                    .doesNotContain("FakeTraderEvolution", PASSWORD, token);
            assertThat(te.presented(token)).isEqualTo(2);
            assertThat(te.tally().renewals()).isEqualTo(1);
        }
    }

    @Test
    void traderEvolutionsSettingsAreAskedForByName() {
        assertThat(run(Map.of("GATEPASS_TE_BO_BASE_URL", "http://localhost:1"))).isEqualTo(1);
        assertThat(run(Map.of("GATEPASS_TE_CLIENT_BASE_URL", "http://localhost:1")))
                .isEqualTo(1);
        assertThat(output()).contains("set GATEPASS_TE_BO_LOGIN", "set GATEPASS_TE_CLIENT_LOGIN");
    }

    @Test
    void sameProgramTalksToTheBackendInTheEnvironment() {
        try (FakeTts backend = FakeTts.start()) {
            backend.addUser("alice@example.com", PASSWORD);
            assertThat(run(real(backend))).isZero();
            assertThat(output().split("TraderEvolution")[0])
                    .contains("Not logged out", "GATEPASS_TTS_LOGOUT=yes")
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
            assertThat(mt.tally().strays()).isEmpty();
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

    @Test
    void autosharesGoesThroughWithoutAnySettings() {
        assertThat(run(Map.of())).isZero();
        assertThat(output())
                .contains("Autoshares, embedded fake", "1. checked the app key", "2. was asked", "Code[")
                .contains("3. was asked", "Pin[", "4. signed in", "5. asked who this is", "alice@example.com")
                .contains("6. agreements to sign", "Market data", "7. logged out")
                .contains("8. asked for consent", "9. signed in by OAuth", "10. renewed", "11. revoked")
                .doesNotContain("correct horse", "471100", "asat_", "quickstart-secret");
    }

    @Test
    void sameProgramTalksToTheAutosharesInTheEnvironment() {
        try (FakeAutoshares platform = FakeAutoshares.start()) {
            var user = platform.addUser("alice", PASSWORD);
            Map<String, String> environment = Map.of(
                    "GATEPASS_AUTOSHARES_BASE_URL",
                    platform.url() + "/",
                    "GATEPASS_AUTOSHARES_APP_KEY",
                    platform.appKey(),
                    "GATEPASS_AUTOSHARES_USERNAME",
                    "alice",
                    "GATEPASS_AUTOSHARES_PASSWORD",
                    PASSWORD);
            assertThat(run(environment)).isZero();
            assertThat(user.tokenCount()).as("logged out").isZero();
            user.requireCode();
            assertThat(run(environment)).isEqualTo(1);
            assertThat(output())
                    .contains("the platform of GATEPASS_AUTOSHARES_BASE_URL", "LOGGED_OUT", "there is no terminal")
                    .doesNotContain(PASSWORD, platform.appKey());
        }
    }

    @Test
    void autosharesSettingsAreAskedForByName() {
        assertThat(run(Map.of("GATEPASS_AUTOSHARES_BASE_URL", "http://localhost:1")))
                .isEqualTo(1);
        assertThat(output()).contains("set GATEPASS_AUTOSHARES_USERNAME");
    }
}
