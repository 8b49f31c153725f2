package io.gatepass.autoshares;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.testkit.FakeAutoshares;
import io.gatepass.testkit.FakeAutoshares.App;
import io.gatepass.testkit.FakeAutoshares.Kind;
import io.gatepass.testkit.Fault;
import io.gatepass.testkit.ManualTime;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Consent, tokens and their end against a platform that remembers. */
class AutosharesOAuthLifeTest {
    private static final String REDIRECT = "https://app.acme.example/back";
    private static final Set<String> SCOPES = Set.of("read", "orders");
    private static final OkHttpClient BASE = new OkHttpClient();

    private final ManualTime time = ManualTime.create();
    private final OkHttpEngine engine = OkHttpEngine.builder()
            .client(BASE)
            .time(time)
            .readTimeout(Duration.ofSeconds(5))
            .build();
    private final FakeAutoshares fake = FakeAutoshares.builder().time(time).start();

    @AfterEach
    void stop() {
        engine.close();
        fake.close();
    }

    private AutosharesOAuth oauth(boolean refreshTokens) {
        fake.addUser("alice", "correct horse 1");
        fake.addApp(new App("client-1", "client-secret-1", Set.of(REDIRECT), SCOPES, refreshTokens));
        var app = AutosharesOAuthApp.of("client-1", Secret.of("client-secret-1"), REDIRECT);
        return AutosharesOAuth.builder(fake.url(), app).engine(engine).build();
    }

    private RenewableSession<AutosharesOAuthToken> signedIn(AutosharesOAuth oauth, String... scopes) {
        AutosharesConsent consent = oauth.begin(SCOPES);
        return oauth.redeem(consent, fake.approve(consent.reveal().toString(), "alice", scopes));
    }

    @Test
    void userConsentsToLessThanWasAskedFor() {
        // AS 77, 78, 79
        AutosharesOAuth oauth = oauth(false);
        oauth.check(SCOPES);
        RenewableSession<AutosharesOAuthToken> session = signedIn(oauth, "read");
        assertThat(session.token().scopes()).containsExactly("read");
        assertThat(oauth.currentUser(session).effectiveScopes()).containsExactly("read");
        fake.user("alice").orElseThrow().disableScope("read");
        Rejected refusal = (Rejected) AutosharesTestBase.failure(() -> oauth.currentUser(session));
        assertThat(refusal.ground()).isEqualTo(Ground.NOT_PERMITTED);
        assertThat(AutosharesProblem.in(refusal)).containsExactly(AutosharesProblem.SCOPE_MISSING);
    }

    @Test
    void userDeclines() {
        // AS 77
        AutosharesOAuth oauth = oauth(false);
        AutosharesConsent consent = oauth.begin(SCOPES);
        String back = fake.decline(consent.reveal().toString());
        assertThat(AutosharesTestBase.groundOf(() -> oauth.redeem(consent, back)))
                .isEqualTo(Ground.NOT_PERMITTED);
        assertThat(fake.requests("/oauth/token")).isEmpty();
    }

    @Test
    void keylessApplicationProvesItselfByPkce() {
        // AS 78
        fake.addUser("alice", "correct horse 1");
        fake.addApp(new App("client-2", "", Set.of(REDIRECT), SCOPES, false));
        var app = new AutosharesOAuthApp("client-2", Optional.empty(), REDIRECT);
        AutosharesOAuth oauth =
                AutosharesOAuth.builder(fake.url(), app).engine(engine).build();
        assertThat(oauth.currentUser(signedIn(oauth)).userId()).isNotBlank();
    }

    @Test
    void applicationThatIsNotRegisteredSoIsFoundOutFirst() {
        // AS 78
        oauth(false);
        var elsewhere = AutosharesOAuthApp.of("client-1", Secret.of("client-secret-1"), REDIRECT + "/");
        AutosharesOAuth wrongUri =
                AutosharesOAuth.builder(fake.url(), elsewhere).engine(engine).build();
        assertThatThrownBy(() -> wrongUri.check(SCOPES)).isInstanceOf(Misconfigured.class);
        var nobody = AutosharesOAuthApp.of("client-9", Secret.of("client-secret-1"), REDIRECT);
        AutosharesOAuth unknown =
                AutosharesOAuth.builder(fake.url(), nobody).engine(engine).build();
        assertThatThrownBy(() -> unknown.check(SCOPES)).isInstanceOf(Misconfigured.class);
    }

