package io.gatepass.traderevolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.testkit.LeakProbe;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.PlatformServer.Answer;
import io.gatepass.traderevolution.OAuthApplication.ClientAuthentication;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets stay secret on both APIs, whatever is printed. */
class TeSecretsTest extends TeTestBase {
    private static final String PASSWORD = "marker-password-1";
    private static final String ACCESS = "marker-access-4711";
    private static final String REFRESH = "marker-refresh-4711";
    private static final String NEXT = "marker-next-4711";
    private static final String OTT = "marker-ott-4711";
    private static final String CODE = "marker-code-4711";
    private static final String CLIENT_SECRET = "marker-client:sécret";

    private static LeakProbe probe() {
        return LeakProbe.watching(PASSWORD, ACCESS, REFRESH, NEXT, OTT, CODE, CLIENT_SECRET);
    }

    private static Answer oauthTokens() {
        return PlatformServer.json(
                200, "{\"access_token\":\"" + ACCESS + "\",\"refresh_token\":\"" + REFRESH + "\",\"expires_in\":60}");
    }

    private static Answer[] backOfficeScript() {
        return new Answer[] {
            pair(ACCESS, 300, REFRESH, 3600),
            pair(ACCESS, 300, NEXT, 3600),
            PlatformServer.json(200, "{\"login\":\"trader1\",\"accessToken\":\"" + ACCESS + "\"}"),
            verified(),
            verified(),
            PlatformServer.json(200, "{\"id\":1,\"password\":\"" + PASSWORD + "\"}"),
            PlatformServer.json(200, "[{\"id\":1,\"login\":\"ann\",\"password\":\"" + PASSWORD + "\"}]"),
            PlatformServer.json(200, "{\"message\":\"about " + ACCESS + "\"}"),
            PlatformServer.empty(204)
        };
    }

    @Test
    void wholeFlowOfTheBackOfficeLeavesNothingBehind() {
        // TE 76
        server.answers(backOfficeScript());
        probe().run(() -> {
            var login = new BackOfficeLogin("crm-service", Secret.of(PASSWORD));
            var ott = TerminalToken.fromUrl("https://b.example/?token=" + OTT);
            var form = new NewTrader("a@b.c", "A", "B", "ann", Secret.of(PASSWORD), 1, Map.of());
            RenewableSession<BackOfficeTokens> session = backOffice.login(login);
            BackOfficeTokens first = session.token();
            session.renew();
            return List.of(
                    login,
                    ott,
                    form,
                    session,
                    first,
                    session.token(),
                    session.authorization(),
                    backOffice.verify(session, ott),
                    backOffice.oneTimeTokens().anonymous(ott),
                    backOffice.oneTimeTokens().older(ott),
                    backOffice.register(session, form),
                    backOffice.findUser(session, "ann"),
                    backOffice.describeError(session, "1.2.3"),
                    attached(session));
        });
        server.expect(9);
        assertThat(server.requests().get(1).header("token"))
                .as("it was there to leak")
                .contains(REFRESH);
    }

    /** What an application prints of its own call. */
    private String attached(RenewableSession<?> session) throws Exception {
        Request request = new Request.Builder().url(server.url() + "/accounts").build();
        try (Response response =
                OkHttpEngine.attach(BASE, session).newCall(request).execute()) {
            return response + " " + response.request();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401, 403, 406, 500})
    void serverThatEchoesEverySecretIsNotQuoted(int status) {
        // TE 76
        String echo = "{\"errors\":[\"" + ACCESS + "\"],\"message\":\"token " + REFRESH + " of " + PASSWORD + ", " + OTT
                + ", " + NEXT + "\"}";
        server.answers(pair(ACCESS, 300, REFRESH, 3600));
        RenewableSession<BackOfficeTokens> session =
                backOffice.login(new BackOfficeLogin("crm-service", Secret.of(PASSWORD)));
        String onlySent = "{\"errors\":[\"x " + PASSWORD + "\"],\"message\":\"" + PASSWORD + "\"}";
        server.answers(
                PlatformServer.json(status, onlySent),
                PlatformServer.json(
                        status, "{\"errors\":[\"" + OTT + "\"],\"message\":\"" + OTT + " of " + ACCESS + "\"}"),
                PlatformServer.json(status, "{\"errors\":[\"" + REFRESH + "\"],\"message\":\"" + REFRESH + "\"}"),
                PlatformServer.html(status, "<html><title>" + OTT + "</title>" + echo + "</html>"));
        var again = new BackOfficeLogin("crm-service", Secret.of(PASSWORD));
        var ott = new TerminalToken(Secret.of(OTT));
        probe().run(() -> backOffice.login(again));
        probe().run(() -> backOffice.verify(session, ott));
        probe().run(session::renew);
        probe().run(() -> backOffice.oneTimeTokens().older(ott));
        server.expect(5);
    }

