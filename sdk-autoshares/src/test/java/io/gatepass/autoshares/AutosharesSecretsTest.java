package io.gatepass.autoshares;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.autoshares.AutosharesChallenge.Code;
import io.gatepass.autoshares.AutosharesChallenge.PasswordExpired;
import io.gatepass.autoshares.AutosharesChallenge.Pin;
import io.gatepass.autoshares.AutosharesChallenge.PinNotSetUp;
import io.gatepass.autoshares.AutosharesPasswords.CodeSent;
import io.gatepass.autoshares.AutosharesPins.Choice;
import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.testkit.LeakProbe;
import io.gatepass.testkit.PlatformServer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets stay secret, whoever repeats them. */
class AutosharesSecretsTest extends AutosharesTestBase {
    private static final Secret PW = Secret.of("marker-password-1");
    private static final AutosharesCredentials MARKED = new AutosharesCredentials("marker-login-1", PW);
    private static final AutosharesNewPassword NEXT =
            new AutosharesNewPassword(Secret.of("marker-next-1"), Secret.of("marker-next-1"));
    private static final Choice CHOICE =
            new Choice(Secret.of("marker-pin-1"), "marker-image-1", Secret.of("marker-phrase-1"));
    private static final LeakProbe PROBE = LeakProbe.watching(
            "marker-password-1",
            "marker-login-1",
            "marker-code-1",
            "marker-pin-1",
            "marker-phrase-1",
            "marker-image-1",
            "marker-interim-1",
            "marker-interim-2",
            "marker-final-1",
            "marker-conf-1",
            "marker-next-1",
            "marker-reset-1",
            "marker-answer-1",
            "marker-question-1",
            "marker-app-key-1",
            "marker-session-1",
            "marker-refresh-1",
            "marker-client-secret-1");

    private final AutosharesClient marked = AutosharesClient.builder(server.url(), Secret.of("marker-app-key-1"))
            .engine(engine)
            .build();

    @Test
    void signInWithBothFactorsLeavesNothingBehind() {
        // AS 55, 58
        server.answers(
                expecting("VerificationCode", "marker-interim-1"),
                json(
                        202,
                        "{'State':'Expecting','Step':'SecutityPin','Reason':'PIN please','Token':'marker-interim-2',"
                                + "'PersonalPhrase':'marker-phrase-1','Image':'marker-image-1'}"),
                succeeded("marker-final-1"),
                json(200, "{'QuoteAddresses':[{'Url':'wss://x.etnasoft.us','SessionId':'marker-session-1'}]}"),
                PlatformServer.empty(200));
        PROBE.run(() -> {
            List<Object> left = new ArrayList<>(List.of(marked, MARKED));
            var first = marked.login(MARKED);
            Code code = challenge(first, Code.class);
            var second = marked.answer(code, Secret.of("marker-code-1"));
            Pin pin = challenge(second, Pin.class);
            TokenSession<AutosharesToken> session =
                    marked.answer(pin, Secret.of("marker-pin-1")).orElseThrow();
            var streamers = marked.identity().streaming().addresses(session);
            var handshake =
                    marked.identity().streaming().handshake(session, streamers.get(0), AutosharesContractTest.user());
            left.addAll(List.of(first, code, second, pin, pin.personalPhrase(), pin.image(), session));
            left.addAll(List.of(session.token(), session.authorization(), streamers, handshake));
            left.add(marked.logout(session));
            return left;
        });
        server.expect(5);
    }

