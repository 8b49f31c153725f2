package io.gatepass.matchtrader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.SeenRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.ConnectionSpec;
import okhttp3.TlsVersion;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits of calls and of renewals, the edge of the network, and the API for personal tokens. */
class LimitsTest extends MatchTraderTestBase {
    @Test
    void pauseIsReadInSecondsOrAsADate() {
        // MT 76
        String inAMinute = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                time.now().plusSeconds(60).atZone(ZoneOffset.UTC));
        server.answers(
                json(429, "{}").header("Retry-After", "7"),
                json(429, "{}").header("Retry-After", inAMinute),
                json(429, "{}"));
        assertThat(limited().retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(limited().retryAfter()).contains(Duration.ofSeconds(60));
        assertThat(limited().retryAfter()).isEmpty();
        server.expect(3);
    }

    private RateLimited limited() {
        return catchThrowableOfType(RateLimited.class, () -> platform.login(ALICE));
    }

    @Test
    void renewalThatIsTooMuchWaitsAsLongAsItIsTold() {
        // MT 40, 76
        var session = signedIn(session("t-1"));
        time.advance(LIFE);
        server.answers(json(429, "{}").header("Retry-After", "100"), cookies("t-2", "rt-2"));
        assertThatThrownBy(session::authorization).isInstanceOf(RateLimited.class);
        time.advance(Duration.ofSeconds(99));
        assertThatThrownBy(session::authorization).isInstanceOf(RateLimited.class);
        server.expect(2);
        time.advance(Duration.ofSeconds(1));
        assertThat(session.authorization().cookies().get("co-auth")).isEqualTo(Secret.of("t-2"));
        server.expect(3);
    }

