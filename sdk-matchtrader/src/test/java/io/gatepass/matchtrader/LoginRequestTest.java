package io.gatepass.matchtrader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.SeenRequest;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a trader's side sends, to which path, and what it refuses to send. */
class LoginRequestTest extends MatchTraderTestBase {
    @Test
    void loginIsOnePlainPostOfThreeMembers() {
        // MT 1, 2
        signedIn(session("t-1"));
        SeenRequest request = server.onlyRequest();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/manager/mtr-login");
        assertThat(request.body())
                .isEqualTo("{\"email\":\"alice@example.com\",\"password\":\"correct horse 1\",\"brokerId\":\"0\"}");
        assertThat(request.header("Content-Type")).contains("application/json");
        assertThat(request.header("Accept")).contains("application/json");
        assertThat(request.headers()).doesNotContainKeys("Auth-trading-api", "Cookie", "Authorization");
    }

    @Test
    void olderPathIsChosenAndNeverTried() {
        // MT 2
        server.answers(json(404, "{}"), session("t-1"));
        MatchTraderPlatform older =
                builder().path(MatchTraderEndpoint.LOGIN, "/manager/co-login").build();
        assertThatThrownBy(() -> older.login(ALICE)).isInstanceOf(Misconfigured.class);
        assertThat(pathsSeen()).containsExactly("/manager/co-login");
    }

    @ParameterizedTest
    @ValueSource(strings = {"login", "/login/", "//login", "/a/../b", "/a?b", "/a#b", "/a b", "/"})
    void unusablePathIsRefusedAtConstruction(String path) {
        // MT 2
        assertThatThrownBy(() -> builder().path(MatchTraderEndpoint.LOGIN, path).build())
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("LOGIN");
    }

    @ParameterizedTest
    @CsvSource({
        "'', /manager/mtr-login",
        "/, /manager/mtr-login",
        "/app, /app/manager/mtr-login",
        "/app/, /app/manager/mtr-login"
    })
    void baseUrlIsJoinedWithSingleSlashes(String suffix, String expected) {
        // MT 3
        server.answers(session("t-1"));
        builder(server.url() + suffix).build().login(ALICE);
        assertThat(server.onlyRequest().target()).isEqualTo(expected);
    }