    @Test
    void deadEndsAndRecoveryLeaveNothingBehind() {
        // AS 55
        server.answers(
                json(202, "{'Reason':'Your Password has expired','ConfirmationToken':'marker-conf-1'}"),
                PlatformServer.empty(200),
                json(
                        202,
                        "{'Reason':'PIN code is not init','Token':'marker-interim-1','ConfirmationToken':'marker-conf-1'}"),
                PlatformServer.empty(200),
                json(200, "{'Model':'marker-question-1'}"),
                PlatformServer.empty(200),
                json(200, "{'Model':'marker-reset-1'}"),
                PlatformServer.empty(200));
        PROBE.run(() -> {
            AutosharesPasswords passwords = marked.identity().passwords();
            PasswordExpired expired = challenge(marked.login(MARKED), PasswordExpired.class);
            passwords.replaceExpired(expired, NEXT);
            PinNotSetUp dead = challenge(marked.login(MARKED), PinNotSetUp.class);
            marked.identity().pins().setUp(dead, CHOICE);
            var forgotten = passwords.forgotten("marker-login-1");
            CodeSent sent = passwords.sendCode(forgotten, Optional.of(Secret.of("marker-answer-1")));
            var verified = passwords.verify(sent, Secret.of("marker-code-1"));
            passwords.reset(verified, NEXT);
            return List.of(expired, dead, NEXT, CHOICE, forgotten, sent, verified);
        });
        server.expect(8);
    }

    @Test
    void oauthLeavesNothingBehind() {
        // AS 55
        server.answers(
                json(200, "{'access_token':'asat_marker-final-1','refresh_token':'marker-refresh-1','expires_in':60}"),
                json(403, "{'error':'asat_marker-final-1','asat_marker-final-1':['Bearer asat_marker-final-1']}"),
                json(400, "{'error':'marker-refresh-1 marker-client-secret-1'}"));
        PROBE.run(() -> {
            var app = AutosharesOAuthApp.of("c", Secret.of("marker-client-secret-1"), "https://app.acme.example");
            AutosharesOAuth oauth =
                    AutosharesOAuth.builder(server.url(), app).engine(engine).build();
            AutosharesConsent consent = oauth.begin(Set.of("read"));
            String state = consent.reveal().getQuery().replaceFirst(".*&state=", "");
            var session = oauth.redeem(consent, "?code=marker-code-1&state=" + state);
            AuthException forbidden = failure(() -> oauth.currentUser(session));
            AuthException refused = failure(session::renew);
            assertThat(consent.toString()).doesNotContain(state);
            return List.of(app, consent, session, forbidden, forbidden.answer(), refused, refused.answer());
        });
        server.expect(3);
    }

