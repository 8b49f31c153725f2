package io.gatepass.autoshares;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.autoshares.AutosharesChallenge.Code;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.SeenRequest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, and what never does. */
class AutosharesRequestTest extends AutosharesTestBase {
    /** What the transport adds to every request, whatever the platform. */
    private static final Set<String> OF_THE_TRANSPORT = Set.of(
            "accept", "accept-encoding", "accept-language", "connection", "content-length", "host", "user-agent");

    @ParameterizedTest
    @CsvSource({"'', /token", "/, /token", "/api, /api/token", "/api/, /api/token"})
    void baseAndPathJoinWithOneSlashAndNothingIsAdded(String suffix, String expected) {
        // AS 1
        server.answers(succeeded(TOKEN));
        builder(server.url() + suffix).build().login(ALICE);
        assertThat(server.onlyRequest().target()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://h/api?x=hunter22", "https://h/api#hunter22", "https://u:hunter22@h/", "hunter22"})
    void baseUrlWithMoreThanAPlaceIsRefused(String url) {
        // AS 1
        assertThatThrownBy(() -> builder(url).build())
                .isInstanceOf(Misconfigured.class)
                .hasMessageNotContaining("hunter22");
    }

    @Test
    void plainHttpIsRefusedExceptLoopbackOrByAnExplicitWord() {
        // AS 2
        assertThatThrownBy(() -> builder("http://example.com").build())
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("https");
        builder("http://127.0.0.1:8080/api").build();
        builder("http://example.com").allowPlainHttp().build();
    }

    @Test
    void twoFactorLoginReadsLikeTheVendorsPage() {
        // AS 3, 4, 5, 6, 7
        server.answers(expecting("VerificationCode", INTERIM), succeeded(TOKEN));
        Code asked = challenge(client.login(ALICE), Code.class);
        TokenSession<AutosharesToken> session = client.answer(asked, CODE).orElseThrow();
        List<SeenRequest> seen = server.requests();
        assertThat(transcript(seen.get(0))).isEqualTo("""
                POST /token
                Et-App-Key: QUJDREVGLUFQUC1LRVk=
                Password: correct horse 1
                Username: alice@example.com
                """);
        assertThat(transcript(seen.get(1))).isEqualTo("""
                POST /token
                Authorization: Bearer aW50ZXJpbQ+/==
                Et-App-Key: QUJDREVGLUFQUC1LRVk=
                Password: correct horse 1
                Username: alice@example.com
                VerificationCode: 123456
                """);
        assertThat(session.token().value().reveal()).isEqualTo(TOKEN);
        assertThat(seen).allSatisfy(request -> {
            assertThat(request.header("Accept")).contains("application/json");
            assertThat(request.header("Content-Length")).contains("0");
            assertThat(request.header("Transfer-Encoding")).isEmpty();
            assertThat(request.body()).isEmpty();
        });
    }

    /** Request line, the platform's headers in order, and the body. */
    private static String transcript(SeenRequest request) {
        var lines = new StringBuilder(request.method() + " " + request.target() + "\n");
        var names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(request.headers().keySet());
        names.removeAll(OF_THE_TRANSPORT);
        names.forEach(name -> lines.append(canonical(name))
                .append(": ")
                .append(request.header(name).orElseThrow())
                .append('\n'));
        return lines + request.body();
    }

    private static String canonical(String name) {
        return List.of("Authorization", "Et-App-Key", "Password", "PinCode", "Username", "VerificationCode").stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElse(name);
    }

    @Test
    void pinStepCarriesThePinInPlaceOfTheCode() {
        // AS 4
        server.answers(expecting("SecutityPin", INTERIM), succeeded(TOKEN));
        client.answer(challenge(client.login(ALICE), AutosharesChallenge.Pin.class), Secret.of("9 8 7"));
        assertThat(transcript(server.requests().get(1))).isEqualTo("""
                POST /token
                Authorization: Bearer aW50ZXJpbQ+/==
                Et-App-Key: QUJDREVGLUFQUC1LRVk=
                Password: correct horse 1
                PinCode: 9 8 7
                Username: alice@example.com
                """);
    }

    @Test
    void firstRequestKnowsNothingOfAnActiveSession() {
        // AS 3, 18
        server.answers(succeeded(TOKEN).header("Set-Cookie", "sid=1; Path=/"), info(), succeeded("second"));
        client.identity().currentUser(client.login(ALICE).orElseThrow());
        client.login(new AutosharesCredentials("bob", PASSWORD));
        SeenRequest second = server.requests().get(2);
        assertThat(second.headers()).doesNotContainKeys("Authorization", "VerificationCode", "PinCode", "Cookie");
        assertThat(server.requests().get(1).header("Cookie")).isEmpty();
    }

    @Test
    void everyCallOfASignedInUserCarriesTokenAndKey() {
        // AS 6, 7
        String opaque = "a+b/c==" + "x".repeat(1993);
        server.answers(succeeded(opaque), info());
        client.identity().currentUser(client.login(ALICE).orElseThrow());
        SeenRequest call = server.requests().get(1);
        assertThat(call.header("Authorization")).contains("Bearer " + opaque);
        assertThat(call.header("Et-App-Key")).contains(APP_KEY.reveal());
    }

    @Test
    void headersOfTheCallerAreAddedButReplaceNoneOfOurs() {
        // AS 14
        server.answers(succeeded(TOKEN));
        builder().header("ReferralCode", "r-1").build().login(ALICE);
        assertThat(server.onlyRequest().header("ReferralCode")).contains("r-1");
        for (String ours : List.of(
                "et-app-key", "USERNAME", "password", "authorization", "verificationcode", "pincode", "origin")) {
            assertThatThrownBy(() -> builder().header(ours, "x").build())
                    .isInstanceOf(Misconfigured.class)
                    .hasMessageContaining(ours);
        }
    }

    @Test
    void originThatTheLoginIsRedirectedToReceivesNothing() {
        // AS 15
        try (var elsewhere = PlatformServer.start()) {
            elsewhere.answers(succeeded(TOKEN), succeeded(TOKEN), succeeded(TOKEN));
            for (int status : new int[] {301, 302, 307}) {
                server.answers(
                        PlatformServer.empty(status).header("Location", elsewhere.url() + "/User/LogOn?pw=secret-1"));
                assertThatThrownBy(() -> client.login(ALICE))
                        .isInstanceOf(Misconfigured.class)
                        .hasMessageContaining(elsewhere.url())
                        .hasMessageContaining("this host is not the API")
                        .hasMessageNotContaining("LogOn")
                        .hasMessageNotContaining("secret-1");
            }
            Code asked = askedForCode();
            server.answers(PlatformServer.empty(302).header("Location", elsewhere.url()));
            assertThatThrownBy(() -> client.answer(asked, CODE)).isInstanceOf(Misconfigured.class);
            elsewhere.expect(0);
            server.expect(5);
        }
    }

    @Test
    void redirectWithinTheHostIsNoApiEither() {
        // AS 15
        server.answers(PlatformServer.html(302, "<h1>Moved</h1>").header("Location", "/404.html"));
        assertThatThrownBy(() -> client.login(ALICE))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("this host is not the API");
        server.expect(1);
    }

    @Test
    void loginWhoseConnectionDropsIsSentOnce() {
        // AS 16
        server.answers(succeeded(TOKEN).dropped(), succeeded(TOKEN));
        assertThatThrownBy(() -> client.login(ALICE)).isInstanceOf(OutcomeUnknown.class);
        server.expect(1);
    }

    @Test
    void authenticatorOfTheCallersClientIsNotAsked() {
        // AS 17
        var base = new OkHttpClient.Builder()
                .authenticator(
                        (route, response) -> response.request().newBuilder().build())
                .build();
        server.answers(failed("BaseAuthentication", "Invalid credentials"), succeeded(TOKEN));
        try (OkHttpEngine shared = OkHttpEngine.sharing(base)) {
            AutosharesClient theirs = builder().engine(shared).build();
            assertThat(groundOf(() -> theirs.login(ALICE))).isEqualTo(Ground.CREDENTIALS);
            server.expect(1);
        }
    }

    @Test
    void connectLoginAndCloseNeedNothingElse() {
        server.answers(succeeded(TOKEN), info());
        TokenSession<AutosharesToken> session;
        try (AutosharesClient own = AutosharesClient.connect(server.url(), APP_KEY)) {
            session = own.login(ALICE).orElseThrow();
            assertThat(own.identity().currentUser(session).id()).isEqualTo(7);
        }
        server.expect(2);
        assertThat(session.token().value().reveal())
                .as("closing the client logs nobody out")
                .isEqualTo(TOKEN);
    }
}
