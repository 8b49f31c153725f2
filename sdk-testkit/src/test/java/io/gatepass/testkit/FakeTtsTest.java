package io.gatepass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatepass.testkit.FakeTts.Profile;
import io.gatepass.testkit.FakeTts.Stack;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fake against the transcripts of the real software: status, headers and body. */
class FakeTtsTest {
    private static final String GOOD =
            "{\"full_name\":\"Test U1\",\"email\":\"u1@example.com\",\"password\":\"pw-u1-xyz\","
                    + "\"confirm_password\":\"pw-u1-xyz\",\"subscribe\":true,\"password1\":\"pw-u1-xyz\",\"password2\":\"pw-u1-xyz\"}";
    private static final String ALICE = "{\"email\":\"alice@example.com\",\"password\":\"pw-alice-1\"}";

    private final ManualTime time = ManualTime.create();
    private final List<FakeTts> started = new ArrayList<>();
    private FakeTts tts = start(Profile.TOKEN, Stack.A);

    private FakeTts start(Profile profile, Stack stack) {
        tts = FakeTts.builder().profile(profile).stack(stack).time(time).start();
        tts.addUser("alice@example.com", "pw-alice-1");
        started.add(tts);
        return tts;
    }

    @AfterEach
    void stop() {
        started.forEach(FakeTts::close);
    }

    private HttpResponse<String> post(String path, String body, String... headers) {
        return new Wire(tts.url()).json("POST", path, body, headers);
    }

    private HttpResponse<String> user(String... headers) {
        return new Wire(tts.url()).send("GET", "/authentication/user/", "", headers);
    }

    private String key() {
        return post("/auth/login/", ALICE).body().replaceAll(".*\"key\":\"([0-9a-f]{40})\".*", "$1");
    }

    private static void check(HttpResponse<String> answer, int status, String body) {
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void registrationIssuesAKeyAndSetsThreeCookies() {
        HttpResponse<String> answer = post("/auth/registration/", GOOD);
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).matches("\\{\"key\":\"[0-9a-f]{40}\"}").hasSize(50);
        assertThat(answer.headers().firstValue("Allow")).contains("POST, OPTIONS");
        assertThat(answer.headers().firstValue("Content-Length")).contains("50");
        assertThat(answer.headers().allValues("Set-Cookie"))
                .extracting(cookie -> cookie.replaceFirst("=.*", ""))
                .containsExactly("messages", "csrftoken", "sessionid");
        assertThat(tts.user("U1@example.com").orElseThrow().isSubscribed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "alice@example.com|x-strong-1|x-strong-1|{\"email\":[\"Email address already in use\"]}",
                "ALICE@EXAMPLE.COM|x-strong-1|x-strong-1|{\"email\":[\"Email address already in use\"]}",
                "new@example.com|12345|12345|{\"password1\":[\"This password is too short. It must contain at least 8"
                        + " characters.\",\"This password is too common.\",\"This password is entirely numeric.\"]}",
                "new@example.com|x-strong-1|x-strong-2|{\"non_field_errors\":[\"The two password fields didn't match.\"]}",
                "new@example.com|new@example.com|new@example.com|{\"non_field_errors\":[\"The password is too similar to"
                        + " the username.\"]}",
                "nonsense|x-strong-1|x-strong-1|{\"email\":[\"Enter a valid email address.\"]}",
            })
    void registrationIsRefusedInTheRealWords(String email, String password1, String password2, String expected) {
        check(
                post(
                        "/auth/registration/",
                        "{\"full_name\":\"N\",\"email\":\"" + email + "\",\"password1\":\"" + password1
                                + "\",\"password2\":\"" + password2 + "\"}"),
                400,
                expected);
    }

    @Test
    void emptyRegistrationNamesWhatIsRequired() {
        String required = "[\"This field is required.\"]";
        check(
                post("/auth/registration/", "{}"),
                400,
                "{\"email\":" + required + ",\"password1\":" + required + ",\"password2\":" + required
                        + ",\"full_name\":" + required + "}");
    }

