package io.gatepass.autoshares;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.Authorization;
import io.gatepass.core.Lifetime;
import io.gatepass.core.Origin;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.core.okhttp.OkHttpEngine.Replay;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.SeenRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of a session: no end that anybody states, a refusal that says two things, and a logout. */
class AutosharesSessionTest extends AutosharesTestBase {
    private static final Duration NOT_FRESH = Duration.ofMinutes(10);

    private AutosharesUser whoAmI(TokenSession<AutosharesToken> session) {
        return client.identity().currentUser(session);
    }

    private List<String> paths() {
        return server.requests().stream().map(SeenRequest::path).toList();
    }

    @Test
    void tokenOfALoginHasNoEndButARefusal() {
        // AS 40
        server.answers(succeeded(TOKEN), info(), denied());
        TokenSession<AutosharesToken> session = client.login(ALICE).orElseThrow();
        assertThat(session.token().lifetime()).isEqualTo(Lifetime.unstated());
        time.advance(Duration.ofDays(30));
        time.stepWallClock(Duration.ofDays(-400));
        assertThat(whoAmI(session).login()).isEqualTo("alice");
        assertThatThrownBy(() -> whoAmI(session))
                .isInstanceOf(ReauthenticationRequired.class)
                .hasMessageContaining("the platform does not tell which");
        server.expect(3);
    }

    @Test
    void keptCredentialsRenewAtTheSoftAgeOfTheMonotonicClock() throws Exception {
        // AS 40
        var renewed = new CompletableFuture<List<AutosharesToken>>();
        AutosharesClient keeping = builder()
                .onRenewed((spent, fresh) -> renewed.complete(List.of(spent, fresh)))
                .build();
        server.answers(succeeded("t-1"), succeeded("t-2"));
        RenewableSession<AutosharesToken> session = keeping.loginKeepingCredentials(ALICE);
        time.stepWallClock(Duration.ofDays(3));
        time.advance(Duration.ofMinutes(50).minusNanos(1));
        session.authorization();
        server.expect(1);
        time.advance(Duration.ofNanos(1));
        assertThat(session.authorization()).as("nobody waits for it").isNotNull();
        assertThat(renewed.get(10, TimeUnit.SECONDS)).containsExactly(token("t-1"), token("t-2"));
        assertThat(session.token()).isEqualTo(token("t-2"));
        server.expect(2);
    }

    @Test
    void refusedTokenIsReplacedByOneSilentLogin() {
        // AS 41
        RenewableSession<AutosharesToken> session = keepingSession();
        time.advance(NOT_FRESH);
        server.answers(denied(), succeeded("t-2"), info());
        assertThat(whoAmI(session).id()).isEqualTo(7);
        assertThat(paths()).containsExactly("/token", "/v1.0/users/@me/info", "/token", "/v1.0/users/@me/info");
        assertThat(server.requests().get(3).header("Authorization")).contains("Bearer t-2");
        assertThat(server.requests().get(2).headers()).doesNotContainKey("Authorization");
    }

    @ParameterizedTest
    @ValueSource(strings = {"VerificationCode", "SecutityPin"})
    void factorDuringASilentLoginEndsTheSessionAndReplaysNothing(String step) {
        // AS 41
        RenewableSession<AutosharesToken> session = keepingSession();
        time.advance(NOT_FRESH);
        server.answers(denied(), expecting(step, INTERIM));
        assertThatThrownBy(() -> whoAmI(session))
                .isInstanceOf(ReauthenticationRequired.class)
                .hasRootCauseMessage("the platform asks for a further factor, and nobody is there to answer");
        assertThat(paths()).containsExactly("/token", "/v1.0/users/@me/info", "/token");
        assertThatThrownBy(() -> whoAmI(session)).isInstanceOf(ReauthenticationRequired.class);
        server.expect(3);
    }

