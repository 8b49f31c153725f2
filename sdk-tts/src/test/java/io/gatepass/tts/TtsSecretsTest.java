package io.gatepass.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.testkit.LeakProbe;
import io.gatepass.testkit.PlatformServer;
import java.io.Serializable;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets stay secret, and the dashboard link is one. */
class TtsSecretsTest extends TtsTestBase {
    private static final String TEMPLATE = "https://dash.acme.example/hijack/{token}/";

    private TtsClient withTemplate(String template) {
        return builder().dashboardUrl(template).build();
    }

    @Test
    void wholeFlowLeavesNothingBehind() {
        // TTS 74
        server.answers(
                PlatformServer.json(201, "{\"key\":\"marker-key-4711\"}"),
                PlatformServer.json(200, "{\"ephemeral_token\":\"marker-eph-4711\",\"mfa_required\":true}"),
                PlatformServer.json(200, "{\"key\":\"marker-key-4711\"}"),
                PlatformServer.json(200, "{\"pk\":1}"),
                PlatformServer.json(200, "{}"));
        LeakProbe.watching("marker-key-4711", "marker-eph-4711", "marker-password-1", "marker-code-1")
                .run(() -> {
                    TtsClient tts = withTemplate(TEMPLATE);
                    var login = new TtsLogin("a@b.c", Secret.of("marker-password-1"));
                    var form = TtsRegistration.of("A", "a@b.c", Secret.of("marker-password-1"));
                    TtsRegistered registered = tts.register(form);
                    var outcome = tts.login(login);
                    TtsMfa challenge = outcome.fold(session -> null, asked -> asked);
                    TokenSession<TtsKey> session = tts.answer(challenge, Secret.of("marker-code-1"));
                    return List.of(
                            login,
                            form,
                            registered,
                            outcome,
                            challenge,
                            session,
                            session.token(),
                            session.authorization(),
                            tts.currentUser(session),
                            tts.dashboardLink(session),
                            tts.logout(session));
                });
    }

    @Test
    void debugPageThatRepeatsTheFormIsScrubbed() {
        // TTS 75
        server.answers(PlatformServer.html(
                400, "<html><title>KeyError marker-password-1</title><h1>marker-password-1</h1>marker-password-1"));
        server.answers(PlatformServer.json(400, "{\"password\":[\"marker-password-1 is too common\"]}"));
        var login = new TtsLogin("a@b.c", Secret.of("marker-password-1"));
        LeakProbe.watching("marker-password-1").run(() -> client.login(login));
        LeakProbe.watching("marker-password-1").run(() -> client.login(login));
        server.expect(2);
    }

    @Test
    void keyComparesByValueAndIsNotSerializable() {
        // TTS 76
        assertThat(key("abc")).isEqualTo(key("abc")).isNotEqualTo(key("abd"));
        assertThat(Serializable.class.isAssignableFrom(TtsKey.class)).isFalse();
        assertThat(Serializable.class.isAssignableFrom(TtsMfa.class)).isFalse();
        assertThat(Serializable.class.isAssignableFrom(Secret.class)).isFalse();
    }

    @Test
    void keyIsBoundToTheBackendThatIssuedIt() {
        // TTS 77
        TtsKey foreign = new TtsKey(Secret.of("abc"), Origin.of("https://acme-f.tradetechsolutions.app"));
        assertThatThrownBy(() -> client.resume(foreign)).isInstanceOf(Misconfigured.class);
        TtsClient other = TtsClient.builder("https://acme-f.tradetechsolutions.app")
                .engine(engine)
                .build();
        assertThatThrownBy(() -> other.currentUser(session())).isInstanceOf(Misconfigured.class);
        server.expect(0);
    }

    @Test
    void withoutATemplateThereIsNoLink() {
        // TTS 78
        assertThatThrownBy(() -> client.dashboardLink(session()))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("dashboard URL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://dash.acme.example/",
                "https://dash.acme.example/{token}/{token}",
                "http://dash.acme.example/{token}",
                "https://{token}.acme.example/",
                "https://{token}@acme.example/",
                "https://acme.example:{token}/",
                "/hijack/{token}",
                "https://u:p@acme.example/{token}",
                "javascript:{token}",
                "https://acme.example/ {token}"
            })
    void unsafeTemplateIsRefusedAtConstruction(String template) {
        // TTS 79
        assertThatThrownBy(() -> withTemplate(template)).isInstanceOf(Misconfigured.class);
    }

    @Test
    void loopbackTemplateMayBePlain() {
        // TTS 79
        withTemplate("http://localhost:8080/hijack?token={token}");
    }

    @ParameterizedTest
    @CsvSource({
        "https://d.example/h/{token}/,          https://d.example/h/a%2Bb%2Fc%3Dd%26e%2A~/",
        "https://d.example/h?x=1&t={token}&y=2, https://d.example/h?x=1&t=a%2Bb%2Fc%3Dd%26e%2A~&y=2",
        "https://d.example/h#t={token},         https://d.example/h#t=a%2Bb%2Fc%3Dd%26e%2A~",
    })
    void keyIsPercentEncodedWhereverItStands(String template, String expected) {
        // TTS 80
        LoginLink link = withTemplate(template).dashboardLink(client.resume(key("a+b/c=d&e*~")));
        assertThat(link.reveal()).isEqualTo(URI.create(expected));
        assertThat(URLDecoder.decode("a%2Bb%2Fc%3Dd%26e%2A~", StandardCharsets.UTF_8))
                .isEqualTo("a+b/c=d&e*~");
    }

    @Test
    void linkIsRedactedAndTellsHowToRedirect() {
        // TTS 81
        LoginLink link = withTemplate(TEMPLATE).dashboardLink(session());
        assertThat(link).hasToString("LoginLink[https://dash.acme.example/██]");
        assertThat(link.status()).isEqualTo(303);
        assertThat(link.responseHeaders())
                .isEqualTo(Map.of("Cache-Control", "no-store", "Referrer-Policy", "no-referrer"));
        assertThat(link.reveal()).hasToString("https://dash.acme.example/hijack/" + KEY + "/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\nb"})
    void malformedKeyIsRefusedBeforeALinkIsBuilt(String value) {
        // TTS 82
        assertThatThrownBy(() -> withTemplate(TEMPLATE).dashboardLink(client.resume(key(value))))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void linkIsNeverFetched() {
        // TTS 83
        withTemplate(server.url() + "/hijack/{token}").dashboardLink(session());
        server.expect(0);
    }
}
