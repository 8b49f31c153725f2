package io.gatepass.testkit;

import static io.gatepass.testkit.AutosharesWire.DENIED;
import static io.gatepass.testkit.AutosharesWire.INVALID;
import static io.gatepass.testkit.AutosharesWire.PASSWORD;
import static io.gatepass.testkit.AutosharesWire.check;
import static io.gatepass.testkit.AutosharesWire.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sign-in by password and the life of its tokens: statuses, headers and bodies of the vendor's pages. */
class FakeAutosharesTest {
    private final AutosharesWire wire = new AutosharesWire();
    private final FakeAutoshares fake = wire.fake;

    @AfterEach
    void stop() {
        wire.close();
    }

    private HttpResponse<String> me(String token) {
        return wire.me(token);
    }

    @Test
    void passwordAloneGivesAToken() { // AS 20
        HttpResponse<String> answer = wire.token("Accept", "application/json");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).matches("\\{\"State\":\"Succeeded\",\"Token\":\"[A-Za-z0-9+/=]{60,}\"}");
        assertThat(answer.headers().firstValue("Date")).contains("Sun, 22 Nov 2026 10:00:00 GMT");
        assertThat(me(text(answer, "Token")).statusCode()).isEqualTo(200);
    }

    @Test
    void tokensBreakWhenTheyAreEncodedOrTrimmed() { // AS 6
        String token = wire.signedIn();
        assertThat(token).contains("+", "/").endsWith("==");
        check(me(token.replace("+", "%2B")), 401, DENIED);
        check(me(token.replaceFirst("=+$", "")), 401, DENIED);
        check(me(" " + token), 401, DENIED);
    }

    @Test
    void keyLooksLikeBase64AndIsOpaque() { // AS 7
        assertThat(fake.appKey()).hasSizeGreaterThanOrEqualTo(16).endsWith("=");
    }

    @Test
    void unknownUserAndWrongPasswordAreOneAnswer() { // AS 27, 60
        check(wire.tokenAs("alice", "wrong"), 401, INVALID);
        check(wire.tokenAs("nobody", PASSWORD), 401, INVALID);
        check(wire.tokenAs("ALICE", PASSWORD), 401, INVALID);
        check(wire.app("POST /token", ""), 401, INVALID);
        assertThat(wire.token().statusCode()).isEqualTo(200);
    }

    @Test
    void wrongKeyIs401ForSignInAnd403Elsewhere() { // AS 19
        String body = "{\"error\":\"Application key is not defined or does not exist\"}";
        check(wire.call("POST /token", "", "Username", "alice", "Password", PASSWORD), 401, body);
        check(wire.call("POST /token", "", "Et-App-Key", "other", "Username", "alice"), 401, body);
        check(wire.call("GET /v1.0/users/@me/info", "", "Authorization", "Bearer " + wire.signedIn()), 403, body);
        check(wire.call("POST /logout", ""), 403, body);
    }

    @Test
    void postNeedsALengthButNoType() { // AS 5
        assertThat(RawSocket.send(fake.url(), "POST /token HTTP/1.1", "Et-App-Key: " + fake.appKey()))
                .startsWith("HTTP/1.1 411 ")
                .contains("text/html");
        for (String type : new String[] {"application/json", "application/x-www-form-urlencoded", "text/plain"}) {
            assertThat(wire.token("Content-Type", type).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void tokenEndsAfterItsLifeHoweverMuchItIsUsed() { // AS 40
        String token = wire.signedIn();
        wire.time.advance(Duration.ofHours(23));
        assertThat(me(token).statusCode()).isEqualTo(200);
        wire.time.advance(Duration.ofHours(1));
        check(me(token), 401, DENIED);
    }

    @Test
    void tokenMayEndWhenIdleInstead() { // AS 40
        fake.change(settings -> settings.tokenLife(Duration.ofMinutes(60)).tokensEndWhenIdle(true));
        String token = wire.signedIn();
        for (int i = 0; i < 3; i++) {
            wire.time.advance(Duration.ofMinutes(59));
            assertThat(me(token).statusCode()).isEqualTo(200);
        }
        wire.time.advance(Duration.ofMinutes(60));
        check(me(token), 401, DENIED);
    }

    @Test
    void severalTokensAreGoodAtOnceAndLogoutEndsOne() { // AS 50, 51
        String first = wire.signedIn();
        String second = wire.signedIn();
        assertThat(wire.alice.tokenCount()).isEqualTo(2);
        HttpResponse<String> out = wire.as(first, "POST /logout", "");
        assertThat(out.statusCode()).isEqualTo(200);
        assertThat(out.body()).isEmpty();
        check(me(first), 401, DENIED);
        assertThat(me(second).statusCode()).isEqualTo(200);
        check(wire.as(first, "POST /logout", ""), 401, DENIED);
        check(wire.app("POST /logout", ""), 401, DENIED);
    }

    @Test
    void testsCanEndTokens() {
        String token = wire.signedIn();
        wire.alice.revokeTokens();
        check(me(token), 401, DENIED);
        String other = wire.signedIn();
        wire.alice.changePassword("correct horse 2");
        check(me(other), 401, DENIED);
        assertThat(wire.tokenAs("alice", "correct horse 2").statusCode()).isEqualTo(200);
    }

    @Test
    void everythingIsTheSameInEveryRun() {
        try (var twin = new AutosharesWire()) {
            assertThat(twin.signedIn()).isEqualTo(wire.signedIn());
            assertThat(twin.alice.id()).isEqualTo(wire.alice.id());
        }
    }

    @Test
    void transcriptsAndChangesAreKept() {
        fake.addUser("bob", "battery staple 2");
        String token = wire.signedIn();
        HttpResponse<String> trading = wire.as(token, "GET /v1.0/users/@me/settings/trading", "");
        check(trading, 200, "{\"DefaultQuantity\":100}");
        check(wire.as(token, "PUT /v1.0/users/@me/settings/trading", "{\"A\":\"b\"}"), 200, "{\"A\":\"b\"}");
        assertThat(fake.changes()).isEqualTo(1);
        assertThat(fake.requests()).extracting(SeenRequest::method).containsExactly("POST", "GET", "PUT");
        assertThat(fake.requests("/token").get(0).header("Content-Length")).contains("0");
        assertThat(fake.user("bob").orElseThrow().password()).isEqualTo("battery staple 2");
        assertThat(fake.user("carol")).isEmpty();
    }
}