    /** Each shape that refusals come in, and what is not one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'error':'%s'}",
                "{'State':'%s','Step':'%s','Reason':'%s'}",
                "{'Message':'%s'}",
                "{'Message':'x','ModelState':{'%s':['%s']}}",
                "{'Model':'%s','Errors':['%s'],'ErrorsCode':['%s'],'StatusCode':'%s','IsSucceed':false}",
                "{'message':'%s','error':'%s'}",
                "<html><title>%s</title><h1>%s</h1>",
                "%s",
            })
    void serverThatEchoesWhatItWasSentIsScrubbed(String shape) {
        // AS 55, 56
        for (String secret : List.of("marker-password-1", "marker-app-key-1", "marker-login-1", "marker-code-1")) {
            for (int status : new int[] {200, 202, 400, 401, 403, 404, 429, 500}) {
                PROBE.run(echoed(status, shape.replace("%s", secret)));
            }
        }
    }

    private Callable<Object> echoed(int status, String body) {
        return () -> {
            server.answers(expecting("VerificationCode", "marker-interim-1"), json(status, body));
            Code code = challenge(marked.login(MARKED), Code.class);
            return marked.answer(code, Secret.of("marker-code-1"));
        };
    }

    @Test
    void addressThatAnErrorRepeatsLosesItsQuery() {
        // AS 56
        server.answers(
                json(
                        404,
                        "{'Message':'No HTTP resource was found that matches the request URI "
                                + "https://h.example/v1.0/users/password/secret-question?username=marker-login-1&x=other-secret.'}"));
        AuthException failure = failure(() -> marked.identity().passwords().forgotten("marker-login-1"));
        assertThat(failure)
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("https://h.example")
                .hasMessageNotContaining("marker-login-1")
                .hasMessageNotContaining("other-secret");
        assertThat(failure.answer().toString()).doesNotContain("marker-login-1", "other-secret");
    }

    @Test
    void nothingThatHoldsASecretCanBeSerialised() {
        // AS 57
        for (Class<?> holder : List.of(
                AutosharesChallenge.class,
                Code.class,
                Pin.class,
                AutosharesCredentials.class,
                AutosharesToken.class,
                AutosharesOAuthToken.class,
                AutosharesConsent.class,
                AutosharesHandshake.class,
                TokenSession.class)) {
            assertThat(Serializable.class.isAssignableFrom(holder))
                    .as(holder.getName())
                    .isFalse();
        }
        assertThat(MARKED).hasToString("AutosharesCredentials[username=██, password=██]");
        assertThat(token("marker-final-1").toString()).startsWith("AutosharesToken[value=██, ");
    }

    @Test
    void secretsAreRedactedAndCompareByValueSinceWipingCouldNotBePromised() {
        // AS 58
        assertThat(PW).hasToString("██").isEqualTo(Secret.of("marker-password-1"));
        assertThat(token("a")).isEqualTo(token("a")).isNotEqualTo(token("b"));
        Code code = askedForCode();
        code.abandon();
        assertThat(code.pending().isOpen())
                .as("dropped, as far as Java lets go")
                .isFalse();
    }

    @Test
    void unknownUserAndWrongPasswordCannotBeToldApart() {
        // AS 60
        server.answers(
                failed("BaseAuthentication", "Invalid credentials"),
                failed("BaseAuthentication", "Invalid credentials"));
        AuthException unknown = failure(() -> client.login(new AutosharesCredentials("nobody", PASSWORD)));
        AuthException wrong = failure(() -> client.login(new AutosharesCredentials("alice", Secret.of("wrong-1"))));
        assertThat(unknown).hasSameClassAs(wrong).hasMessage(wrong.getMessage());
        assertThat(unknown.answer()).isEqualTo(wrong.answer());
    }

    private static OkHttpClient trusting(HeldCertificate certificate) {
        HandshakeCertificates trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(certificate.certificate())
                .build();
        return new OkHttpClient.Builder()
                .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_1_1", "HTTP_2"})
    void certificateIsCheckedAndOnlyAClientOfYoursWidensTheTrust(Protocol protocol) throws Exception {
        // AS 5, 59
        var certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .build();
        var identity =
                new HandshakeCertificates.Builder().heldCertificate(certificate).build();
        try (var tls = new MockWebServer();
                OkHttpEngine trusting = OkHttpEngine.sharing(trusting(certificate))) {
            tls.setProtocols(
                    protocol == Protocol.HTTP_2 ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1) : List.of(protocol));
            tls.useHttps(identity.sslSocketFactory());
            tls.enqueue(new MockResponse.Builder()
                    .body("{\"State\":\"Succeeded\",\"Token\":\"abc\"}")
                    .build());
            tls.start();
            String url = "https://localhost:" + tls.getPort();
            assertThatThrownBy(() -> builder(url).build().login(ALICE))
                    .isInstanceOf(Misconfigured.class)
                    .hasMessageContaining("certificate");
            assertThat(tls.getRequestCount()).isZero();
            builder(url).engine(trusting).build().login(ALICE);
            var request = tls.takeRequest();
            assertThat(request.getHeaders().get("Content-Length")).isEqualTo("0");
            assertThat(request.getVersion().toString()).isEqualTo(protocol == Protocol.HTTP_2 ? "HTTP/2" : "HTTP/1.1");
        }
    }

    @Test
    void nobodyThereIsNoRefusal() {
        // AS 16, 59
        PlatformServer gone = PlatformServer.start();
        gone.close();
        assertThatThrownBy(() -> builder(gone.url()).build().login(ALICE)).isInstanceOf(Unavailable.class);
    }
}