    @Test
    void tokenWithoutARefreshTokenEndsAfterNinetyMinutes() {
        // AS 80
        AutosharesOAuth oauth = oauth(false);
        RenewableSession<AutosharesOAuthToken> session = signedIn(oauth);
        time.advance(Duration.ofMinutes(89));
        assertThat(oauth.currentUser(session).userId()).isNotBlank();
        time.advance(Duration.ofMinutes(1));
        assertThatThrownBy(() -> oauth.currentUser(session)).isInstanceOf(ReauthenticationRequired.class);
        assertThat(fake.requests("/oauth/token")).hasSize(1);
    }

    @Test
    void rotatingRefreshTokensAreEachUsedOnce() {
        // AS 80
        AutosharesOAuth oauth = oauth(true);
        RenewableSession<AutosharesOAuthToken> session = signedIn(oauth);
        for (int i = 0; i < 4; i++) {
            time.advance(Duration.ofMinutes(90));
            assertThat(oauth.currentUser(session).userId()).isNotBlank();
        }
        assertThat(fake.issued(Kind.OAUTH_REFRESH))
                .hasSize(5)
                .allSatisfy(refresh -> assertThat(refresh.presentedAgain()).isZero());
    }

    @Test
    void renewalWhoseAnswerWasLostIsNotRepeated() {
        // AS 80
        AutosharesOAuth oauth = oauth(true);
        RenewableSession<AutosharesOAuthToken> session = signedIn(oauth);
        time.advance(Duration.ofMinutes(90));
        fake.plan("/oauth/token", Fault.droppedAnswer());
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> oauth.currentUser(session)).isInstanceOf(ReauthenticationRequired.class);
        }
        assertThat(fake.issued(Kind.OAUTH_REFRESH).get(0).presented()).isEqualTo(1);
    }

    @Test
    void tokensOfTheTwoKindsStayApart() throws Exception {
        // AS 81
        AutosharesOAuth oauth = oauth(false);
        AutosharesClient etna = AutosharesClient.builder(fake.url(), Secret.of(fake.appKey()))
                .engine(engine)
                .build();
        RenewableSession<AutosharesOAuthToken> session = signedIn(oauth);
        var login = etna.login(new AutosharesCredentials("alice", Secret.of("correct horse 1")))
                .orElseThrow();
        oauth.currentUser(session);
        etna.identity().currentUser(login);
        Request me = new Request.Builder().url(fake.url() + "/api/v1/me").build();
        try (Response response = OkHttpEngine.attach(BASE, session).newCall(me).execute()) {
            assertThat(response.code()).isEqualTo(200);
        }
        assertThat(fake.requests()).allSatisfy(request -> {
            boolean bearsOAuth = request.header("Authorization").orElse("").startsWith("Bearer asat_");
            assertThat(bearsOAuth).isEqualTo(request.path().startsWith("/api/v1/"));
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void codeThatIsUsedOrTooOldIsTerminal(boolean used) {
        // AS 83
        AutosharesOAuth oauth = oauth(false);
        AutosharesConsent consent = oauth.begin(SCOPES);
        String back = fake.approve(consent.reveal().toString(), "alice");
        if (used) {
            fake.plan("/oauth/token", Fault.droppedAnswer());
            assertThatThrownBy(() -> oauth.redeem(consent, back)).isInstanceOf(OutcomeUnknown.class);
            assertThatThrownBy(() -> oauth.redeem(consent, back)).isInstanceOf(ReauthenticationRequired.class);
        } else {
            time.advance(Duration.ofMinutes(11));
            assertThat(AutosharesTestBase.groundOf(() -> oauth.redeem(consent, back)))
                    .isEqualTo(Ground.ONE_TIME_TOKEN);
        }
        assertThat(fake.requests("/oauth/token")).hasSize(1);
    }

    @Test
    void revokedTokenIsOver() {
        // AS 82
        AutosharesOAuth oauth = oauth(true);
        RenewableSession<AutosharesOAuthToken> session = signedIn(oauth);
        AutosharesOAuthToken token = session.token();
        oauth.revoke(session);
        assertThatThrownBy(() -> oauth.currentUser(oauth.resume(new AutosharesOAuthToken(
                        token.access(), Optional.empty(), token.scopes(), token.lifetime(), token.issuer()))))
                .isInstanceOf(ReauthenticationRequired.class);
    }
}
