package io.gatepass.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.AuthException.UnexpectedResponse;
import io.gatepass.core.Secret;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.PlatformServer.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every documented refusal, and many that are not. */
class TtsErrorsTest extends TtsTestBase {
    private AuthException login(Answer answer) {
        server.answers(answer);
        return catchThrowableOfType(AuthException.class, () -> client.login(ALICE));
    }

    private AuthException register(Answer answer) {
        server.answers(answer);
        return catchThrowableOfType(AuthException.class, () -> client.register(FORM));
    }

    private AuthException user(Answer answer) {
        server.answers(answer);
        return catchThrowableOfType(AuthException.class, () -> client.currentUser(session()));
    }

    private static Answer nonField(String text) {
        return PlatformServer.json(400, "{\"non_field_errors\":[\"" + text + "\"]}");
    }

    private static Answer detail(int status, String text) {
        return PlatformServer.json(status, "{\"detail\":\"" + text + "\"}");
    }

    private static Ground groundOf(AuthException failure) {
        assertThat(failure).isInstanceOf(Rejected.class);
        return ((Rejected) failure).ground();
    }

    @Test
    void everyFieldAndMessageIsExposedInOrder() {
        // TTS 39, 43
        Rejected refusal = (Rejected) register(PlatformServer.json(
                400,
                "{\"password1\":[\"This password is too short. It must contain at least 8 characters.\","
                        + "\"This password is too common.\"],\"full_name\":[\"This field is required.\"]}"));
        assertThat(refusal.ground()).isEqualTo(Ground.FORM);
        assertThat(refusal.fieldErrors().keySet()).containsExactly("password1", "full_name");
        assertThat(refusal.fieldErrors().get("password1"))
                .containsExactly(
                        "This password is too short. It must contain at least 8 characters.",
                        "This password is too common.");
    }