    @Test
    void wrongTypesAreNamedToo() {
        check(
                post(
                        "/auth/registration/",
                        "{\"email\":null,\"password1\":\" \",\"password2\":{},\"full_name\":[],\"subscribe\":\"maybe\"}"),
                400,
                "{\"email\":[\"This field may not be null.\"],\"password1\":[\"This field may not be blank.\"],"
                        + "\"password2\":[\"Not a valid string.\"],\"full_name\":[\"Not a valid string.\"],"
                        + "\"subscribe\":[\"Must be a valid boolean.\"]}");
        check(
                post("/auth/registration/", GOOD.replace("Test U1", "x".repeat(151))),
                400,
                "{\"full_name\":[\"Ensure this field has no more than 150 characters.\"]}");
        assertThat(post("/auth/registration/", GOOD.replace("Test U1", "a\\u0000b"))
                        .body())
                .isEqualTo("{\"full_name\":[\"Null characters are not allowed.\"]}");
    }

    @Test
    void loginGivesTheSameKeyHoweverTheAddressIsWritten() {
        var keys = new HashSet<String>();
        for (String email : List.of("alice@example.com", "ALICE@Example.com", "  alice@example.com ")) {
            HttpResponse<String> answer =
                    post("/auth/login/", "{\"email\":\"" + email + "\",\"password\":\" pw-alice-1 \"}");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Allow")).contains("POST, OPTIONS");
            assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
            keys.add(answer.body());
        }
        keys.add(new Wire(tts.url())
                .send(
                        "POST",
                        "/auth/login/",
                        "email=alice%40example.com&password=pw-alice-1",
                        "Content-Type",
                        "application/x-www-form-urlencoded")
                .body());
        assertThat(keys).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"email\":\"alice@example.com\",\"password\":\"no\"}|{\"non_field_errors\":[\"Unable to log in with"
                        + " provided credentials.\"]}",
                "{\"email\":\"nobody@example.com\",\"password\":\"no\"}|{\"non_field_errors\":[\"Unable to log in with"
                        + " provided credentials.\"]}",
                "{\"email\":\"a@b.c\"}|{\"password\":[\"This field is required.\"]}",
                "{\"password\":\"x\"}|{\"non_field_errors\":[\"Must include \\\"email\\\" and \\\"password\\\".\"]}",
                "{\"email\":\"a@b.c\",\"password\":\"\"}|{\"password\":[\"This field may not be blank.\"]}",
                "{\"email\":\"x\",\"password\":null}|{\"email\":[\"Enter a valid email address.\"],\"password\":[\"This"
                        + " field may not be null.\"]}",
                "[1]|{\"non_field_errors\":[\"Invalid data. Expected a dictionary, but got list.\"]}",
                "\"x\"|{\"non_field_errors\":[\"Invalid data. Expected a dictionary, but got str.\"]}",
                "null|{\"non_field_errors\":[\"No data provided\"]}",
            })
    void loginIsRefusedInTheRealWords(String body, String expected) {
        check(post("/auth/login/", body), 400, expected);
    }

    @Test
    void bodiesThatCannotBeReadAreNamed() {
        check(post("/auth/login/", ""), 400, "{\"password\":[\"This field is required.\"]}");
        assertThat(post("/auth/login/", "{nonsense").body()).startsWith("{\"detail\":\"JSON parse error - ");
        HttpRequest latin = HttpRequest.newBuilder(URI.create(tts.url() + "/auth/login/"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xFF}))
                .build();
        check(
                Wire.send(latin),
                400,
                "{\"detail\":\"JSON parse error - 'utf-8' codec can't decode byte 0xff in position 2: invalid start"
                        + " byte\"}");
    }

    @Test
    void blockedUserIsToldSoOnlyWithTheRightPassword() {
        tts.user("alice@example.com").orElseThrow().block();
        assertThat(post("/auth/login/", ALICE).body())
                .isEqualTo("{\"non_field_errors\":[\"Your account has been blocked. Please contact support.\"]}");
        assertThat(post("/auth/login/", ALICE.replace("pw-alice-1", "no")).body())
                .contains("Unable to log in");
    }

    @Test
    void contentNegotiationIsStrict() {
        HttpResponse<String> plain =
                new Wire(tts.url()).send("POST", "/auth/login/", ALICE, "Content-Type", "text/plain");
        check(plain, 415, "{\"detail\":\"Unsupported media type \\\"text/plain\\\" in request.\"}");
        check(
                post("/auth/login/", ALICE, "Accept", "text/html"),
                406,
                "{\"detail\":\"Could not satisfy the request Accept header.\"}");
    }

    @Test
    void staleTokenSpoilsEvenACorrectLogin() {
        for (String path : List.of("/auth/login/", "/auth/registration/")) {
            HttpResponse<String> answer = post(path, ALICE, "Authorization", "Token deadbeef");
            check(answer, 401, "{\"detail\":\"Invalid token.\"}");
            assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Token");
            assertThat(answer.headers().firstValue("Allow")).contains("POST, OPTIONS");
        }
    }

    @Test
    void methodsAreRefusedWithWhatIsAllowed() {
        HttpResponse<String> get = new Wire(tts.url()).send("GET", "/auth/login/", "");
        check(get, 405, "{\"detail\":\"Method \\\"GET\\\" not allowed.\"}");
        assertThat(get.headers().firstValue("Allow")).contains("POST, OPTIONS");
        assertThat(new Wire(tts.url())
                        .send("DELETE", "/authentication/user/", "")
                        .headers()
                        .firstValue("Allow"))
                .contains("GET, PUT, PATCH, HEAD, OPTIONS");
        assertThat(new Wire(tts.url())
                        .send("GET", "/auth/logout/", "")
                        .headers()
                        .firstValue("Allow"))
                .contains("GET, POST, HEAD, OPTIONS");
    }

    @Test
    void missingSlashIsRedirectedToOrAnswered() {
        HttpResponse<String> answer = post("/auth/login", ALICE);
        assertThat(answer.statusCode()).isEqualTo(301);
        assertThat(answer.headers().firstValue("Location")).contains("/auth/login/");
        assertThat(answer.headers().firstValue("Content-Length")).contains("0");
        assertThat(answer.body()).isEmpty();
        start(Profile.TOKEN, Stack.B);
        assertThat(post("/auth/login", ALICE).statusCode()).isEqualTo(200);
        assertThat(post("/auth/registration", GOOD).statusCode()).isEqualTo(301);
        assertThat(user().statusCode()).isEqualTo(401);
    }

    @Test
    void userIsShownToTheHolderOfTheKey() {
        HttpResponse<String> answer = user("Authorization", "Token " + key());
        check(answer, 200, "{\"pk\":1,\"email\":\"alice@example.com\",\"full_name\":\"\"}");
        assertThat(answer.headers().firstValue("Content-Length")).contains("51");
        assertThat(user("Authorization", "token " + key()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "Token bad,  Invalid token.",
        "Bearer bad, Authentication credentials were not provided.",
        "Token,      Invalid token header. No credentials provided.",
        "Token a b,  Invalid token header. Token string should not contain spaces.",
    })
    void everyOtherHeaderIsRefusedInTheRealWords(String header, String detail) {
        HttpResponse<String> answer = user("Authorization", header);
        check(answer, 401, "{\"detail\":\"" + detail + "\"}");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Token");
    }

    @Test
    void userCanBeChanged() {
        String key = "Token " + key();
        assertThat(new Wire(tts.url())
                        .json("PATCH", "/authentication/user/", "{\"full_name\":\"Al\"}", "Authorization", key)
                        .body())
                .contains("\"full_name\":\"Al\"");
        check(
                new Wire(tts.url()).json("PUT", "/authentication/user/", "{}", "Authorization", key),
                400,
                "{\"full_name\":[\"This field is required.\"]}");
    }

    @Test
    void logoutDeletesTheKeyForEverybody() {
        String key = key();
        check(post("/auth/logout/", "", "Authorization", "Token bad"), 401, "{\"detail\":\"Invalid token.\"}");
        check(post("/auth/logout/", ""), 200, "{\"detail\":\"Successfully logged out.\"}");
        check(
                post("/auth/logout/", "", "Authorization", "Token " + key),
                200,
                "{\"detail\":\"Successfully logged out.\"}");
        assertThat(post("/auth/logout/", "", "Authorization", "Token " + key).statusCode())
                .isEqualTo(401);
        assertThat(user("Authorization", "Token " + key).statusCode()).isEqualTo(401);
        assertThat(key()).isNotEqualTo(key);
        start(Profile.TOKEN, Stack.B);
        check(
                post("/auth/logout/", ""),
                400,
                "{\"detail\":\"You should be logged in to logout. Check whether the token is passed.\"}");
    }

    @Test
    void passwordsChangeInTheRealWords() {
        String key = "Token " + key();
        check(
                post(
                        "/auth/password/change/",
                        "{\"old_password\":\"no\",\"new_password1\":\"next-pw-1\",\"new_password2\":\"next-pw-1\"}",
                        "Authorization",
                        key),
                400,
                "{\"old_password\":[\"Your old password was entered incorrectly. Please enter it again.\"]}");
        check(
                post(
                        "/auth/password/change/",
                        "{\"new_password1\":\"next-pw-1\",\"new_password2\":\"next-pw-2\"}",
                        "Authorization",
                        key),
                400,
                "{\"new_password2\":[\"The two password fields didn’t match.\"]}");
        check(
                post(
                        "/auth/password/change/",
                        "{\"new_password1\":\"next-pw-1\",\"new_password2\":\"next-pw-1\"}",
                        "Authorization",
                        key),
                200,
                "{\"detail\":\"New password has been saved.\"}");
        assertThat(user("Authorization", key).statusCode()).isEqualTo(200);
        check(
                post("/auth/password/reset/confirm/", "{\"uid\":\"zz\",\"token\":\"t\"}"),
                400,
                "{\"uid\":[\"Invalid value\"]}");
        check(
                post("/auth/password/reset/", "{\"email\":\"nobody@example.com\"}"),
                200,
                "{\"detail\":\"Password reset e-mail has been sent.\"}");
        assertThat(post("/auth/password/change/", "{}").statusCode()).isEqualTo(401);
    }

    @Test
    void unknownPathIsThePageOfTheRealServer() {
        HttpResponse<String> answer = post("/nothing/", "");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html");
        assertThat(answer.headers().firstValue("Content-Length")).contains("179");
        assertThat(answer.body())
                .contains("<h1>Not Found</h1><p>The requested resource was not found on this server.</p>");
        assertThat(post("/nothing", "").statusCode()).isEqualTo(404);
    }

    @Test
    void sessionProfileIsTheTranscript() {
        start(Profile.SESSION, Stack.A);
        HttpResponse<String> registered = post("/auth/registration/", GOOD);
        assertThat(registered.statusCode()).isEqualTo(204);
        assertThat(registered.headers().allValues("Set-Cookie")).hasSize(3);
        HttpResponse<String> login = post("/auth/login/", ALICE);
        assertThat(login.body()).startsWith("{\"key\":\"");
        String session = login.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("sessionid="))
                .map(cookie -> cookie.replaceFirst(";.*", ""))
                .findFirst()
                .orElseThrow();
        check(
                post("/auth/login/", ALICE, "Cookie", session),
                403,
                "{\"detail\":\"CSRF Failed: CSRF token missing or incorrect.\"}");
        HttpResponse<String> anonymous = user();
        check(anonymous, 403, "{\"detail\":\"Authentication credentials were not provided.\"}");
        assertThat(anonymous.headers().firstValue("WWW-Authenticate")).isEmpty();
        check(user("Authorization", "Token bad"), 403, "{\"detail\":\"Invalid token.\"}");
        assertThat(user("Cookie", session).statusCode()).isEqualTo(200);
    }

    @Test
    void mandatoryProfileIsTheTranscript() {
        start(Profile.MANDATORY_VERIFICATION, Stack.A);
        check(post("/auth/registration/", GOOD), 201, "{\"detail\":\"Verification e-mail sent.\"}");
        String login = "{\"email\":\"u1@example.com\",\"password\":\"pw-u1-xyz\"}";
        check(post("/auth/login/", login), 400, "{\"non_field_errors\":[\"E-mail is not verified.\"]}");
        check(
                post("/auth/registration/", GOOD),
                400,
                "{\"email\":[\"A user is already registered with this e-mail address.\"]}");
        check(post("/auth/registration/resend-email/", "{\"email\":\"u1@example.com\"}"), 200, "{\"detail\":\"ok\"}");
        check(post("/auth/registration/resend-email/", "{\"email\":\"nobody@x.yz\"}"), 200, "{\"detail\":\"ok\"}");
        check(post("/auth/registration/verify-email/", "{\"key\":\"bad\"}"), 404, "{\"detail\":\"Not found.\"}");
        String mailed = tts.inbox("u1@example.com").get(1).key();
        check(post("/auth/registration/verify-email/", "{\"key\":\"" + mailed + "\"}"), 200, "{\"detail\":\"ok\"}");
        assertThat(post("/auth/login/", login).statusCode()).isEqualTo(200);
    }

    @Test
    void throttleProfileIsTheTranscript() {
        start(Profile.THROTTLED, Stack.A);
        for (int i = 0; i < 3; i++) {
            assertThat(post("/auth/login/", ALICE).statusCode()).isEqualTo(200);
        }
        HttpResponse<String> answer = post("/auth/login/", ALICE);
        check(answer, 429, "{\"detail\":\"Request was throttled. Expected available in 60 seconds.\"}");
        assertThat(answer.headers().firstValue("Retry-After")).contains("60");
        assertThat(post("/auth/registration/", GOOD).statusCode()).isEqualTo(429);
        assertThat(user().statusCode()).isEqualTo(401);
        time.advance(Duration.ofSeconds(60));
        assertThat(post("/auth/login/", ALICE).statusCode()).isEqualTo(200);
    }

    @Test
    void jwtProfileIsTheTranscript() {
        start(Profile.JWT, Stack.A);
        String body = post("/auth/login/", ALICE).body();
        assertThat(body)
                .contains("\"access\":\"", "\"refresh\":\"", "\"user\":{\"pk\":1", "\"access_expiration\":\"2026");
        String access = body.replaceAll(".*\"access\":\"([^\"]*)\".*", "$1");
        String refresh = body.replaceAll(".*\"refresh\":\"([^\"]*)\".*", "$1");
        assertThat(user("Authorization", "Bearer " + access).statusCode()).isEqualTo(200);
        HttpResponse<String> bad = user("Authorization", "Bearer xx");
        assertThat(bad.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"api\"");
        assertThat(bad.body()).contains("\"code\":\"token_not_valid\"");
        assertThat(post("/auth/token/refresh/", "{\"refresh\":\"" + refresh + "\"}")
                        .body())
                .contains("\"access\":\"");
        assertThat(post("/auth/token/verify/", "{\"token\":\"" + access + "\"}").body())
                .isEqualTo("{}");
        check(
                post("/auth/token/refresh/", "{\"refresh\":\"bad\"}"),
                401,
                "{\"detail\":\"Token is invalid or expired\",\"code\":\"token_not_valid\"}");
        assertThat(post("/auth/logout/", "").body()).contains("Neither cookies or blacklist are enabled");
        time.advance(Duration.ofMinutes(6));
        assertThat(user("Authorization", "Bearer " + access).statusCode()).isEqualTo(401);
        start(Profile.JWT_COOKIE, Stack.A);
        HttpResponse<String> cookies = post("/auth/login/", ALICE);
        assertThat(cookies.body()).contains("\"refresh\":\"\"");
        assertThat(cookies.headers().allValues("Set-Cookie")).hasSize(2);
    }

    @Test
    void secondFactorIsAskedForWhereTheUserHasOne() {
        tts.user("alice@example.com").orElseThrow().requireCode("123456");
        String body = post("/auth/login/", ALICE).body();
        assertThat(body).matches("\\{\"ephemeral_token\":\"[0-9a-f]{32}\",\"mfa_required\":true}");
        String token = body.replaceAll(".*\"ephemeral_token\":\"([^\"]*)\".*", "$1");
        String answer = "{\"ephemeral_token\":\"" + token + "\",\"code\":\"%s\"}";
        assertThat(post("/auth/mfa/verify/", answer.formatted("000000")).statusCode())
                .isEqualTo(400);
        assertThat(post("/auth/mfa/verify/", answer.formatted("123456")).body()).startsWith("{\"key\":");
        assertThat(post("/auth/mfa/verify/", answer.formatted("123456")).statusCode())
                .as("used once")
                .isEqualTo(400);
    }

    @Test
    void requestsAreWrittenDownWithoutShowingSecrets() {
        post("/auth/login/", ALICE);
        SeenRequest request = tts.requests().get(0);
        assertThat(request.body()).isEqualTo(ALICE);
        assertThat(request.toString()).startsWith("POST /auth/login/").doesNotContain("pw-alice-1");
    }
}