    @Test
    void wholeFlowOfAPasswordSignInLeavesNothingBehind() {
        // TE 76
        server.answers(
                PlatformServer.json(200, "{\"s\":\"ok\",\"d\":{\"access_token\":\"" + ACCESS + "\"}}"),
                PlatformServer.json(200, "{\"s\":\"ok\",\"d\":[{\"id\":1,\"key\":\"" + NEXT + "\"}]}"),
                PlatformServer.json(200, "{\"s\":\"ok\"}"),
                refused(PASSWORD + " and " + CODE + " are wrong. Attempt 3 of 10"));
        probe().run(() -> {
            ClientLogin login = ClientLogin.of("trader1", Secret.of(PASSWORD)).withCode(Secret.of(CODE));
            TraderEvolutionClient inQuery =
                    client(server.url()).credentialsInQuery().build();
            RenewableSession<ClientTokens> session = inQuery.login(login);
            return List.of(
                    login,
                    login.tidied(),
                    session,
                    session.token(),
                    BrokerToken.of(Secret.of(ACCESS)),
                    inQuery.accounts(session),
                    inQuery.logout(session),
                    inQuery.login(login));
        });
        server.expect(4);
    }

    @ParameterizedTest
    @EnumSource(ClientAuthentication.class)
    void wholeFlowOfOAuthLeavesNothingBehind(ClientAuthentication way) {
        // TE 76
        server.answers(
                oauthTokens(),
                oauthTokens(),
                PlatformServer.json(
                        400,
                        "{\"error\":\"invalid_grant\",\"error_description\":\"" + REFRESH + " " + CLIENT_SECRET
                                + "\"}"),
                PlatformServer.json(400, "{\"error\":\"" + CODE + "\",\"errmsg\":\"" + CLIENT_SECRET + "\"}"));
        probe().run(() -> {
            OAuthApplication application = OAuthApplication.of(
                            "app", Secret.of(CLIENT_SECRET), "https://app.example/cb")
                    .authenticatedBy(way)
                    .withPkce();
            TraderEvolutionClient oauth =
                    client(server.url()).oauth(application).build();
            OAuthRequest request = oauth.oauth().begin();
            OAuthCallback callback = callback(request);
            RenewableSession<ClientTokens> session = oauth.oauth().redeem(request, callback);
            ClientTokens renewed = session.renew();
            String failure = String.valueOf(org.assertj.core.api.Assertions.catchThrowable(session::renew)
                    .getMessage());
            return List.of(application, request, callback, session, renewed, failure, oauth.oauth(), redeemed(oauth));
        });
        server.expect(4);
    }

    private static OAuthCallback callback(OAuthRequest request) {
        return OAuthCallback.parse("https://app.example/cb?code=" + CODE + "&state="
                + request.state().reveal());
    }

    private static Object redeemed(TraderEvolutionClient oauth) {
        OAuthRequest request = oauth.oauth().begin();
        return oauth.oauth().redeem(request, callback(request));
    }

    @Test
    void stateAndProofKeyOfASignInDoNotPrint() {
        // TE 76
        TraderEvolutionClient oauth = client(server.url())
                .oauth(OAuthApplication.of("app", Secret.of(CLIENT_SECRET), "https://app.example/cb")
                        .withPkce())
                .build();
        OAuthRequest request = oauth.oauth().begin();
        assertThat(request.toString())
                .isEqualTo("OAuthRequest[http://localhost/oauth/authorize]")
                .doesNotContain(request.state().reveal());
    }

    @Test
    void tokensCompareByValueAndAreNotSerializable() {
        // TE 76, 78
        RenewableSession<BackOfficeTokens> session = signedIn();
        assertThat(session.token()).isEqualTo(session.token());
        for (Class<?> type : List.of(
                BackOfficeTokens.class,
                ClientTokens.class,
                BackOfficeLogin.class,
                ClientLogin.class,
                OAuthRequest.class)) {
            assertThat(Serializable.class.isAssignableFrom(type)).isFalse();
        }
        assertThat(new ClientTokens(
                        Secret.of("a"),
                        Optional.of(Secret.of("r")),
                        in(60),
                        session.token().issuer()))
                .hasToString("ClientTokens[accessToken=██, refreshToken=Optional[██], lifetime=" + in(60) + ", issuer="
                        + server.url() + "]");
    }
}