    @Test
    void weakPasswordMayBeNamedUnderNoField() {
        // TTS 43
        Rejected refusal = (Rejected) register(nonField("The password is too similar to the username."));
        assertThat(refusal.ground()).isEqualTo(Ground.FORM);
        assertThat(refusal.fieldErrors()).containsKey("non_field_errors");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Email address already in use",
                "A user is already registered with this e-mail address.",
                "User is already registered with this e-mail address.",
                "EMAIL ADDRESS ALREADY IN USE."
            })
    void takenAddressIsRecognised(String sentence) {
        // TTS 40, 42
        assertThat(groundOf(register(PlatformServer.json(400, "{\"email\":[\"" + sentence + "\"]}"))))
                .isEqualTo(Ground.ALREADY_REGISTERED);
    }

    @Test
    void otherProblemOfTheAddressIsAFormError() {
        // TTS 40
        assertThat(groundOf(register(PlatformServer.json(400, "{\"email\":[\"Enter a valid email address.\"]}"))))
                .isEqualTo(Ground.FORM);
    }

    @ParameterizedTest
    @CsvSource({
        "Unable to log in with provided credentials.,                       CREDENTIALS",
        "Your account has been blocked. Please contact support.,            BLOCKED",
        "User account is disabled.,                                         BLOCKED",
        "E-mail is not verified.,                                           UNVERIFIED",
        "Email is not verified.,                                            UNVERIFIED",
        "EMAIL IS NOT VERIFIED,                                             UNVERIFIED",
        "Impossible de se connecter avec les informations fournies.,        UNSPECIFIED",
        "Something new,                                                     UNSPECIFIED",
    })
    void refusedLoginIsToldApartByItsSentence(String sentence, Ground ground) {
        // TTS 41, 42
        assertThat(groundOf(login(nonField(sentence)))).isEqualTo(ground);
    }

    @Test
    void sentenceDecidesOnAnyStatusOfRefusal() {
        // TTS 41
        for (int status : new int[] {400, 401, 403, 409, 422}) {
            assertThat(groundOf(login(PlatformServer.json(
                            status, "{\"non_field_errors\":[\"Unable to log in with provided credentials.\"]}"))))
                    .isEqualTo(Ground.CREDENTIALS);
        }
    }

    @Test
    void unknownLanguageFallsBackToTheFields() {
        // TTS 42
        Rejected refusal = (Rejected) login(PlatformServer.json(400, "{\"password\":[\"Ce champ est obligatoire.\"]}"));
        assertThat(refusal.ground()).isEqualTo(Ground.FORM);
        assertThat(refusal.fieldErrors()).containsEntry("password", List.of("Ce champ est obligatoire."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"email\":\"bare text\"}",
                "{\"email\":{\"inner\":[\"x\"]}}",
                "{\"email\":[{\"message\":\"x\",\"code\":\"y\"}]}",
                "{\"email\":5}",
                "{\"email\":null}",
                "{\"email\":[null,true,1.5]}"
            })
    void anyShapeOfFieldErrorsIsFlattened(String body) {
        // TTS 44
        Rejected refusal = (Rejected) register(PlatformServer.json(400, body));
        assertThat(refusal.ground()).isEqualTo(Ground.FORM);
        assertThat(refusal.fieldErrors().keySet()).allMatch(path -> path.startsWith("email"));
    }

    @Test
    void requestThatTheBackendCannotReadIsOurBug() {
        // TTS 45
        assertThat(login(detail(400, "JSON parse error - Expecting value")))
                .isInstanceOf(UnexpectedResponse.class)
                .hasMessageContaining("JSON parse error");
    }

    @Test
    void invalidKeyEndsTheSessionWithoutARetry() {
        // TTS 46, 86
        assertThat(user(detail(401, "Invalid token.").header("WWW-Authenticate", "Token")))
                .isInstanceOf(ReauthenticationRequired.class)
                .hasMessageContaining("not valid any more");
        server.expect(1);
    }

    @Test
    void inactiveUserIsNamedAsSuch() {
        // TTS 47
        assertThat(user(detail(401, "User inactive or deleted.")))
                .isInstanceOf(ReauthenticationRequired.class)
                .hasMessageContaining("inactive");
    }

    @ParameterizedTest
    @CsvSource({
        "Invalid token.,                                ReauthenticationRequired",
        "User inactive or deleted.,                     ReauthenticationRequired",
        "Authentication credentials were not provided., ReauthenticationRequired",
        "Invalid token header. No credentials provided., Misconfigured",
        "You do not have permission to perform this action., Rejected",
    })
    void forbiddenWithTheSameSentenceIsTheSame(String sentence, String kind) {
        // TTS 48
        assertThat(user(detail(403, sentence)).getClass().getSimpleName()).isEqualTo(kind);
    }

    @Test
    void cookieOnTheWayIsNamed() {
        // TTS 49
        assertThat(user(detail(403, "CSRF Failed: CSRF token missing or incorrect.")))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("cookie");
        assertThat(login(detail(403, "CSRF Failed: CSRF token missing or incorrect.")))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("cookie");
    }

    @Test
    void unauthorizedLoginIsNotAWrongPassword() {
        // TTS 50
        for (int status : new int[] {401, 403}) {
            assertThat(login(detail(status, "Invalid token.")))
                    .isInstanceOf(UnexpectedResponse.class)
                    .hasMessageContaining("where none are due");
            assertThat(register(detail(status, "Invalid token."))).isInstanceOf(UnexpectedResponse.class);
        }
    }

    @Test
    void wrongPathIsMisconfiguredAndNamesHostAndPath() {
        // TTS 51
        assertThat(login(PlatformServer.html(404, "<html><title>Not Found</title><p>" + "x".repeat(9999))))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("localhost")
                .hasMessageContaining("/auth/login/")
                .hasMessageNotContaining("xxx");
    }

    @Test
    void debugPageIsNeverDumped() {
        // TTS 52
        String page = "<!doctype html><title>RuntimeError at /auth/login</title><pre>" + "secret ".repeat(15_000);
        for (int status : new int[] {400, 403, 500}) {
            AuthException failure = login(PlatformServer.html(status, page));
            assertThat(failure.getMessage()).hasSizeLessThan(500).contains("RuntimeError at /auth/login");
        }
    }

    @Test
    void wrongMethodAndTypesKeepTheirExplanation() {
        // TTS 53
        assertThat(login(detail(405, "Method \\\"GET\\\" not allowed.").header("Allow", "POST, OPTIONS")))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("Method \"GET\" not allowed.")
                .hasMessageContaining("POST, OPTIONS");
        assertThat(login(detail(406, "Could not satisfy the request Accept header.")))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("Could not satisfy");
        assertThat(login(detail(415, "Unsupported media type"))).isInstanceOf(Misconfigured.class);
    }

    @ParameterizedTest
    @CsvSource({
        "60,                              60",
        "'Sun, 22 Nov 2026 10:01:30 GMT', 90",
        "-1,                              -1",
        "99999999,                        -1",
        "soon,                            -1",
        "'',                              -1",
    })
    void throttleTellsHowLongIfItCan(String header, long seconds) {
        // TTS 54, 55
        Answer throttled = detail(429, "Request was throttled.");
        var failure = (RateLimited) login(header.isEmpty() ? throttled : throttled.header("Retry-After", header));
        assertThat(failure.retryAfter().map(Duration::toSeconds).orElse(-1L)).isEqualTo(seconds);
        Answer again = detail(429, "Request was throttled.").header("Retry-After", "60");
        assertThat(register(again)).isInstanceOf(RateLimited.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void redirectIsNamedAndNeverFollowed(int status) {
        // TTS 56
        assertThat(login(PlatformServer.empty(status).header("Location", "/auth/login/?next=secret-1")))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("localhost")
                .hasMessageContaining("/auth/login/")
                .hasMessageContaining("slash")
                .hasMessageNotContaining("secret-1");
        server.expect(1);
    }

    @Test
    void redirectElsewhereCarriesNothing() {
        // TTS 57
        try (var elsewhere = PlatformServer.start()) {
            elsewhere.answers(PlatformServer.json(200, "{}"));
            assertThat(user(PlatformServer.empty(302).header("Location", elsewhere.url() + "/x/")))
                    .isInstanceOf(Misconfigured.class);
            elsewhere.expect(0);
        }
    }

    @Test
    void closedConnectionAfterAnErrorDoesNotDisturbTheNextCall() {
        // TTS 58, 59
        assertThat(login(PlatformServer.empty(301).header("Connection", "close")))
                .isInstanceOf(Misconfigured.class);
        server.answers(keyAnswer());
        assertThat(client.login(ALICE).orElseThrow().token().value().reveal()).isEqualTo(KEY);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 520})
    void failedServerIsRetryableForALoginAndUnknownForARegistration(int status) {
        // TTS 60, 61, 62
        Answer page = PlatformServer.html(status, "<h1>Server Error (500)</h1>");
        assertThat(login(page)).isInstanceOf(Unavailable.class);
        assertThat(register(PlatformServer.html(status, "<h1>x</h1>"))).isInstanceOf(OutcomeUnknown.class);
        server.expect(2);
    }

    @Test
    void wrongCodeIsASecondFactorRefusal() {
        // TTS 28
        server.answers(PlatformServer.json(200, "{\"ephemeral_token\":\"e\",\"mfa_required\":true}"));
        TtsMfa challenge = client.login(ALICE).fold(s -> null, c -> c);
        server.answers(nonField("Invalid code."));
        AuthException failure =
                catchThrowableOfType(AuthException.class, () -> client.answer(challenge, Secret.of("000000")));
        assertThat(groundOf(failure)).isEqualTo(Ground.SECOND_FACTOR);
        assertThat(groundOf(catchThrowableOfType(AuthException.class, () -> client.answer(challenge, Secret.of("  ")))))
                .isEqualTo(Ground.FORM);
    }

    @Test
    void credentialsRefusalDoesNotClaimTheCause() {
        // TTS 87
        assertThat(login(nonField("Unable to log in with provided credentials.")))
                .hasMessageContaining("may also be inactive");
        assertThat(login(PlatformServer.html(500, "<h1>Server Error (500)</h1>")))
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void strippedHeaderIsSuspected() {
        // TTS 85
        assertThat(user(detail(401, "Authentication credentials were not provided.")))
                .isInstanceOf(ReauthenticationRequired.class)
                .hasMessageContaining("strip");
    }

    @Test
    void blockedBeforeTheApiIsToldApart() {
        // TTS 52
        assertThat(user(PlatformServer.html(403, "<html><h1>Attention Required</h1></html>")))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("blocked before the API");
    }
}
