package io.gatepass.moduletests;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatepass.core.Secret;
import io.gatepass.matchtrader.MatchTraderPlatform;
import io.gatepass.tts.TtsClient;
import java.lang.module.ModuleDescriptor;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The libraries as named modules: they work, and they show only what they should. */
class ModulePathTest {
    private static Set<String> requiredBy(String module) {
        return descriptor(module).requires().stream()
                .map(ModuleDescriptor.Requires::name)
                .collect(Collectors.toSet());
    }

    private static ModuleDescriptor descriptor(String module) {
        return ModuleLayer.boot().findModule(module).orElseThrow().getDescriptor();
    }

    @Test
    void testRunsOnTheModulePath() {
        assertThat(Application.class.getModule().getName()).isEqualTo("io.gatepass.moduletests");
        assertThat(Secret.class.getModule().getName()).isEqualTo("io.gatepass.core");
        assertThat(TtsClient.class.getModule().getName()).isEqualTo("io.gatepass.tts");
        assertThat(MatchTraderPlatform.class.getModule().getName()).isEqualTo("io.gatepass.matchtrader");
    }

    @Test
    void modularApplicationSignsInAndCalls() throws Exception {
        try (var server = new MockWebServer()) {
            server.start();
            server.enqueue(new MockResponse.Builder().body("{\"key\":\"abc\"}").build());
            server.enqueue(new MockResponse.Builder().body("[]").build());
            assertThat(Application.signInAndCall("http://localhost:" + server.getPort()))
                    .isEqualTo(200);
            server.takeRequest();
            assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("Token abc");
        }
    }

    @Test
    void modularApplicationSignsInAtAutoshares() throws Exception {
        try (var server = new MockWebServer()) {
            server.start();
            server.enqueue(new MockResponse.Builder()
                    .body("{\"State\":\"Succeeded\",\"Token\":\"abc\"}")
                    .build());
            server.enqueue(new MockResponse.Builder()
                    .body("{\"UserId\":7,\"Login\":\"alice\"}")
                    .build());
            assertThat(Application.signInAtAutoshares("http://localhost:" + server.getPort()))
                    .isEqualTo(7);
            server.takeRequest();
            assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer abc");
        }
    }

    @Test
    void modularApplicationAsksAPlatformWhoseItIs() throws Exception {
        try (var server = new MockWebServer()) {
            server.start();
            server.enqueue(new MockResponse.Builder().body("{\"partnerId\":97}").build());
            assertThat(Application.brokerOf("http://localhost:" + server.getPort()))
                    .isEqualTo("97");
        }
    }

    @Test
    void modularApplicationVerifiesAOneTimeToken() throws Exception {
        try (var server = new MockWebServer()) {
            server.start();
            server.enqueue(new MockResponse.Builder()
                    .body("{\"accessToken\":\"a-1\",\"refreshToken\":\"r-1\"}")
                    .build());
            server.enqueue(
                    new MockResponse.Builder().body("{\"login\":\"trader1\"}").build());
            assertThat(Application.verify("http://localhost:" + server.getPort()))
                    .isEqualTo("trader1");
        }
    }

    @Test
    void coreKeepsItsEnginesToItself() {
        assertThat(descriptor("io.gatepass.core").requires().stream()
                        .filter(required ->
                                required.modifiers().contains(ModuleDescriptor.Requires.Modifier.TRANSITIVE))
                        .map(ModuleDescriptor.Requires::name))
                .isSubsetOf("org.jspecify");
        assertThat(descriptor("io.gatepass.core").opens()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.gatepass.tts",
                "io.gatepass.traderevolution",
                "io.gatepass.autoshares",
                "io.gatepass.matchtrader"
            })
    void platformModuleRequiresCoreAlone(String module) {
        assertThat(requiredBy(module)).isSubsetOf("io.gatepass.core", "org.jspecify", "org.slf4j", "java.base");
        assertThat(descriptor(module).exports().stream().map(ModuleDescriptor.Exports::source))
                .isEqualTo(List.of(module));
    }
}