    @Test
    void plainHttpIsRefusedButOnThisMachineOrOnRequest() {
        // MT 4
        assertThatThrownBy(() -> MatchTraderPlatform.connect("http://platform.broker.com"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("https");
        try (var allowed = MatchTraderPlatform.builder("http://platform.broker.com")
                        .allowPlainHttp()
                        .build();
                var loopback = MatchTraderPlatform.connect("http://127.0.0.1:1")) {
            assertThat(allowed).isNotSameAs(loopback);
        }
    }

    @Test
    void brokerIdIsAskedForOnceAndKept() {
        // MT 5
        MatchTraderPlatform asking =
                MatchTraderPlatform.builder(server.url()).engine(engine).build();
        server.answers(
                json(200, "{\"partnerId\":97,\"platformUrl\":\"https://x.example\",\"brokerName\":\"Acme\"}"),
                session("t-1"),
                session("t-2"));
        asking.login(ALICE);
        asking.login(ALICE);
        assertThat(pathsSeen())
                .containsExactly("/manager/platform-details", "/manager/mtr-login", "/manager/mtr-login");
        assertThat(server.requests().get(0).headers()).doesNotContainKeys("Authorization", "Cookie");
        assertThat(server.requests().get(2).body()).contains("\"brokerId\":\"97\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"partnerId\":null}", "{\"partnerId\":\" \"}", "{\"partnerId\":[]}"})
    void unknownBrokerIdIsASettingAndNoPasswordIsSent(String details) {
        // MT 5, 25
        MatchTraderPlatform asking =
                MatchTraderPlatform.builder(server.url()).engine(engine).build();
        server.answers(json(200, details));
        assertThatThrownBy(() -> asking.login(ALICE))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("broker id");
        assertThat(server.onlyRequest().path()).isEqualTo("/manager/platform-details");
    }

    @Test
    void detailsKeepTheDigitsAndTellWhatTheyKnow() {
        // MT 25
        server.answers(
                json(200, "{\"partnerId\":9007199254740993,\"brokerName\":\"Acme\"}"),
                json(200, "{\"partnerId\":\"7\"}"));
        assertThat(platform.details().partnerId()).contains("9007199254740993");
        assertThat(platform.details())
                .isEqualTo(new PlatformDetails(Optional.of("7"), Optional.empty(), Optional.empty()));
    }

    @Test
    void brokerIdIsTextOrNumberUnderEitherName() {
        // MT 24, 26
        server.answers(session("t-1"), session("t-2"), session("t-3"));
        builder().brokerId(2).build().login(ALICE);
        builder()
                .brokerId(2)
                .brokerIdField("partnerId", BrokerIdForm.NUMBER)
                .build()
                .login(ALICE);
        builder().brokerIdField("brokerId", BrokerIdForm.LEFT_OUT).build().login(ALICE);
        assertThat(server.requests().get(0).body()).endsWith("\"brokerId\":\"2\"}");
        assertThat(server.requests().get(1).body()).endsWith("\"partnerId\":2}");
        assertThat(server.requests().get(2).body()).endsWith("\"password\":\"correct horse 1\"}");
    }

    @Test
    void brokerIdThatIsNoNumberCannotBeSentAsOne() {
        // MT 24
        assertThatThrownBy(() -> builder()
                        .brokerId("acme")
                        .brokerIdField("brokerId", BrokerIdForm.NUMBER)
                        .build())
                .isInstanceOf(Misconfigured.class);
        assertThatThrownBy(() -> builder().brokerId(" ")).isInstanceOf(Rejected.class);
    }

    @Test
    void secondFactorGoesToItsOwnPathAndIsNotKept() {
        // MT 21
        MatchTraderLogin withCode = ALICE.withCode(Secret.of("123456"));
        assertThatThrownBy(() -> platform.login(withCode))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("LOGIN_WITH_CODE");
        server.expect(0);
        MatchTraderPlatform edge = builder()
                .path(MatchTraderEndpoint.LOGIN_WITH_CODE, "/mtr-core-edge/v2/oauth-login/login-with-tfa")
                .keepCredentials()
                .build();
        server.answers(session("t-1"));
        var session = edge.login(withCode);
        assertThat(server.onlyRequest().path()).endsWith("/login-with-tfa");
        assertThat(server.onlyRequest().body()).endsWith(",\"tfaCode\":\"123456\"}");
        server.answers(json(401, "{}"));
        assertThatThrownBy(session::renew).as("a code works once").hasMessageContaining("refused the renewal");
        assertThatThrownBy(() -> edge.resume(session(edge).token(), withCode)).isInstanceOf(Rejected.class);
    }

    private RenewableSession<MatchTraderTokens> session(MatchTraderPlatform client) {
        return signedIn(client, session("t-9"));
    }

    @Test
    void lostAnswerOfALoginMayBeRepeatedUnlessItHadACode() {
        // MT 21, 46
        MatchTraderPlatform edge = builder()
                .path(MatchTraderEndpoint.LOGIN_WITH_CODE, "/mtr-core-edge/tfa")
                .build();
        server.answers(session("t-1").dropped(), session("t-1").dropped());
        assertThatThrownBy(() -> edge.login(ALICE)).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> edge.login(ALICE.withCode(Secret.of("123456"))))
                .isInstanceOf(OutcomeUnknown.class);
        server.expect(2);
    }

    @ParameterizedTest
    @CsvSource({"'', pw-12345, email", "a@b.c, ' ', password"})
    void blankInputIsNamedAndNotSent(String email, String password, String field) {
        // MT 1
        assertThatThrownBy(() -> new MatchTraderLogin(email, Secret.of(password)))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.fieldErrors()).containsOnlyKeys(field));
        assertThatThrownBy(() -> ALICE.withCode(Secret.of(" "))).hasMessageContaining("code");
    }

    @Test
    void registrationSendsWhatWasFilledInAndYieldsATicket() {
        // MT 25, 68, 69
        server.answers(json(200, "{\"token\":\"ott-1\"}"));
        var person = new MatchTraderRegistration.Person(
                "Ada", " ", null, "US", null, "", null, null, LocalDate.of(1990, 4, 1));
        var form = MatchTraderRegistration.of("offer-1", " ada@example.com ", PASSWORD)
                .withPerson(person);
        LoginTicket ticket = platform.register(form);
        assertThat(ticket.take()).isEqualTo(Secret.of("ott-1"));
        assertThat(server.onlyRequest().path()).isEqualTo("/manager/user");
        assertThat(server.onlyRequest().body())
                .isEqualTo("{\"offerId\":\"offer-1\",\"email\":\"ada@example.com\",\"password\":\"correct horse 1\","
                        + "\"name\":\"Ada\",\"country\":\"US\",\"dateOfBirth\":\"1990-04-01\",\"partnerId\":0}");
        assertThat(server.onlyRequest().headers()).doesNotContainKeys("Cookie", "Authorization");
        assertThat(form.toString()).doesNotContain("correct horse");
    }

    @Test
    void registrationIsCheckedBeforeItIsSent() {
        // MT 23
        assertThatThrownBy(() -> MatchTraderRegistration.of("o", "a@b.c", Secret.of("1234567")))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("8 characters")
                .hasMessageNotContaining("1234567");
        assertThatThrownBy(() -> MatchTraderRegistration.of("", "a@b.c", PASSWORD))
                .hasMessageContaining("offerId");
        server.expect(0);
    }

    @Test
    void refusedOrUnreadableRegistrationIsToldApart() {
        // MT 46, 72
        var form = MatchTraderRegistration.of("o", "a@b.c", PASSWORD);
        server.answers(
                json(409, "{\"errorMessage\":\"taken\"}"),
                json(400, "{\"errorMessage\":\"weak\"}"),
                json(200, "{}"),
                PlatformServer.html(200, "<html></html>"),
                json(401, "{}"),
                json(200, "{}").dropped());
        assertThat(groundOf(catchThrowable(() -> platform.register(form)))).hasToString("ALREADY_REGISTERED");
        assertThat(groundOf(catchThrowable(() -> platform.register(form)))).hasToString("FORM");
        assertThatThrownBy(() -> platform.register(form))
                .as("the user may exist")
                .isInstanceOf(OutcomeUnknown.class);
        assertThatThrownBy(() -> platform.register(form)).isInstanceOf(OutcomeUnknown.class);
        assertThatThrownBy(() -> platform.register(form)).hasMessageContaining("where none are due");
        assertThatThrownBy(() -> platform.register(form)).isInstanceOf(OutcomeUnknown.class);
        server.expect(6);
    }

    @Test
    void resetAndChangeOfPasswordsUseTheirPaths() {
        // MT 1
        server.answers(PlatformServer.empty(200));
        platform.passwords().requestReset("a@b.c", "https://platform.example.com/change-password");
        assertThat(server.onlyRequest().target()).isEqualTo("/manager/user/request-password-reset");
        assertThat(server.onlyRequest().body())
                .isEqualTo("{\"partnerId\":0,\"email\":\"a@b.c\","
                        + "\"systemLink\":\"https://platform.example.com/change-password\"}");
        var session = signedIn(session("t-1"));
        server.answers(PlatformServer.empty(204));
        platform.passwords().change(session, PASSWORD, Secret.of("another-1"));
        SeenRequest change = server.requests().get(2);
        assertThat(change.target()).isEqualTo("/manager/user/change-password");
        assertThat(change.header("Cookie")).contains("co-auth=t-1");
        assertThat(change.headers()).doesNotContainKey("Auth-trading-api");
        assertThat(change.body()).contains("\"currentPassword\":\"correct horse 1\"", "\"newPassword\":\"another-1\"");
        assertThatThrownBy(() -> platform.passwords().requestReset("a@b.c", "http://platform.example.com/x"))
                .hasMessageContaining("systemLink");
    }
}