    @Test
    void renewalThatIsTooMuchBacksOffByItself() {
        // MT 41, 76
        var session = signedIn(session("t-1"));
        time.advance(LIFE);
        var attempts = new ArrayList<Integer>();
        for (int second = 0; second < 64; second++) {
            server.answers(json(429, "{}"));
            assertThatThrownBy(session::authorization).isInstanceOf(RateLimited.class);
            attempts.add(server.requestCount());
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(attempts.get(63))
                .as("after 1, 2, 4, 8, 16 and 30 seconds at most, and each at least three quarters of that")
                .isBetween(1 + 6, 1 + 8);
    }

    @Test
    void clientKeepsTheVendorsBoundByItself() {
        // MT 77
        MatchTraderBroker bulk =
                brokerBuilder(BrokerApi.CRM).callsPerMinute(200).build();
        for (int i = 0; i < 200; i++) {
            brokerServer.answers(json(404, "{}"));
            bulk.findByUuid("u-1");
        }
        var refusal = catchThrowableOfType(RateLimited.class, () -> bulk.findByUuid("u-1"));
        assertThat(refusal.answer()).as("not sent").isEmpty();
        assertThat(refusal.retryAfter()).contains(Duration.ofMinutes(1));
        brokerServer.expect(200);
        time.advance(Duration.ofMinutes(1));
        brokerServer.answers(json(404, "{}"));
        assertThat(bulk.findByUuid("u-1")).isEmpty();
    }

    @Test
    void fiveHundredAMinuteUnlessSet() {
        // MT 77
        var limits = new CallLimits(CallLimits.VENDORS_MINUTE, OptionalInt.empty(), time);
        for (int i = 0; i < 500; i++) {
            limits.count();
        }
        assertThatThrownBy(limits::count).isInstanceOf(RateLimited.class);
        assertThatThrownBy(() -> builder().callsPerMinute(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void dayMayBeBoundedTooAndAMinutesRefusalDoesNotCountAgainstIt() {
        // MT 77
        MatchTraderPlatform bounded = builder().callsPerMinute(2).callsPerDay(3).build();
        server.answers(session("t-1"), session("t-2"), session("t-3"), session("t-4"));
        bounded.login(ALICE);
        bounded.login(ALICE);
        assertThatThrownBy(() -> bounded.login(ALICE)).isInstanceOf(RateLimited.class);
        time.advance(Duration.ofMinutes(1));
        bounded.login(ALICE);
        time.advance(Duration.ofHours(1));
        assertThatThrownBy(() -> bounded.login(ALICE)).isInstanceOf(RateLimited.class);
        time.advance(Duration.ofHours(23));
        bounded.login(ALICE);
        server.expect(4);
    }

    @Test
    void renewalsOfAnHourAreBoundedAndASignInTakesTheirPlace() {
        // MT 40
        MatchTraderPlatform keeping =
                builder().refreshesPerHour(2).keepCredentials().build();
        var session = signedIn(keeping, session("t-1"));
        server.answers(cookies("t-2", "rt-2"), cookies("t-3", "rt-3"), session("t-4"), cookies("t-5", "rt-5"));
        for (int i = 0; i < 3; i++) {
            time.advance(LIFE);
            session.authorization();
        }
        assertThat(pathsSeen()).containsExactly("/manager/mtr-login", REFRESH_PATH, REFRESH_PATH, "/manager/mtr-login");
        time.advance(LIFE.multipliedBy(2));
        session.authorization();
        assertThat(pathsSeen()).hasSize(5).endsWith(REFRESH_PATH);
    }

    @Test
    void boundedRenewalsWithoutCredentialsWaitForTheHour() {
        // MT 40
        MatchTraderPlatform bounded = builder().refreshesPerHour(1).build();
        var session = signedIn(bounded, session("t-1"));
        server.answers(cookies("t-2", "rt-2"), cookies("t-3", "rt-3"));
        session.renew();
        time.advance(LIFE);
        var refusal = catchThrowableOfType(RateLimited.class, session::authorization);
        assertThat(refusal.retryAfter()).contains(Duration.ofMinutes(45));
        time.advance(Duration.ofMinutes(45));
        assertThat(session.authorization().cookies().get("co-auth")).isEqualTo(Secret.of("t-3"));
        server.expect(3);
    }

    @Test
    void productIsNamedAndNoBrowserIsPlayed() {
        // MT 79
        server.answers(session("t-1"), session("t-2"));
        platform.login(ALICE);
        builder().header("User-Agent", "acme-portal/7").build().login(ALICE);
        assertThat(server.requests().get(0).header("User-Agent").orElseThrow())
                .startsWith("gatepass")
                .doesNotContain("Mozilla", "okhttp");
        assertThat(server.requests().get(1).header("User-Agent")).contains("acme-portal/7");
        assertThatThrownBy(() -> builder().header("Auth-trading-api", "x").build())
                .isInstanceOf(Misconfigured.class);
    }

    @Test
    void callersTlsSettingsCountAndCertificatesAreChecked() throws IOException {
        // MT 80
        var certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .build();
        var trusting = new HandshakeCertificates.Builder()
                .addTrustedCertificate(certificate.certificate())
                .build();
        var newest = new ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS)
                .tlsVersions(TlsVersion.TLS_1_3)
                .build();
        var own = BASE.newBuilder()
                .sslSocketFactory(trusting.sslSocketFactory(), trusting.trustManager())
                .connectionSpecs(List.of(newest))
                .build();
        try (var https = new MockWebServer();
                var shared = OkHttpEngine.sharing(own)) {
            https.useHttps(new HandshakeCertificates.Builder()
                    .heldCertificate(certificate)
                    .build()
                    .sslSocketFactory());
            https.start();
            https.enqueue(new MockResponse.Builder().body(body("t-1")).build());
            String url = https.url("/").toString();
            assertThatThrownBy(() -> builder(url).build().login(ALICE))
                    .isInstanceOf(Misconfigured.class)
                    .hasMessageContaining("certificate");
            assertThat(builder(url).engine(shared).build().login(ALICE)).isNotNull();
            var handshake = https.takeRequest().getHandshake();
            assertThat(handshake.tlsVersion()).isEqualTo(TlsVersion.TLS_1_3);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void personalTokenGoesToItsApiAndIsNeverRenewed() {
        // MT 82
        TraderApi api = TraderApi.builder().baseUrl(server.url()).engine(engine).build();
        TokenSession<PersonalToken> session = api.resume(Secret.of("personal-1"));
        server.answers(json(200, "{\"orders\":[]}"), json(401, "{}"), json(403, "{\"message\":\"no right\"}"));
        assertThat(api.get(session, "/v1/orders")).containsKey("orders");
        SeenRequest request = server.onlyRequest();
        assertThat(request.target()).isEqualTo("/v1/orders");
        assertThat(request.header("Authorization")).contains("Bearer personal-1");
        assertThat(request.headers()).doesNotContainKeys("Cookie", "Auth-trading-api");
        assertThatThrownBy(() -> api.get(session, "/v1/orders")).isInstanceOf(ReauthenticationRequired.class);
        assertThat(groundOf(catchThrowable(() -> api.get(session, "/v1/orders"))))
                .hasToString("NOT_PERMITTED");
        server.expect(3);
        assertThat(session.replace(session.authorization())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Authorization, '', personal-1", "X-Api-Token, '', personal-1", "Authorization, Token, Token personal-1"
    })
    void formOfThePersonalTokenIsASetting(String header, String word, String expected) {
        // MT 82
        TraderApi api = TraderApi.builder()
                .baseUrl(server.url())
                .header(header, word)
                .engine(engine)
                .build();
        server.answers(json(200, "{}"));
        api.get(api.resume(Secret.of("personal-1")), "/v1/me");
        assertThat(server.onlyRequest().header(header)).contains(expected);
    }

    @Test
    void personalTokenOfAnotherApiIsNotSent() {
        // MT 59, 82
        TraderApi api = TraderApi.builder().baseUrl(server.url()).engine(engine).build();
        try (TraderApi vendors = TraderApi.create()) {
            assertThatThrownBy(() -> vendors.get(api.resume(Secret.of("personal-1")), "/v1/me"))
                    .isInstanceOf(Misconfigured.class);
        }
        assertThatThrownBy(() -> api.resume(Secret.of(" "))).isInstanceOf(Rejected.class);
        server.answers(PlatformServer.empty(302).header("Location", brokerServer.url() + "/v1/me"));
        assertThatThrownBy(() -> api.get(api.resume(Secret.of("personal-1")), "/v1/me"))
                .isInstanceOf(Misconfigured.class);
        brokerServer.expect(0);
    }

    @Test
    void platformIsNoOtherApiOfTheVendors() {
        // MT 59, 65
        for (String host :
                List.of("broker-api-demo", "broker-api", "crm-api-demo", "broker-api-v2-acme", "trader-api")) {
            assertThatThrownBy(() ->
                            builder("https://" + host + ".match-trader.com").build())
                    .isInstanceOf(Misconfigured.class);
        }
        assertThat(builder("https://mtr-demo-prod.match-trader.com").build()).isNotNull();
    }

    @Test
    void endingVersionIsSaidToBeEndingOncePerClient() {
        // MT 75
        String warnings = warningsOf(() -> {
            MatchTraderBroker v1 = brokerBuilder(BrokerApi.V1).build();
            brokerServer.answers(json(404, "{}"), json(404, "{}"));
            v1.findByUuid("u-1");
            v1.findByUuid("u-1");
            brokerBuilder(BrokerApi.V2).build();
        });
        assertThat(warnings).containsOnlyOnce("Broker API v1 ends with the year 2026");
    }
}
