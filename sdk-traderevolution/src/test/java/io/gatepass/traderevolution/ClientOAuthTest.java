package io.gatepass.traderevolution;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.testkit.FakeTrader;
import io.gatepass.testkit.FakeTraderEvolution;
import io.gatepass.testkit.FakeTraderEvolution.AuthType;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.PlatformServer.Answer;
import io.gatepass.testkit.SeenRequest;
import io.gatepass.traderevolution.OAuthApplication.ClientAuthentication;
import java.net.URI;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-in of a trader by OAuth 2.0: the link, the way back, the exchange and the renewal. */
class ClientOAuthTest extends TeTestBase {
    private static final String REDIRECT = "https://app.example/callback?a=1&b=ä";
    private static final OAuthApplication APP =
            OAuthApplication.of("public test", Secret.of("shh&1"), REDIRECT).withParameter("scope", "trade read");

    private final TraderEvolutionClient traders = with(APP);

    private TraderEvolutionClient with(OAuthApplication application) {
        return client(server.url() + "/v1/").oauth(application).build();
    }

    private static Map<String, String> decoded(String pairs) {
        var fields = new LinkedHashMap<String, String>();
        for (String pair : pairs.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            fields.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8));
        }
        return fields;
    }

    private static Map<String, String> query(OAuthRequest request) {
        return decoded(request.url().getRawQuery());
    }

    private static OAuthCallback callback(OAuthRequest request, String code) {
        return OAuthCallback.parse(REDIRECT.replace("ä", "") + "&code=" + code + "&state="
                + request.state().reveal());
    }

    private static Answer tokens(int number) {
        return PlatformServer.json(
                200,
                "{\"access_token\":\"t-%d\",\"refresh_token\":\"r-%d\",\"token_type\":\"Bearer\",\"expires_in\":3600}"
                        .formatted(number, number));
    }

    private RenewableSession<ClientTokens> signedInByOAuth() {
        server.answers(tokens(1));
        OAuthRequest request = traders.oauth().begin();
        RenewableSession<ClientTokens> session = traders.oauth().redeem(request, callback(request, "c-1"));
        time.advance(Duration.ofSeconds(2));
        return session;
    }

    @Test
    void linkHoldsEveryParameterEncoded() {
        // TE 54
        OAuthRequest request = traders.oauth().begin();
        URI url = request.url();
        assertThat(url.toString())
                .startsWith(server.url() + "/v1/oauth/authorize?")
                .isASCII();
        assertThat(url.getRawQuery())
                .contains("scope=trade%20read", "client_id=public%20test")
                .doesNotContain("+");
        assertThat(query(request))
                .containsEntry("response_type", "code")
                .containsEntry("client_id", "public test")
                .containsEntry("redirect_uri", REDIRECT)
                .containsEntry("scope", "trade read")
                .containsEntry("state", request.state().reveal())
                .hasSize(5);
        server.expect(0);
    }

    @Test
    void stateIsNeverTheSameAndLongEnough() {
        // TE 54
        var states = new HashSet<String>();
        for (int i = 0; i < 1000; i++) {
            String state = traders.oauth().begin().state().reveal();
            assertThat(Base64.getUrlDecoder().decode(state)).hasSizeGreaterThanOrEqualTo(16);
            states.add(state);
        }
        assertThat(states).hasSize(1000);
    }

    @Test
    void parametersOfTheApplicationCannotReplaceOurs() {
        // TE 54
        TraderEvolutionClient careless =
                with(APP.withParameter("state", "fixed").withParameter("client_id", "x"));
        OAuthRequest request = careless.oauth().begin();
        assertThat(query(request))
                .containsEntry("state", request.state().reveal())
                .containsEntry("client_id", "public test")
                .doesNotContainValue("fixed");
    }

    @Test
    void proofKeyGoesWithTheCodeWhereItIsWanted() throws Exception {
        // TE 54
        TraderEvolutionClient proving = with(APP.withPkce());
        OAuthRequest request = proving.oauth().begin();
        server.answers(tokens(1));
        proving.oauth().redeem(request, callback(request, "c-1"));
        String verifier = decoded(last().body()).get("code_verifier");
        assertThat(verifier).matches("[A-Za-z0-9_-]{43,128}");
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
        assertThat(query(request))
                .containsEntry("code_challenge_method", "S256")
                .containsEntry(
                        "code_challenge",
                        Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
        assertThat(query(traders.oauth().begin())).doesNotContainKeys("code_challenge", "code_challenge_method");
    }

    @Test
    void callbackOfAnotherSignInIsRefusedBeforeTheTokenCall() {
        // TE 55
        OAuthRequest request = traders.oauth().begin();
        OAuthRequest other = traders.oauth().begin();
        for (String url : new String[] {
            "?code=c-1&state=" + other.state().reveal(),
            "?code=c-1",
            "?code=c-1&state=",
            "?code=c-1&state=" + request.state().reveal() + "x",
            "?error=access_denied&state=wrong"
        }) {
            Rejected refusal = rejected(
                    Ground.FORM,
                    () -> traders.oauth().redeem(request, OAuthCallback.parse(REDIRECT.split("\\?")[0] + url)));
            assertThat(refusal.fieldErrors()).containsOnlyKeys("state");
        }
        server.expect(0);
    }

    @Test
    void requestIsGoodOnceWhateverCameOfIt() {
        // TE 55, 57
        OAuthRequest request = traders.oauth().begin();
        server.answers(tokens(1).dropped());
        thrown(OutcomeUnknown.class, () -> traders.oauth().redeem(request, callback(request, "c-1")));
        Rejected refusal = rejected(Ground.FORM, () -> traders.oauth().redeem(request, callback(request, "c-1")));
        assertThat(refusal).hasMessageContaining("twice");
        server.expect(1);
    }

    @Test
    void callbackWithAParameterTwiceOrWithoutACodeIsRefused() {
        // TE 55
        assertThatThrownBy(() -> OAuthCallback.parse("https://a.b/?state=x&state=y&code=c"))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("state");
        OAuthRequest request = traders.oauth().begin();
        Rejected refusal = rejected(
                Ground.FORM,
                () -> traders.oauth()
                        .redeem(
                                request,
                                OAuthCallback.parse("?state=" + request.state().reveal())));
        assertThat(refusal.fieldErrors()).containsOnlyKeys("code");
        server.expect(0);
    }

    @ParameterizedTest
    @CsvSource({
        "access_denied, Rejected",
        "invalid_request, Misconfigured",
        "unauthorized_client, Misconfigured",
        "unsupported_response_type, Misconfigured",
        "server_error, Unavailable",
        "temporarily_unavailable, Unavailable",
        "something-else, Rejected"
    })
    void errorOfTheSignInPageIsTypedAndSendsNothing(String error, String kind) {
        // TE 56
        OAuthRequest request = traders.oauth().begin();
        OAuthCallback callback = OAuthCallback.parse("https://app.example/callback?code=c-1&error=" + error
                + "&error_description=x&state=" + request.state().reveal());
        AuthException failure =
                thrown(AuthException.class, () -> traders.oauth().redeem(request, callback));
        assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(failure).hasMessageNotContaining("something-else");
        if (error.equals("access_denied")) {
            assertThat(((Rejected) failure).ground()).isEqualTo(Ground.NOT_PERMITTED);
        }
        server.expect(0);
    }

    @Test
    void codeIsExchangedOnceWithTheSameRedirect() {
        // TE 57
        OAuthRequest request = traders.oauth().begin();
        server.answers(tokens(1));
        ClientTokens tokens =
                traders.oauth().redeem(request, callback(request, "c%2B1")).token();
        assertThat(tokens.accessToken()).isEqualTo(Secret.of("t-1"));
        assertThat(tokens.refreshToken()).contains(Secret.of("r-1"));
        SeenRequest sent = server.onlyRequest();
        assertThat(sent.method() + " " + sent.target()).isEqualTo("POST /v1/oauth/token");
        assertThat(sent.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/x-www-form-urlencoded"));
        assertThat(decoded(sent.body()))
                .containsEntry("grant_type", "authorization_code")
                .containsEntry("code", "c+1")
                .containsEntry("redirect_uri", query(request).get("redirect_uri"));
    }

    static Stream<Supplier<Answer>> lostAnswers() {
        return Stream.of(
                () -> tokens(1).dropped(),
                () -> tokens(1).truncated(),
                () -> PlatformServer.empty(500),
                () -> PlatformServer.empty(503));
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    void lostExchangeIsNotRepeated(Supplier<Answer> lost) {
        // TE 57
        OAuthRequest request = traders.oauth().begin();
        server.answers(lost.get(), tokens(1));
        thrown(OutcomeUnknown.class, () -> traders.oauth().redeem(request, callback(request, "c-1")));
        server.expect(1);
    }

    @ParameterizedTest
    @EnumSource(ClientAuthentication.class)
    void applicationProvesItselfAsToldTo(ClientAuthentication way) {
        // TE 58
        String id = "app:1 ä";
        String secret = "s:h&h=%é";
        TraderEvolutionClient odd =
                with(OAuthApplication.of(id, Secret.of(secret), REDIRECT).authenticatedBy(way));
        server.answers(tokens(1), tokens(2));
        OAuthRequest request = odd.oauth().begin();
        odd.oauth().redeem(request, callback(request, "c-1")).renew();
        assertThat(server.requests()).hasSize(2).allSatisfy(sent -> {
            Map<String, String> form = decoded(sent.body());
            if (way == ClientAuthentication.BASIC) {
                assertThat(form).doesNotContainKeys("client_id", "client_secret");
            } else {
                assertThat(form).containsEntry("client_id", id).containsEntry("client_secret", secret);
            }
            assertThat(sent.header("Authorization").isPresent()).isEqualTo(way != ClientAuthentication.BODY);
            sent.header("Authorization").ifPresent(header -> {
                assertThat(header).startsWith("Basic ");
                String pair = new String(Base64.getDecoder().decode(header.substring(6)), UTF_8);
                assertThat(pair.split(":", -1)).as("no other colon").hasSize(2);
                assertThat(URLDecoder.decode(pair.split(":", -1)[0], UTF_8)).isEqualTo(id);
                assertThat(URLDecoder.decode(pair.split(":", -1)[1], UTF_8)).isEqualTo(secret);
            });
        });
    }

    @Test
    void bothWaysIsTheDefault() {
        // TE 58
        assertThat(APP.authentication()).isEqualTo(ClientAuthentication.BOTH);
        assertThat(APP.pkce()).isFalse();
    }

    @Test
    void refreshTokenRotatesOrGoesOn() {
        // TE 59
        RenewableSession<ClientTokens> session = signedInByOAuth();
        server.answers(PlatformServer.json(200, "{\"access_token\":\"t-2\",\"expires_in\":60}"), tokens(3), tokens(4));
        assertThat(session.renew().refreshToken()).contains(Secret.of("r-1"));
        assertThat(session.renew().refreshToken()).contains(Secret.of("r-3"));
        session.renew();
        assertThat(server.requests().subList(1, 4))
                .extracting(request -> decoded(request.body()).get("refresh_token"))
                .containsExactly("r-1", "r-1", "r-3");
        assertThat(decoded(last().body())).containsEntry("grant_type", "refresh_token");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401, 403})
    void invalidGrantEndsTheSession(int status) {
        // TE 60
        RenewableSession<ClientTokens> session = signedInByOAuth();
        server.answers(PlatformServer.json(status, "{\"error\":\"invalid_grant\"}"));
        for (int i = 0; i < 3; i++) {
            thrown(ReauthenticationRequired.class, session::renew);
        }
        assertThatThrownBy(session::token).as("cleared").isInstanceOf(ReauthenticationRequired.class);
        server.expect(2);
    }

    @ParameterizedTest
    @CsvSource({"401, invalid_client", "400, invalid_client", "400, unauthorized_client", "400, invalid_request"})
    void refusedApplicationIsAnOperatorsProblemAndKeepsTheTokens(int status, String error) {
        // TE 60
        RenewableSession<ClientTokens> session = signedInByOAuth();
        server.answers(PlatformServer.json(status, "{\"error\":\"" + error + "\"}"), tokens(2));
        assertThat(thrown(Misconfigured.class, session::renew)).hasMessageContaining("client id");
        assertThat(session.token().refreshToken()).contains(Secret.of("r-1"));
        time.advance(Duration.ofSeconds(30));
        assertThat(session.renew().accessToken()).isEqualTo(Secret.of("t-2"));
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    void lostRefreshKeepsTheTokenInUseAndIsNotRepeated(Supplier<Answer> lost) {
        // TE 60
        RenewableSession<ClientTokens> session = signedInByOAuth();
        server.answers(lost.get());
        thrown(OutcomeUnknown.class, session::renew);
        time.advance(Duration.ofMinutes(5));
        thrown(OutcomeUnknown.class, session::renew);
        assertThat(session.authorization().headers().get("Authorization")).isEqualTo(Secret.of("Bearer t-1"));
        server.expect(2);
    }

    @Test
    void tooManyRefreshesAreToldAndTriedAgainLater() {
        // TE 60
        RenewableSession<ClientTokens> session = signedInByOAuth();
        server.answers(PlatformServer.empty(429).header("Retry-After", "5"), tokens(2));
        thrown(RateLimited.class, session::renew);
        thrown(RateLimited.class, session::renew);
        server.expect(2);
        time.advance(Duration.ofSeconds(5));
        session.renew();
        server.expect(3);
    }

    @Test
    void emptyRefusalNamesTheServersSetting() {
        // TE 61
        OAuthRequest request = traders.oauth().begin();
        server.answers(PlatformServer.empty(401));
        assertThat(thrown(Misconfigured.class, () -> traders.oauth().redeem(request, callback(request, "c-1"))))
                .hasMessageContaining("security/auth/type");
        server.expect(1);
    }

    @Test
    void serverThatSignsInByPasswordIsToldApart() {
        // TE 61
        try (FakeTraderEvolution te = FakeTraderEvolution.start()) {
            TraderEvolutionClient wrong = client(te.clientUrl()).oauth(APP).build();
            OAuthRequest request = wrong.oauth().begin();
            assertThat(thrown(Misconfigured.class, () -> wrong.oauth().redeem(request, callback(request, "c-1"))))
                    .hasMessageContaining("another type of sign-in");
        }
    }

    @Test
    void replyMayBeWrapped() {
        // TE 62
        OAuthRequest request = traders.oauth().begin();
        server.answers(
                PlatformServer.json(
                        200,
                        "{\"s\":\"ok\",\"d\":{\"access_token\":\"t-1\",\"refresh_token\":\"r-1\",\"expires_in\":60}}"),
                PlatformServer.json(200, "{\"s\":\"ok\",\"d\":{\"access_token\":\"t-2\"}}"));
        RenewableSession<ClientTokens> session = traders.oauth().redeem(request, callback(request, "c-1"));
        assertThat(session.token().lifetime()).isEqualTo(in(60));
        assertThat(session.renew().refreshToken()).contains(Secret.of("r-1"));
    }

    @Test
    void successThatSaysErrorIsARefusal() {
        // TE 62
        OAuthRequest request = traders.oauth().begin();
        server.answers(refused("No such code"));
        rejected(Ground.UNSPECIFIED, () -> traders.oauth().redeem(request, callback(request, "c-1")));
        RenewableSession<ClientTokens> session = signedInByOAuth();
        server.answers(refused("No such token"));
        thrown(ReauthenticationRequired.class, session::renew);
    }

    @Test
    void refusedCodeIsAOneTimeTokenThatIsOver() {
        // TE 57
        OAuthRequest request = traders.oauth().begin();
        server.answers(PlatformServer.json(400, "{\"error\":\"invalid_grant\",\"error_description\":\"too old\"}"));
        rejected(Ground.ONE_TIME_TOKEN, () -> traders.oauth().redeem(request, callback(request, "c-1")));
        server.expect(1);
    }

    @Test
    void withoutAnApplicationThereIsNoOAuth() {
        assertThatThrownBy(client::oauth).isInstanceOf(Misconfigured.class).hasMessageContaining("application");
        assertThatThrownBy(() -> OAuthApplication.of(" ", Secret.of("x"), "y")).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> OAuthApplication.of("x", Secret.of(""), "y")).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> OAuthApplication.of("x", Secret.of("y"), "")).isInstanceOf(Rejected.class);
    }

    @Test
    void wholeSignInGoesThroughAndTheCodeIsGoodOnce() {
        // TE 54, 55, 57, 58, 59
        try (FakeTraderEvolution te = FakeTraderEvolution.builder()
                .authType(AuthType.OAUTH)
                .time(time)
                .application("app:1", "s:ä", "https://app.example/cb")
                .start()) {
            FakeTrader trader = te.addTrader("trader1", "pw-1");
            for (ClientAuthentication way : ClientAuthentication.values()) {
                TraderEvolutionClient real = client(te.clientUrl())
                        .oauth(OAuthApplication.of("app:1", Secret.of("s:ä"), "https://app.example/cb")
                                .authenticatedBy(way)
                                .withPkce())
                        .build();
                OAuthRequest request = real.oauth().begin();
                OAuthCallback back =
                        OAuthCallback.parse(trader.approve(request.url().toString()));
                RenewableSession<ClientTokens> session = real.oauth().redeem(request, back);
                assertThat(real.accounts(session)).hasSize(1);
                time.advance(Duration.ofMinutes(5));
                assertThat(real.accounts(session)).hasSize(1);
                OAuthRequest denied = real.oauth().begin();
                OAuthCallback no = OAuthCallback.parse(trader.deny(denied.url().toString()));
                rejected(Ground.NOT_PERMITTED, () -> real.oauth().redeem(denied, no));
            }
            assertThat(te.tally()).isEqualTo(new FakeTraderEvolution.Tally(3, 0, 0));
        }
    }

    @Test
    void storedTokensAreRenewed() {
        // TE 59
        ClientTokens stored = signedInByOAuth().token();
        time.advance(Duration.ofHours(2));
        server.answers(tokens(2));
        RenewableSession<ClientTokens> session = traders.resume(stored);
        session.authorization();
        assertThat(session.token().accessToken()).isEqualTo(Secret.of("t-2"));
        assertThat(decoded(last().body())).containsEntry("refresh_token", "r-1");
    }
}
