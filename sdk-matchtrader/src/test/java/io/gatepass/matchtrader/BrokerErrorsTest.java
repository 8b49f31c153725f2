package io.gatepass.matchtrader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.PlatformServer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form in which a broker's API says no. */
class BrokerErrorsTest extends MatchTraderTestBase {
    private AuthException created(Answer answer) {
        brokerServer.answers(answer);
        return catchThrowableOfType(AuthException.class, () -> broker.createAccount(NEW_ALICE));
    }

    private AuthException changed(Answer answer) {
        brokerServer.answers(answer);
        return catchThrowableOfType(AuthException.class, () -> broker.changePassword("u-1", Secret.of("new-pw-123")));
    }

    @Test
    void problemFormKeepsItsTypeAndWords() {
        // MT 71, 72
        Rejected refusal = (Rejected) created(json(
                409,
                "{\"status\":409,\"title\":\"User account already exists.\",\"detail\":\"There is one.\","
                        + "\"path\":\"/v1/user-accounts\",\"type\":\"error://broker-api/user-account/already-exists\","
                        + "\"timestamp\":\"2026-01-05T10:00:00.123Z\"}"));
        assertThat(refusal.ground()).isEqualTo(Ground.ALREADY_REGISTERED);
        assertThat(refusal.fieldErrors().get("type")).containsExactly("error://broker-api/user-account/already-exists");
        assertThat(refusal.fieldErrors().get("title")).containsExactly("User account already exists.");
        assertThat(refusal.answer().orElseThrow().status()).isEqualTo(409);
    }

    @Test
    void springFormKeepsItsWordsToo() {
        // MT 71
        Rejected refusal = (Rejected) created(json(
                400,
                "{\"timestamp\":\"2026-01-05T10:00:00Z\",\"status\":400,\"error\":\"Bad Request\","
                        + "\"message\":\"password: too short\",\"path\":\"/v1/accounts\"}"));
        assertThat(refusal.ground()).isEqualTo(Ground.FORM);
        assertThat(refusal.fieldErrors().get("message")).containsExactly("password: too short");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 422})
    void pageMeansBlockedBeforeTheApi(int status) {
        // MT 71, 78
        assertThat(created(PlatformServer.html(status, "<html><h1>Forbidden</h1></html>")))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("allow-list");
    }

    @ParameterizedTest
    @CsvSource({
        "401, {}, wrong or revoked",
        "400, '{\"message\":\"Invalid apiToken\"}', wrong or revoked",
        "403, '{\"title\":\"Forbidden\"}', lacks the right",
    })
    void keyThatIsWrongOrLacksARightIsTheOperators(int status, String body, String words) {
        // MT 71
        assertThat(created(json(status, body)))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource({
        "409, UNSPECIFIED",
        "422, FORM",
        "404, UNSPECIFIED",
        "400, FORM",
    })
    void refusalHasItsGround(int status, Ground ground) {
        // MT 72
        assertThat(groundOf(changed(json(status, "{\"title\":\"No.\",\"detail\":\"Really.\"}"))))
                .isEqualTo(ground);
    }

    @ParameterizedTest
    @ValueSource(ints = {402, 410, 418, 451, 499, 599, 300, 226 + 400})
    void unknownStatusIsTypedToo(int status) {
        // MT 72
        assertThat(created(json(status, "{\"type\":\"error://broker-api/x/brand-new\"}")))
                .isInstanceOf(AuthException.class);
        assertThat(created(json(status, "not json"))).isInstanceOf(AuthException.class);
    }

    @Test
    void serverErrorsAndThrottlingAreToldApart() {
        // MT 73, 76
        assertThat(created(json(500, "{\"title\":\"Internal application error\"}")))
                .isInstanceOf(OutcomeUnknown.class);
        assertThat(created(PlatformServer.html(502, "<html></html>"))).isInstanceOf(OutcomeUnknown.class);
        assertThat(created(json(429, "{}"))).isInstanceOf(RateLimited.class);
        brokerServer.expect(3);
    }

    @Test
    void echoedSecretIsMasked() {
        // MT 23
        AuthException refusal =
                created(json(400, "{\"message\":\"correct horse 1 is weak\",\"apiKey\":\"broker-key-1\"}"));
        assertThat(refusal.getMessage() + refusal.answer() + ((Rejected) refusal).fieldErrors())
                .contains("is weak")
                .doesNotContain("correct horse 1", "broker-key-1");
    }
}
