package io.gatepass.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.core.AuthException.Rejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    private record Login(String email, Secret password) {}

    @Test
    void secretPrintsAsAMaskEvenInsideARecord() {
        assertThat(new Login("a@b.c", Secret.of("hunter2"))).hasToString("Login[email=a@b.c, password=██]");
    }

    @Test
    void secretsAreEqualByValue() {
        assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).hasSameHashCodeAs(Secret.of("a"));
        assertThat(Secret.of("a")).isNotEqualTo(Secret.of("b")).isNotEqualTo("a");
    }

    @Test
    void hashSaysNothingAboutTheValue() {
        assertThat(Secret.of("a").hashCode()).isNotEqualTo("a".hashCode());
    }

    @Test
    void valueLeavesUnchanged() {
        assertThat(Secret.of(" p w ").reveal()).isEqualTo(" p w ");
        assertThat(Secret.of("a+b/c==").forHeader("Token")).isEqualTo("a+b/c==");
        assertThat(Secret.of("p w").forHeader("Password")).isEqualTo("p w");
        assertThat(Secret.of("a.b-c_d=").forCookie("co-auth")).isEqualTo("a.b-c_d=");
        assertThat(Secret.of(" ").isBlank()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a;b", "a,b", "\"a\"", "a\\b", "a\r\nSet-Cookie: x", "é", ""})
    void valueThatWouldBreakACookieIsRefusedByName(String value) {
        assertThatThrownBy(() -> Secret.of(value).forCookie("co-auth"))
                .isInstanceOf(Rejected.class)
                .hasMessageStartingWith("co-auth: ");
    }
}
