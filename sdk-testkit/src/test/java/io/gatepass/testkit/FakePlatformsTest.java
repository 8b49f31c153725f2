package io.gatepass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One way to start any fake. */
class FakePlatformsTest {
    @ParameterizedTest
    @EnumSource(PlatformName.class)
    void everyPlatformStartsOnceAndListensOnLoopback(PlatformName name) throws IOException {
        try (FakePlatforms fakes = FakePlatforms.start()) {
            FakePlatform fake = fakes.platform(name);
            assertThat(fakes.platform(name)).isSameAs(fake);
            for (String url : fake.addresses().values()) {
                URI uri = URI.create(url);
                assertThat(url).startsWith("http://localhost:").doesNotEndWith("/");
                try (Socket socket = new Socket("localhost", uri.getPort())) {
                    assertThat(socket.getInetAddress().isLoopbackAddress()).isTrue();
                }
            }
        }
    }

    @Test
    void allGoByTheSameClock() {
        try (FakePlatforms fakes = FakePlatforms.start()) {
            fakes.time().advance(java.time.Duration.ofDays(1));
            var answer = new Wire(fakes.tts().url()).send("GET", "/", "");
            assertThat(answer.headers().firstValue("Date")).contains("Mon, 23 Nov 2026 10:00:00 GMT");
            fakes.time().advance(java.time.Duration.ofDays(8));
            answer = new Wire(fakes.tts().url()).send("GET", "/", "");
            assertThat(answer.headers().firstValue("Date")).contains("Tue, 01 Dec 2026 10:00:00 GMT");
        }
    }

    @Test
    void httpsIsTrustedByWhoeverTrustsTheAuthorityAndByNobodyElse() throws Exception {
        FakeAuthority authority = FakeAuthority.create();
        try (FakePlatforms fakes = FakePlatforms.builder().https(authority).start()) {
            assertThat(fakes.authority()).containsSame(authority);
            URI uri = URI.create(fakes.tts().url() + "/");
            assertThat(uri).hasScheme("https");
            HttpRequest request = HttpRequest.newBuilder(uri).build();
            HttpClient trusting =
                    HttpClient.newBuilder().sslContext(authority.sslContext()).build();
            assertThat(trusting.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(404);
            assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, BodyHandlers.discarding()))
                    .isInstanceOf(SSLException.class);
            HttpClient other = HttpClient.newBuilder()
                    .sslContext(FakeAuthority.create().sslContext())
                    .build();
            assertThatThrownBy(() -> other.send(request, BodyHandlers.discarding()))
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void authorityCanBeHandedOutAsPem() throws Exception {
        FakeAuthority authority = FakeAuthority.create();
        byte[] pem = authority.certificatePem().getBytes(StandardCharsets.US_ASCII);
        assertThat(CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)))
                .isEqualTo(authority.certificate());
        assertThat(authority.trustManager().getAcceptedIssuers()).containsExactly(authority.certificate());
        assertThat(authority.certificatePem()).doesNotContain("PRIVATE KEY");
    }

    @Test
    void closingLeavesNoThreadAndNoPort() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        FakePlatforms fakes = FakePlatforms.start();
        for (PlatformName name : PlatformName.values()) {
            fakes.platform(name).addresses().values().forEach(url -> new Wire(url).send("GET", "/", ""));
        }
        int port = URI.create(fakes.tts().url()).getPort();
        fakes.close();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!before.contains(thread) && thread.getName().contains("MockWebServer")) {
                thread.join(10_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
        assertThatThrownBy(() -> new Socket("localhost", port)).isInstanceOf(IOException.class);
    }

    @Test
    void closedFakesAreNotStartedAgain() {
        FakePlatforms fakes = FakePlatforms.start();
        fakes.close();
        assertThatThrownBy(fakes::tts).isInstanceOf(IllegalStateException.class);
        assertThatCode(fakes::close).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_001})
    void portsMustExist(int port) {
        assertThatThrownBy(() -> FakePlatforms.builder().ports(port))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ports:");
    }

    @Test
    void everyUserThatIsReadyIsDescribed() {
        try (FakePlatforms fakes = FakePlatforms.start()) {
            for (PlatformName name : PlatformName.values()) {
                List<FakePlatform.ReadyUser> users = fakes.platform(name).addReadyUsers();
                assertThat(users).as(name.id()).isNotEmpty().allSatisfy(user -> {
                    assertThat(user.login()).isNotBlank();
                    assertThat(user.password()).isNotBlank();
                    assertThat(user.about()).isNotBlank();
                });
                assertThat(users.stream().map(FakePlatform.ReadyUser::login).collect(Collectors.toSet()))
                        .hasSameSizeAs(users);
            }
        }
    }
}