    @Test
    void userWithAFactorCannotSignInUnattended() {
        // AS 41
        server.answers(expecting("VerificationCode", INTERIM));
        assertThatThrownBy(() -> client.loginKeepingCredentials(ALICE)).isInstanceOf(ReauthenticationRequired.class);
        server.answers(
                PlatformServer.json(202, "{\"Reason\":\"Your Password has expired\",\"ConfirmationToken\":\"c\"}"));
        assertThat(groundOf(() -> client.loginKeepingCredentials(ALICE))).isEqualTo(Ground.PASSWORD_EXPIRED);
    }

    @Test
    void credentialsRefusedOnceAreNeverTriedAgain() {
        // AS 27
        RenewableSession<AutosharesToken> session = keepingSession();
        time.advance(NOT_FRESH);
        server.answers(denied(), failed("BaseAuthentication", "Invalid credentials"));
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> whoAmI(session)).isInstanceOf(ReauthenticationRequired.class);
            time.advance(Duration.ofHours(1));
        }
        assertThat(paths()).containsExactly("/token", "/v1.0/users/@me/info", "/token");
    }

    @Test
    void refusalAfterARenewalIsAMatterOfRights() {
        // AS 42
        RenewableSession<AutosharesToken> session = keepingSession();
        time.advance(NOT_FRESH);
        server.answers(denied(), succeeded("t-2"), denied(), info());
        assertThat(groundOf(() -> whoAmI(session))).isEqualTo(Ground.NOT_PERMITTED);
        assertThat(paths()).containsExactly("/token", "/v1.0/users/@me/info", "/token", "/v1.0/users/@me/info");
        assertThat(whoAmI(session).id()).as("the session goes on").isEqualTo(7);
    }

    @Test
    void youngTokenIsBelievedToBeGood() {
        // AS 42
        RenewableSession<AutosharesToken> session = keepingSession();
        time.advance(Duration.ofMinutes(5).minusNanos(1));
        server.answers(denied(), denied(), info());
        assertThat(groundOf(() -> whoAmI(session))).isEqualTo(Ground.NOT_PERMITTED);
        AutosharesNewPassword next = new AutosharesNewPassword(PASSWORD, PASSWORD);
        assertThat(groundOf(() -> client.identity().passwords().change(session, PASSWORD, next)))
                .isEqualTo(Ground.NOT_PERMITTED);
        assertThat(whoAmI(session).id()).isEqualTo(7);
        assertThat(paths()).containsOnlyOnce("/token");
    }

    @Test
    void lateRefusalOfAnOldTokenTakesTheCurrentOne() {
        // AS 43
        RenewableSession<AutosharesToken> session = keepingSession();
        Authorization old = session.authorization();
        server.answers(succeeded("t-2"));
        session.renew();
        Optional<Authorization> current = session.replace(old);
        assertThat(current).contains(session.authorization());
        server.expect(2);
    }

    @Test
    void callThatChangesSomethingIsNotRepeatedAfterARenewal() {
        // AS 44
        RenewableSession<AutosharesToken> session = keepingSession();
        time.advance(NOT_FRESH);
        server.answers(denied(), succeeded("t-2"));
        AutosharesNewPassword next = new AutosharesNewPassword(Secret.of("next-1"), Secret.of("next-1"));
        assertThatThrownBy(() -> client.identity().passwords().change(session, PASSWORD, next))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("repeat the call");
        assertThat(paths()).containsExactly("/token", "/v1.0/users/@me/password/change", "/token");
        assertThat(session.token()).isEqualTo(token("t-2"));
    }

    @Test
    void silentLoginThatFailsForNowIsNotTakenForMissingRights() {
        // AS 42
        RenewableSession<AutosharesToken> session = keepingSession();
        time.advance(NOT_FRESH);
        server.answers(denied(), PlatformServer.empty(503));
        AutosharesNewPassword next = new AutosharesNewPassword(Secret.of("next-1"), Secret.of("next-1"));
        assertThatThrownBy(() -> client.identity().passwords().change(session, PASSWORD, next))
                .isInstanceOf(Unavailable.class);
        assertThat(paths()).containsExactly("/token", "/v1.0/users/@me/password/change", "/token");
    }

    @Test
    void ordersBehindOkHttpAreRepeatedOnlyOnRequest() throws Exception {
        // AS 44
        RenewableSession<AutosharesToken> session = keepingSession();
        Request order = new Request.Builder()
                .url(server.url() + "/v1.0/accounts/1/orders")
                .post(RequestBody.create("{}", null))
                .build();
        time.advance(NOT_FRESH);
        server.answers(denied(), succeeded("t-2"));
        try (Response refused =
                OkHttpEngine.attach(new OkHttpClient(), session).newCall(order).execute()) {
            assertThat(refused.code()).isEqualTo(401);
        }
        assertThat(paths().stream().filter(path -> path.endsWith("/orders"))).hasSize(1);
        time.advance(NOT_FRESH);
        server.answers(denied(), succeeded("t-9"), PlatformServer.json(200, "{}"));
        OkHttpClient repeating = OkHttpEngine.attach(new OkHttpClient(), session, Replay.ANY_REPEATABLE);
        try (Response done = repeating.newCall(order).execute()) {
            assertThat(done.code()).isEqualTo(200);
        }
        assertThat(paths().stream().filter(path -> path.endsWith("/orders"))).hasSize(3);
    }

    @Test
    void logoutEndsItsOwnTokenOnly() {
        // AS 50, 51
        server.answers(succeeded("t-1"), succeeded("t-2"), PlatformServer.empty(200), info());
        TokenSession<AutosharesToken> first = client.login(ALICE).orElseThrow();
        TokenSession<AutosharesToken> second = client.login(ALICE).orElseThrow();
        assertThat(client.logout(first)).isEqualTo(LogoutOutcome.LOGGED_OUT);
        SeenRequest logout = server.requests().get(2);
        assertThat(logout.method() + " " + logout.target()).isEqualTo("POST /logout");
        assertThat(logout.header("Authorization")).contains("Bearer t-1");
        assertThat(logout.header("Et-App-Key")).contains(APP_KEY.reveal());
        assertThat(logout.header("Content-Length")).contains("0");
        assertThatThrownBy(first::token).isInstanceOf(ReauthenticationRequired.class);
        assertThat(whoAmI(second).id()).isEqualTo(7);
    }

    @Test
    void logoutIsDoneOnSuccessAndOnARefusedTokenAndSaysWhenItIsNot() {
        // AS 51
        server.answers(PlatformServer.empty(204), denied());
        assertThat(client.logout(session())).isEqualTo(LogoutOutcome.LOGGED_OUT);
        assertThat(client.logout(session())).isEqualTo(LogoutOutcome.ALREADY_LOGGED_OUT);
        var failures = new ArrayList<Class<?>>();
        for (PlatformServer.Answer answer : List.of(
                PlatformServer.empty(500),
                PlatformServer.empty(204).dropped(),
                PlatformServer.json(401, "{\"error\":\"Application key is not defined or does not exist\"}"),
                PlatformServer.html(200, "<h1>Hotel network: please sign in</h1>"))) {
            server.answers(answer);
            TokenSession<AutosharesToken> session = session();
            failures.add(failure(() -> client.logout(session)).getClass());
            assertThatThrownBy(session::token).as("closed all the same").isInstanceOf(ReauthenticationRequired.class);
        }
        assertThat(failures)
                .containsExactly(Unavailable.class, Unavailable.class, Misconfigured.class, Misconfigured.class);
        server.expect(6);
    }

    @Test
    void secondLogoutSendsNothing() {
        // AS 51
        server.answers(PlatformServer.empty(200));
        TokenSession<AutosharesToken> session = session();
        client.logout(session);
        assertThat(client.logout(session)).isEqualTo(LogoutOutcome.NOTHING_SENT);
        server.expect(1);
    }

    @Test
    void logoutOfASessionThatKeepsCredentialsDoesNotSignInAgain() {
        // AS 51
        RenewableSession<AutosharesToken> session = keepingSession();
        time.advance(Duration.ofHours(2));
        server.answers(denied());
        assertThat(client.logout(session)).isEqualTo(LogoutOutcome.ALREADY_LOGGED_OUT);
        assertThat(paths()).containsExactly("/token", "/logout");
    }

    @Test
    void changedPasswordEndsTheSession() {
        // AS 52
        server.answers(PlatformServer.empty(200));
        TokenSession<AutosharesToken> session = session();
        AutosharesNewPassword next = new AutosharesNewPassword(Secret.of("next-1"), Secret.of("next-1"));
        client.identity().passwords().change(session, PASSWORD, next);
        assertThatThrownBy(() -> whoAmI(session)).isInstanceOf(ReauthenticationRequired.class);
        server.expect(1);
    }

    @Test
    void tokenIsNotTakenApart() {
        // AS 53
        server.answers(succeeded("a.b.c"), info());
        TokenSession<AutosharesToken> session = client.login(ALICE).orElseThrow();
        whoAmI(session);
        assertThat(session.token()).isEqualTo(token("a.b.c"));
        assertThat(server.requests().get(1).header("Authorization")).contains("Bearer a.b.c");
    }

    @Test
    void storedTokenGoesOnWithItsIssuerAndNobodyElse() {
        server.answers(info());
        assertThat(whoAmI(client.resume(token(TOKEN))).id()).isEqualTo(7);
        AutosharesToken foreign = new AutosharesToken(Secret.of(TOKEN), Origin.of("https://other.example"));
        assertThatThrownBy(() -> client.resume(foreign)).isInstanceOf(Misconfigured.class);
        AutosharesClient other = builder("https://other.example").build();
        assertThatThrownBy(() -> other.identity().currentUser(session())).isInstanceOf(Misconfigured.class);
        TokenSession<AutosharesToken> mine = session();
        assertThatThrownBy(() -> other.logout(mine)).isInstanceOf(Misconfigured.class);
        assertThat(mine.token()).as("not lost").isEqualTo(token(TOKEN));
        server.expect(1);
    }

    @Test
    void agreementsComeUpAtSignInAndAreNeverSigned() {
        // AS 54
        server.answers(
                succeeded("t-1"),
                PlatformServer.json(200, "[{\"Id\":5,\"Type\":\"Platform\",\"CanSkip\":true},{\"Type\":\"Quodd\"}]"),
                succeeded("t-2"),
                PlatformServer.json(200, "[]"));
        var outstanding = new ArrayList<List<AutosharesAgreement>>();
        AutosharesClient[] self = new AutosharesClient[1];
        self[0] = builder()
                .onSignedIn(session -> outstanding.add(self[0].identity().agreements(session)))
                .build();
        self[0].login(ALICE);
        self[0].login(ALICE);
        assertThat(outstanding.get(0))
                .extracting(AutosharesAgreement::id, AutosharesAgreement::type, AutosharesAgreement::canSkip)
                .containsExactly(
                        tuple(Optional.of("5"), Optional.of("Platform"), true),
                        tuple(Optional.empty(), Optional.of("Quodd"), false));
        assertThat(outstanding.get(1)).as("clear to trade").isEmpty();
        assertThat(paths()).noneMatch(path -> path.endsWith("/sign"));
        server.expect(4);
    }

    @Test
    void hookThatThrowsFailsTheLoginAndClosesItsSession() {
        // AS 54
        var seen = new ArrayList<TokenSession<AutosharesToken>>();
        AutosharesClient hooked = builder()
                .onSignedIn(session -> {
                    seen.add(session);
                    throw new IllegalStateException("agreements are outstanding");
                })
                .build();
        server.answers(succeeded(TOKEN));
        assertThatThrownBy(() -> hooked.login(ALICE)).hasMessage("agreements are outstanding");
        assertThatThrownBy(() -> seen.get(0).token()).isInstanceOf(ReauthenticationRequired.class);
    }
}
