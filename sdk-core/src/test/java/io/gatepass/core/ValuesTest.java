package io.gatepass.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.core.AuthException.Answer;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.AuthException.UnexpectedResponse;
import io.gatepass.core.RenewableSession.Tuning;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small values: origins, sign-in outcomes, errors, tuning, authorizations. */
class ValuesTest {
    @ParameterizedTest
    @CsvSource({
        "https://API.Example.com/x,     https://api.example.com:443",
        "http://127.0.0.1:8080,         http://127.0.0.1:8080",
        "https://[2001:DB8::1]/,        https://[2001:db8::1]:443",
        "https://bücher.example:8443/,  https://xn--bcher-kva.example:8443",
    })
    void originIsSchemeHostAndPort(String url, String expected) {
        assertThat(Origin.of(url)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost,        true",
        "http://127.1.2.3,        true",
        "http://[::1]:80,         true",
        "http://128.0.0.1,        false",
        "http://localhost.evil,   false",
        "http://127.0.0.1.evil,   false",
    })
    void loopbackIsThisMachineOnly(String url, boolean expected) {
        assertThat(Origin.of(url).isLoopback()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.example.com,       example.com",
        "https://a.b.example.co.uk,     example.co.uk",
        "https://example.com,           example.com",
        "https://com,                   ''",
        "https://co.uk,                 ''",
        "http://localhost,              ''",
        "http://127.0.0.1,              ''",
        "http://[::1],                  ''",
    })
    void registrableDomainIsNeverAPublicSuffix(String url, String expected) {
        assertThat(Origin.of(url).registrableDomain().orElse("")).isEqualTo(expected);
    }

    @Test
    void whatIsNoUrlIsRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> Origin.of("hunter2"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void signInFoldsBothWays() {
        SignIn<String, Integer> complete = new SignIn.Complete<>("session");
        SignIn<String, Integer> challenged = new SignIn.Challenged<>(7);
        assertThat(complete.<String>fold(s -> s, c -> "asked " + c)).isEqualTo("session");
        assertThat(challenged.<String>fold(s -> s, c -> "asked " + c)).isEqualTo("asked 7");
        assertThat(complete.orElseThrow()).isEqualTo("session");
        assertThatThrownBy(challenged::orElseThrow)
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.ground()).isEqualTo(Ground.SECOND_FACTOR));
    }

    @Test
    void everyKindRepeatsItselfForAnotherCaller() {
        Answer answer = new Answer(400, Map.of("email", List.of("taken")), Map.of(), "JSON object", Optional.empty());
        List<AuthException> kinds = List.of(
                new Rejected(Ground.FORM, "m", answer),
                new ReauthenticationRequired("m", answer, null),
                new RateLimited("m", Duration.ofSeconds(5), answer),
                new Unavailable("m", answer, null),
                new OutcomeUnknown("m", answer, null),
                new Misconfigured("m", answer, null),
                new UnexpectedResponse("m", answer));
        assertThat(kinds).allSatisfy(kind -> {
            AuthException again = kind.again();
            assertThat(again)
                    .isNotSameAs(kind)
                    .hasSameClassAs(kind)
                    .hasMessage("m")
                    .hasCause(kind);
            assertThat(again.answer()).contains(answer);
        });
        assertThat(((Rejected) kinds.get(0).again()).fieldErrors()).containsKey("email");
        assertThat(((RateLimited) kinds.get(2).again()).retryAfter()).contains(Duration.ofSeconds(5));
    }

    @Test
    void blankInputIsRefusedByField() {
        assertThat(Rejected.requireText("email", "a@b.c")).isEqualTo("a@b.c");
        for (String blank : new String[] {null, "", "  "}) {
            assertThatThrownBy(() -> Rejected.requireText("email", blank))
                    .isInstanceOf(Rejected.class)
                    .hasMessageStartingWith("email: ");
        }
        assertThatThrownBy(() -> Rejected.requireSecret("password", null)).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> Rejected.requireSecret("password", Secret.of(" ")))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.fieldErrors()).containsOnlyKeys("password"));
    }

    @Test
    void tuningRefusesWhatCannotWork() {
        assertThatThrownBy(() -> Tuning.DEFAULT.withMargin(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("margin");
        assertThatThrownBy(() -> Tuning.DEFAULT.withJitter(1.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Tuning.DEFAULT.withWaitAtMost(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void authorizationTellsWhatToSendAndWhere() {
        Origin origin = Origin.of("https://api.example.com");
        TestToken token = new TestToken(Secret.of("abc"), Secret.of("r"), Lifetime.unstated(), Lifetime.unstated());
        var session = TokenSession.of(
                token, (t, out) -> out.header("X-Key", t.access()).cookie("co", t.access()), origin);
        Authorization authorization = session.authorization();
        assertThat(authorization.headers()).containsExactly(Map.entry("X-Key", Secret.of("abc")));
        assertThat(authorization.cookies()).containsExactly(Map.entry("co", Secret.of("abc")));
        assertThat(authorization.covers(origin)).isTrue();
        assertThat(authorization.covers(Origin.of("https://api.example.com:8443")))
                .isFalse();
        assertThat(authorization.audience()).isEqualTo(Set.of(origin));
        var same = TokenSession.of(
                        token, (t, out) -> out.header("X-Key", t.access()).cookie("co", t.access()), origin)
                .authorization();
        assertThat(authorization).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo("x");
        assertThat(authorization.refusedBy(401, () -> "")).isTrue();
        assertThat(authorization.refusedBy(403, () -> "")).isFalse();
        assertThat(authorization)
                .hasToString("Authorization[headers=[X-Key], cookies=[co], audience=[https://api.example.com:443]]");
    }

    @Test
    void systemTimeRuns() {
        long before = TimeSource.system().nanoTime();
        assertThat(TimeSource.system().now()).isNotNull();
        assertThat(TimeSource.system().nanoTime() - before).isNotNegative();
    }
}
