package io.gatepass.autoshares;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.AuthException.UnexpectedResponse;
import io.gatepass.core.Lifetime;
import io.gatepass.core.Origin;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.PlatformServer.Answer;
import io.gatepass.testkit.SeenRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vendor's OAuth: consent, one exchange of a code, and tokens of another kind. */
class AutosharesOAuthTest extends AutosharesTestBase {
    private static final String REDIRECT = "https://app.acme.example/back?tab=1&x=ü";
    private static final AutosharesOAuthApp APP =
            AutosharesOAuthApp.of("client-1", Secret.of("client-secret-1"), REDIRECT);
    private static final Set<String> SCOPES = Set.of("read", "orders");

    private final AutosharesOAuth oauth = oauth(APP).build();

    private AutosharesOAuth.Builder oauth(AutosharesOAuthApp app) {
        return AutosharesOAuth.builder(server.url(), app).engine(engine);
    }

    private static Map<String, String> queryOf(URI url) {
        return Arrays.stream(url.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static String callback(AutosharesConsent consent, String parameters) {
        return "https://app.acme.example/back?" + parameters + "&state="
                + queryOf(consent.reveal()).get("state");
    }

    private static Answer issued(String members) {
        return json(200, "{'access_token':'asat_one','token_type':'Bearer'" + members + "}");
    }

    private RenewableSession<AutosharesOAuthToken> signedIn(String members) {
        AutosharesConsent consent = oauth.begin(SCOPES);
        server.answers(issued(members));
        return oauth.redeem(consent, callback(consent, "code=c-1"));
    }

    @Test
    void consentUrlAsksForExactlyWhatTheVendorLists() {
        // AS 77, 78
        AutosharesConsent consent = oauth.begin(SCOPES);
        assertThat(consent.reveal().toString()).startsWith(server.url() + "/oauth/authorize?");
        Map<String, String> query = queryOf(consent.reveal());
        assertThat(query)
                .containsOnlyKeys("response_type", "client_id", "redirect_uri", "scope", "state")
                .containsEntry("response_type", "code")
                .containsEntry("client_id", "client-1")
                .containsEntry("redirect_uri", REDIRECT)
                .containsEntry("scope", "orders read");
        assertThat(consent.reveal().getRawQuery()).doesNotContain("client-secret-1", "+");
        server.expect(0);
    }

    @Test
    void statesAreRandomAndLong() {
        // AS 77
        var states = new HashSet<String>();
        for (int i = 0; i < 100; i++) {
            states.add(queryOf(oauth.begin(SCOPES).reveal()).get("state"));
        }
        assertThat(states).hasSize(100).allMatch(state -> state.length() >= 43);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?code=c-1",
                "?code=c-1&state=",
                "?code=c-1&state=guess-1",
                "",
                "code=c-1&state=x&state=y",
                "?%zz=1"
            })
    void returnWithoutTheRightStateIsRefusedAndTheConsentStaysGood(String back) {
        // AS 77
        AutosharesConsent consent = oauth.begin(SCOPES);
        assertThatThrownBy(() -> oauth.redeem(consent, back))
                .isInstanceOfSatisfying(
                        Rejected.class, no -> assertThat(no.ground()).isEqualTo(Ground.FORM))
                .hasMessageNotContaining("guess-1")
                .hasMessageNotContaining("c-1");
        server.expect(0);
        server.answers(issued(""));
        oauth.redeem(consent, callback(consent, "code=c-1"));
        server.expect(1);
    }

    @Test
    void userWhoDeclinesIsToldApartFromAFailure() {
        // AS 77
        AutosharesConsent declined = oauth.begin(SCOPES);
        assertThat(groundOf(() -> oauth.redeem(declined, callback(declined, "error=access_denied"))))
                .isEqualTo(Ground.NOT_PERMITTED);
        AutosharesConsent failed = oauth.begin(SCOPES);
        assertThat(groundOf(() -> oauth.redeem(failed, callback(failed, "error=server_error"))))
                .isEqualTo(Ground.UNSPECIFIED);
        AutosharesConsent bare = oauth.begin(SCOPES);
        assertRefused("code", "", () -> oauth.redeem(bare, callback(bare, "code=")));
        server.expect(0);
    }

    @Test
    void codeIsExchangedAsJsonWithNoSecretInTheUrl() {
        // AS 78
        AutosharesConsent consent = oauth.begin(SCOPES);
        server.answers(issued(",'expires_in':5400,'scope':'read orders'"));
        oauth.redeem(consent, callback(consent, "code=c%2B1%2F%3D"));
        SeenRequest request = server.onlyRequest();
        assertThat(request.method() + " " + request.target()).isEqualTo("POST /oauth/token");
        assertThat(request.header("Content-Type")).contains("application/json");
        assertThat(request.headers()).doesNotContainKeys("Authorization", "Et-App-Key");
        assertThat(sent())
                .isEqualTo(Map.of(
                        "grant_type", "authorization_code",
                        "code", "c+1/=",
                        "client_id", "client-1",
                        "client_secret", "client-secret-1"));
    }

    @Test
    void pkceIsOptionalAndProvesWhoAsked() throws Exception {
        // AS 78
        var keyless = new AutosharesOAuthApp("client-1", Optional.empty(), REDIRECT);
        for (AutosharesOAuth proving :
                List.of(oauth(APP).pkce().build(), oauth(keyless).build())) {
            AutosharesConsent consent = proving.begin(SCOPES);
            Map<String, String> query = queryOf(consent.reveal());
            server.answers(issued(""));
            proving.redeem(consent, callback(consent, "code=c-1"));
            String verifier = String.valueOf(sent().get("code_verifier"));
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            assertThat(query)
                    .containsEntry("code_challenge_method", "S256")
                    .containsEntry(
                            "code_challenge",
                            Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
            assertThat(verifier).hasSizeBetween(43, 128);
        }
        assertThat(sent()).doesNotContainKey("client_secret");
    }

    @Test
    void grantedScopesMayBeFewerThanAskedFor() {
        // AS 79
        assertThat(signedIn(",'scope':'read'").token().scopes()).containsExactly("read");
        assertThat(signedIn("").token().scopes()).isEqualTo(SCOPES);
        assertThat(signedIn(",'scope':''").token().scopes()).isEmpty();
    }

    @Test
    void missingScopeIsToldApartFromAForeignAccount() {
        // AS 79
        RenewableSession<AutosharesOAuthToken> session = signedIn("");
        server.answers(
                json(403, "{'error':'token missing required scope: read'}"),
                json(403, "{'error':'account does not belong to authenticated user'}"));
        var problems = List.of(AutosharesProblem.SCOPE_MISSING, AutosharesProblem.FOREIGN_ACCOUNT);
        for (AutosharesProblem expected : problems) {
            Rejected refusal = (Rejected) failure(() -> oauth.currentUser(session));
            assertThat(refusal.ground()).isEqualTo(Ground.NOT_PERMITTED);
            assertThat(AutosharesProblem.in(refusal)).containsExactly(expected);
        }
        assertThat(AutosharesProblem.in("{\"error\":\"token missing required scope: orders\"}"))
                .contains(AutosharesProblem.SCOPE_MISSING);
    }

    @Test
    void userIsWhatTheTokenMayDoNow() {
        // AS 79
        RenewableSession<AutosharesOAuthToken> session = signedIn("");
        server.answers(json(
                200,
                "{'userId':'auth0|7','appName':'Acme','clientId':'client-1','grantedScopes':['read','orders'],"
                        + "'enabledScopes':['read','account'],'accountCount':2}"));
        AutosharesOAuthUser user = oauth.currentUser(session);
        assertThat(user.userId()).isEqualTo("auth0|7");
        assertThat(user.appName()).contains("Acme");
        assertThat(user.effectiveScopes()).containsExactly("read");
        SeenRequest request = server.requests().get(1);
        assertThat(request.target()).isEqualTo("/api/v1/me");
        assertThat(request.header("Authorization")).contains("Bearer asat_one");
        assertThat(request.headers()).doesNotContainKey("Et-App-Key");
    }

    @Test
    void tokenWithoutARefreshTokenServesUntilItsEnd() {
        // AS 80
        RenewableSession<AutosharesOAuthToken> session = signedIn(",'expires_in':5400");
        assertThat(session.token().lifetime())
                .isEqualTo(Lifetime.until(time.now().plusSeconds(5400)));
        time.advance(Duration.ofSeconds(5399));
        assertThat(session.authorization()).isNotNull();
        time.advance(Duration.ofSeconds(1));
        assertThatThrownBy(session::authorization).isInstanceOf(ReauthenticationRequired.class);
        server.expect(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",'expires_in':null", ",'expires_in':-1", ",'expires_in':'soon'", ",'expires_in':0"})
    void lifetimeThatIsNotSaidIsUnknownNotEndless(String members) {
        // AS 80
        assertThat(signedIn(members).token().lifetime()).isEqualTo(Lifetime.unstated());
    }

    @Test
    void refreshTokenIsUsedOnceAndReplacedByTheNext() {
        // AS 80
        RenewableSession<AutosharesOAuthToken> session = signedIn(",'expires_in':5400,'refresh_token':'r-1'");
        time.advance(Duration.ofSeconds(5400));
        server.answers(json(200, "{'access_token':'asat_two','refresh_token':'r-2','expires_in':5400}"));
        session.authorization();
        assertThat(sent())
                .isEqualTo(Map.of(
                        "grant_type", "refresh_token",
                        "refresh_token", "r-1",
                        "client_id", "client-1",
                        "client_secret", "client-secret-1"));
        time.advance(Duration.ofSeconds(5400));
        server.answers(json(200, "{'access_token':'asat_three','expires_in':5400}"));
        session.authorization();
        assertThat(sent()).containsEntry("refresh_token", "r-2");
        assertThat(session.token().refresh())
                .as("none came, so the last one holds")
                .contains(Secret.of("r-2"));
        assertThat(session.token().scopes()).isEqualTo(SCOPES);
    }

    @Test
    void storeIsToldOfEachRenewalAndItsTokenGoesOnLater() {
        // AS 80
        var stored = new ArrayList<AutosharesOAuthToken>();
        AutosharesOAuth storing = oauth(APP)
                .onRenewed((spent, fresh) -> stored.addAll(List.of(spent, fresh)))
                .build();
        AutosharesOAuthToken first = signedIn(",'refresh_token':'r-1'").token();
        server.answers(json(200, "{'access_token':'asat_two','refresh_token':'r-2','scope':'read'}"));
        AutosharesOAuthToken second = storing.resume(first).renew();
        assertThat(stored).containsExactly(first, second);
        server.answers(json(200, "{'userId':'auth0|7'}"));
        storing.currentUser(storing.resume(second));
        assertThat(server.requests().get(2).header("Authorization")).contains("Bearer asat_two");
    }

    @Test
    void renewalWhoseAnswerIsLostNeverSendsItsRefreshTokenAgain() {
        // AS 80
        RenewableSession<AutosharesOAuthToken> session = signedIn(",'expires_in':5400,'refresh_token':'r-1'");
        time.advance(Duration.ofSeconds(5400));
        server.answers(issued("").dropped());
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(session::authorization).isInstanceOf(ReauthenticationRequired.class);
            time.advance(Duration.ofMinutes(5));
        }
        server.expect(2);
    }

    @Test
    void tokensOfTheTwoApisAreNeverTakenForEachOther() {
        // AS 81
        Origin here = Origin.of(server.url());
        assertRefused("token", "asat_one", () -> new AutosharesToken(Secret.of("asat_one"), here));
        assertRefused(
                "token",
                "etna-1",
                () -> new AutosharesOAuthToken(
                        Secret.of("etna-1"), Optional.empty(), Set.of(), Lifetime.unstated(), here));
        server.answers(succeeded("asat_one"));
        assertThatThrownBy(() -> client.login(ALICE)).isInstanceOf(UnexpectedResponse.class);
        AutosharesConsent consent = oauth.begin(SCOPES);
        server.answers(json(200, "{'access_token':'etna-1'}"));
        assertThatThrownBy(() -> oauth.redeem(consent, callback(consent, "code=c-1")))
                .isInstanceOf(UnexpectedResponse.class)
                .hasMessageContaining("access_token")
                .hasMessageNotContaining("etna-1");
        AutosharesOAuthToken foreign = new AutosharesOAuthToken(
                Secret.of("asat_x"), Optional.empty(), Set.of(), Lifetime.unstated(), Origin.of("https://x.example"));
        assertThatThrownBy(() -> oauth.resume(foreign)).isInstanceOf(Misconfigured.class);
        AutosharesOAuth theirs =
                AutosharesOAuth.builder("https://x.example", APP).engine(engine).build();
        RenewableSession<AutosharesOAuthToken> mine = signedIn("");
        assertThatThrownBy(() -> theirs.revoke(mine)).isInstanceOf(Misconfigured.class);
        assertThatThrownBy(() -> theirs.currentUser(mine)).isInstanceOf(Misconfigured.class);
        assertThat(mine.token().access()).as("not lost").isEqualTo(Secret.of("asat_one"));
    }

    @Test
    void revokeAsksOnceAndClosesTheSession() {
        // AS 82
        RenewableSession<AutosharesOAuthToken> session = signedIn(",'refresh_token':'r-1'");
        server.answers(json(200, "{'ok':true}"));
        oauth.revoke(session);
        oauth.revoke(session);
        assertThat(server.requests().get(1).target()).isEqualTo("/oauth/revoke");
        assertThat(sent()).isEqualTo(Map.of("token", "asat_one"));
        assertThatThrownBy(session::token).isInstanceOf(ReauthenticationRequired.class);
        server.expect(2);
        RenewableSession<AutosharesOAuthToken> other = signedIn("");
        server.answers(PlatformServer.empty(500));
        assertThatThrownBy(() -> oauth.revoke(other)).isInstanceOf(Unavailable.class);
        assertThatThrownBy(other::token).isInstanceOf(ReauthenticationRequired.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"code expired", "code already used", "client mismatch"})
    void refusedCodeIsTerminal(String error) {
        // AS 83
        AutosharesConsent consent = oauth.begin(SCOPES);
        server.answers(json(400, "{'error':'" + error + "'}"));
        assertThat(groundOf(() -> oauth.redeem(consent, callback(consent, "code=c-1"))))
                .isEqualTo(Ground.ONE_TIME_TOKEN);
        assertThatThrownBy(() -> oauth.redeem(consent, callback(consent, "code=c-1")))
                .isInstanceOf(ReauthenticationRequired.class);
        server.expect(1);
    }

    @Test
    void codeWhoseExchangeWasNotTakenInIsTheOnlyOneTriedAgain() {
        // AS 83
        AutosharesConsent consent = oauth.begin(SCOPES);
        server.answers(PlatformServer.empty(429), issued("").dropped());
        assertThatThrownBy(() -> oauth.redeem(consent, callback(consent, "code=c-1")))
                .isInstanceOf(RateLimited.class);
        assertThatThrownBy(() -> oauth.redeem(consent, callback(consent, "code=c-1")))
                .isInstanceOf(OutcomeUnknown.class);
        assertThatThrownBy(() -> oauth.redeem(consent, callback(consent, "code=c-1")))
                .isInstanceOf(ReauthenticationRequired.class);
        server.expect(2);
    }

    @Test
    void wrongClientSecretIsASettingNotARefusedUser() {
        // AS 83
        AutosharesConsent consent = oauth.begin(SCOPES);
        server.answers(json(401, "{'error':'invalid client'}"));
        assertThatThrownBy(() -> oauth.redeem(consent, callback(consent, "code=c-1")))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("client secret");
    }

    @Test
    void consentThatWaitedTooLongIsOver() {
        // AS 77
        AutosharesConsent consent = oauth.begin(SCOPES);
        time.advance(Duration.ofHours(1));
        assertThatThrownBy(() -> oauth.redeem(consent, callback(consent, "code=c-1")))
                .isInstanceOf(ReauthenticationRequired.class)
                .hasMessageContaining("lapsed");
        server.expect(0);
    }

    @Test
    void applicationIsCheckedBeforeAnyUserIsSentAway() {
        // AS 78
        server.answers(json(200, "{'appName':'Acme'}"), json(400, "{'error':'x'}"), json(404, "{'error':'x'}"));
        oauth.check(SCOPES);
        assertThat(server.onlyRequest().target()).startsWith("/oauth/authorize?response_type=code&client_id=client-1");
        assertThatThrownBy(() -> oauth.check(SCOPES))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("redirect URI or a scope");
        assertThatThrownBy(() -> oauth.check(SCOPES))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("client id");
    }

    @Test
    void settingsThatCannotWorkAreRefusedWhenTheClientIsBuilt() {
        for (String page : List.of("http://www.x.example/consent", "https://x/c?a=1", "https://x/c#f", "x/c")) {
            assertThatThrownBy(() -> oauth(APP).consentPage(page).build())
                    .isInstanceOf(Misconfigured.class)
                    .hasMessageStartingWith("consent page: ");
        }
        assertThatThrownBy(() -> AutosharesOAuthApp.of("c", Secret.of(" "), REDIRECT))
                .isInstanceOf(Misconfigured.class);
        assertThatThrownBy(() -> oauth.begin(Set.of())).isInstanceOf(IllegalArgumentException.class);
        AutosharesOAuth other = oauth(APP)
                .consentPage("https://www.autoshares.com/oauth/consent")
                .build();
        assertThat(other.begin(SCOPES).reveal().toString())
                .startsWith("https://www.autoshares.com/oauth/consent?response_type=code&");
    }
}
