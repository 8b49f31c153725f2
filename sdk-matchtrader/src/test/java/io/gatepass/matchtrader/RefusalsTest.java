package io.gatepass.matchtrader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Lifetime;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.PlatformServer.Answer;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which refusal of the platform is which error, call by call. */
class RefusalsTest extends MatchTraderTestBase {
    /** The calls of a trader, each of which sends one request. */
    private enum Call {
        DETAILS,
        LOGIN,
        REDEEM,
        REGISTER,
        READ,
        ORDER,
        CHANGE_PASSWORD,
        RESET_PASSWORD
    }

    private String outcome(Call call, Answer answer) {
        RenewableSession<MatchTraderTokens> session = signedIn(session("t-1"));
        int before = server.requestCount();
        server.answers(answer);
        Throwable failure = catchThrowable(() -> make(call, session));
        assertThat(failure).isInstanceOf(AuthException.class);
        assertThat(server.requestCount()).as("sent once").isEqualTo(before + 1);
        return failure instanceof Rejected rejected
                ? rejected.ground().name()
                : failure.getClass().getSimpleName();
    }

    private Object make(Call call, RenewableSession<MatchTraderTokens> session) {
        switch (call) {
            case DETAILS -> platform.details();
            case LOGIN -> platform.login(ALICE);
            case REDEEM -> platform.redeem(LoginTicket.of(Secret.of("ott-1"), Lifetime.unstated()));
            case REGISTER -> platform.register(MatchTraderRegistration.of("o", "a@b.c", PASSWORD));
            case READ -> platform.trading(session, FIRST).get("balance");
            case ORDER -> platform.trading(session, FIRST).post("position/open", Map.of());
            case CHANGE_PASSWORD -> platform.passwords().change(session, PASSWORD, Secret.of("another-1"));
            case RESET_PASSWORD -> platform.passwords().requestReset("a@b.c", "https://x.example.com/new");
        }
        return call;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // call       | 400, 401, 403, 409, 422, 500
                "DETAILS         | FORM UnexpectedResponse NOT_PERMITTED FORM FORM Unavailable",
                "LOGIN           | FORM CREDENTIALS NOT_PERMITTED FORM FORM Unavailable",
                "REDEEM          | ONE_TIME_TOKEN ONE_TIME_TOKEN NOT_PERMITTED ONE_TIME_TOKEN ONE_TIME_TOKEN OutcomeUnknown",
                "REGISTER        | FORM UnexpectedResponse NOT_PERMITTED ALREADY_REGISTERED FORM OutcomeUnknown",
                "READ            | FORM ReauthenticationRequired NOT_PERMITTED FORM FORM Unavailable",
                "ORDER           | FORM ReauthenticationRequired NOT_PERMITTED FORM FORM OutcomeUnknown",
                "CHANGE_PASSWORD | FORM ReauthenticationRequired NOT_PERMITTED FORM FORM OutcomeUnknown",
                "RESET_PASSWORD  | FORM UnexpectedResponse NOT_PERMITTED FORM FORM OutcomeUnknown",
            })
    void statusDecidesWhereNoWordDoes(Call call, String expected) {
        // MT 20, 45, 46, 49, 72
        var outcomes = new ArrayList<String>();
        for (int status : new int[] {400, 401, 403, 409, 422, 500}) {
            outcomes.add(outcome(call, json(status, "{\"errorMessage\":\"No.\"}")));
        }
        assertThat(String.join(" ", outcomes)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"DETAILS", "LOGIN", "REDEEM", "REGISTER", "READ", "ORDER", "CHANGE_PASSWORD", "RESET_PASSWORD"})
    void someThingsMeanTheSameEverywhere(Call call) {
        // MT 19, 60, 76, 78
        assertThat(outcome(call, json(429, "{}"))).isEqualTo("RateLimited");
        assertThat(outcome(call, json(404, "{}"))).isEqualTo("Misconfigured");
        assertThat(outcome(call, PlatformServer.html(404, "<html></html>"))).isEqualTo("Misconfigured");
        assertThat(outcome(call, PlatformServer.html(403, "<html></html>"))).isEqualTo("Misconfigured");
        assertThat(outcome(call, PlatformServer.html(401, "<html></html>"))).isEqualTo("Misconfigured");
        assertThat(outcome(call, PlatformServer.empty(302).header("Location", "https://x.example.com/")))
                .isEqualTo("Misconfigured");
        assertThat(outcome(call, json(418, "{}"))).isEqualTo("UnexpectedResponse");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOGIN", "REDEEM", "REGISTER", "READ", "ORDER", "CHANGE_PASSWORD"})
    void wordDecidesWhateverTheStatusOfTheRefusal(Call call) {
        // MT 21, 22
        for (int status : new int[] {400, 401, 403, 422}) {
            assertThat(outcome(call, json(status, "{\"error\":{\"type\":\"ACCOUNT_DELETED\"}}")))
                    .isEqualTo("BLOCKED");
            assertThat(outcome(call, json(status, "{\"error\":{\"type\":\"EMAIL_UNVERIFIED\"}}")))
                    .isEqualTo("UNVERIFIED");
            assertThat(outcome(call, json(status, "{\"requiresTfa\":true}"))).isEqualTo("SECOND_FACTOR");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void wordOfAServerThatIsOverwhelmedDecidesNothing(int status) {
        // MT 22, 76
        assertThat(outcome(Call.LOGIN, json(status, "{\"error\":{\"type\":\"ACCOUNT_DELETED\"}}")))
                .isIn("RateLimited", "Unavailable");
    }

    @ParameterizedTest
    @CsvSource({
        "tfaRequired, true",
        "requiresTfa, true",
        "TFA_REQUIRED, true",
        "mfa, true",
        "MFA, true",
        "2fa, true",
        "two-factor authentication, true",
        "twoFactor, true",
        "Second factor needed, true",
        "verification code, true",
        "Verification-Code, true",
        "CAPTCHA, true",
        "comfandi, false",
        "STFAX, false",
        "outfall, false",
        "verified, false",
        "factory two, false",
        "code, false"
    })
    void demandOfAFactorIsRecognisedAndNothingElseIs(String word, boolean demand) {
        // MT 21
        String expected = demand ? Ground.SECOND_FACTOR.name() : Ground.CREDENTIALS.name();
        assertThat(outcome(Call.LOGIN, json(401, "{\"message\":\"" + word + "\"}")))
                .isEqualTo(expected);
    }

    @Test
    void businessRefusalOfARenewalEndsTheSessionLikeAnyOther() {
        // MT 39, 81
        RenewableSession<MatchTraderTokens> session = signedIn(session("t-1"));
        time.advance(LIFE);
        server.answers(json(200, "{\"status\":\"REJECTED\",\"errorMessage\":\"No.\"}"));
        assertThat(catchThrowable(session::authorization))
                .isInstanceOf(AuthException.ReauthenticationRequired.class)
                .hasMessageContaining("refused the renewal");
        server.expect(2);
    }

    @Test
    void explainingHeadersOfTheEdgeAreKept() {
        // MT 78
        server.answers(PlatformServer.html(403, "<html></html>")
                .header("cf-mitigated", "challenge")
                .header("X-Request-Id", "req-1"));
        AuthException blocked = (AuthException) catchThrowable(() -> platform.login(ALICE));
        assertThat(blocked.answer().orElseThrow().headers())
                .containsEntry("cf-mitigated", "challenge")
                .containsEntry("x-request-id", "req-1");
    }
}
