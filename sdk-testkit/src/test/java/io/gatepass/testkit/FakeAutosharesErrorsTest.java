package io.gatepass.testkit;

import static io.gatepass.testkit.AutosharesWire.DENIED;
import static io.gatepass.testkit.AutosharesWire.PASSWORD;
import static io.gatepass.testkit.AutosharesWire.check;
import static io.gatepass.testkit.AutosharesWire.checkInvalid;
import static io.gatepass.testkit.AutosharesWire.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.testkit.FakeAutoshares.Shape;
import io.gatepass.testkit.FakeAutoshares.Throttle;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refusals: their six shapes, throttles, wrong hosts, routing, and what a web server in front answers. */
class FakeAutosharesErrorsTest {
    private final AutosharesWire wire = new AutosharesWire();
    private final FakeAutoshares fake = wire.fake;

    @AfterEach
    void stop() {
        wire.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "ERROR|{\"error\":\"why not\"}",
                "STATE|{\"State\":\"Failed\",\"Step\":\"BaseAuthentication\",\"Reason\":\"why not\"}",
                "MESSAGE|{\"Message\":\"why not\"}",
                "MODEL_STATE|{\"Message\":\"Validation error occured while processing entity\",\"ModelState\":"
                        + "{\"user.Field\":[\"why not\"]}}",
                "ENVELOPE|{\"Model\":null,\"Errors\":[\"why not\"],\"ErrorsCode\":[\"Error\"],\"StatusCode\":\"Continue\","
                        + "\"IsSucceed\":false}",
                "FAULT|{\"message\":\"why not\",\"error\":\"Unexpected server error\"}"
            })
    void refusalsCanBePlannedInAllShapes(Shape shape, String body) { // AS 19, 37
        fake.plan("/token", FakeAutoshares.refusal(400, shape, "why not"));
        check(wire.token(), 400, body);
        assertThat(wire.token().statusCode()).isEqualTo(200);
    }

    @Test
    void refusalsCanBePagesOrNothing() { // AS 34
        fake.plan("/token", FakeAutoshares.refusal(502, Shape.HTML, "Bad Gateway"));
        HttpResponse<String> page = wire.token();
        assertThat(page.statusCode()).isEqualTo(502);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html");
        assertThat(page.body()).contains("<title>Bad Gateway</title>");
        fake.plan("/token", FakeAutoshares.refusal(401, Shape.EMPTY, ""));
        assertThat(wire.token().body()).isEmpty();
    }

    @Test
    void statusCodeOfTheEnvelopeIsANumberOrAText() { // AS 37
        fake.plan("/token", FakeAutoshares.refusal(409, Shape.ENVELOPE, "why not"));
        assertThat(wire.token().body()).contains("\"StatusCode\":409,");
    }

    @Test
    void faultsMeetOnePathOnce() { // AS 15, 16
        fake.plan("/token", Fault.droppedAnswer());
        fake.plan("/logout", Fault.redirected("https://evil.example/"));
        assertThatThrownBy(wire::token).isInstanceOf(UncheckedIOException.class);
        assertThat(wire.alice.tokenCount()).isEqualTo(1);
        assertThat(wire.app("POST /logout", "").statusCode()).isEqualTo(307);
        assertThat(wire.token().statusCode()).isEqualTo(200);
    }

    @Test
    void thePlatformThrottlesWith401() { // AS 30
        fake.change(settings -> settings.throttle(Throttle.PLATFORM).loginsPerMinute(2));
        wire.token();
        wire.token();
        HttpResponse<String> answer = wire.token();
        check(
                answer,
                401,
                "{\"State\":\"Failed\",\"Step\":\"BaseAuthentication\",\"Reason\":\"Too many login requests. Please try"
                        + " again later.\"}");
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
        wire.time.advance(Duration.ofSeconds(60));
        assertThat(wire.token().statusCode()).isEqualTo(200);
    }

    @Test
    void theGatewayThrottlesWith429() { // AS 31
        fake.change(settings -> settings.throttle(Throttle.GATEWAY));
        for (int i = 0; i < 10; i++) {
            assertThat(wire.tokenAs("alice", "wrong").statusCode()).isEqualTo(401);
        }
        wire.time.advance(Duration.ofSeconds(20));
        HttpResponse<String> answer = wire.token();
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("40");
        assertThat(answer.headers().firstValue("X-RateLimit-Limit")).contains("10");
        assertThat(answer.headers().firstValue("X-RateLimit-Remaining")).contains("0");
        assertThat(answer.headers().firstValue("X-RateLimit-Reset"))
                .contains(String.valueOf(wire.time.now().getEpochSecond() + 40));
    }

    @Test
    void theWebTerminalRedirectsToPages() { // AS 15
        fake.change(settings -> settings.webTerminal(true));
        HttpResponse<String> answer = wire.token();
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains("/User/LogOn?ReturnUrl=%2Ftoken");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html");
        assertThat(wire.app("GET /token", "").headers().firstValue("Location")).contains("/404.html");
        fake.change(settings -> settings.webTerminal(false));
        assertThat(wire.token().statusCode()).isEqualTo(200);
    }

    @Test
    void routingRefusesInTheWordsOfItsFramework() { // AS 56
        check(
                wire.app("GET /v2/nothing?a=b", ""),
                404,
                "{\"Message\":\"No HTTP resource was found that matches the request URI '" + fake.url()
                        + "/v2/nothing?a=b'.\"}");
        check(
                wire.app("GET /token", ""),
                405,
                "{\"Message\":\"The requested resource does not support HTTP method 'GET'.\"}");
        check(wire.call("GET /health", ""), 200, "{\"status\":\"ok\"}");
    }

    @Test
    void prefixIsPartOfTheBaseUrl() { // AS 1
        try (FakeAutoshares etna = FakeAutoshares.builder().prefix("/api").start()) {
            etna.addUser("alice", PASSWORD);
            assertThat(etna.url()).endsWith("/api");
            String[] headers = {"Et-App-Key", etna.appKey(), "Username", "alice", "Password", PASSWORD};
            assertThat(new Wire(etna.url()).send("POST", "/token", "", headers).statusCode())
                    .isEqualTo(200);
            String root = etna.url().substring(0, etna.url().length() - "/api".length());
            assertThat(new Wire(root).send("POST", "/token", "", headers).body())
                    .isEqualTo("{\"Message\":\"No HTTP resource was found that matches the request URI '" + root
                            + "/token'.\"}");
            assertThat(etna.requests("/token")).hasSize(1);
            etna.plan("/token", Fault.page(503));
            assertThat(new Wire(etna.url()).send("POST", "/token", "", headers).statusCode())
                    .isEqualTo(503);
        }
    }

    @Test
    void bodiesMustBeJsonObjects() {
        String token = wire.signedIn();
        String call = "PUT /v1.0/users/@me/password/change";
        checkInvalid(wire.as(token, call, "{nonsense"), "model", "Unexpected character");
        checkInvalid(wire.as(token, call, "[1]"), "model", "Unexpected character");
        HttpResponse<String> form = new Wire(fake.url())
                .send(
                        "PUT",
                        "/v1.0/users/@me/password/change",
                        "OldPassword=x",
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Et-App-Key",
                        fake.appKey(),
                        "Authorization",
                        "Bearer " + token);
        check(
                form,
                415,
                "{\"Message\":\"The request entity's media type 'application/x-www-form-urlencoded' is not supported for"
                        + " this resource.\"}");
        fake.change(settings -> settings.validationStatus(422));
        assertThat(wire.as(token, call, "{}").statusCode()).isEqualTo(422);
    }

    @Test
    void missingTokenAnothersDataAndUnknownUsers() { // AS 42
        FakeAutoshares.User bob = fake.addUser("bob", "battery staple 2");
        String token = wire.signedIn();
        check(wire.app("GET /v1.0/users/@me/info", ""), 401, DENIED);
        check(wire.as("nonsense", "GET /v1.0/users/@me/info", ""), 401, DENIED);
        String[] headers = {"Et-App-Key", fake.appKey(), "Authorization", "bearer  " + token};
        check(wire.call("GET /v1.0/users/@me/info", "", headers), 401, DENIED);
        check(wire.as(token, "GET /v1.0/users/" + bob.id() + "/info", ""), 401, DENIED);
        check(
                wire.as(token, "GET /v1.0/users/77/info", ""),
                500,
                "{\"Model\":null,\"Errors\":[\"Value cannot be null.\\r\\nParameter name: user\"],\"ErrorsCode\":"
                        + "[\"Error\"],\"StatusCode\":\"Continue\",\"IsSucceed\":false}");
    }

    @Test
    void longAndRepeatedHeadersMeetThePageInFront() { // AS 13, 14
        HttpResponse<String> answer = wire.tokenAs("alice", "x".repeat(17 * 1024));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("Request Too Long");
        HttpResponse<String> twice = wire.token("et-app-key", fake.appKey());
        assertThat(twice.statusCode()).isEqualTo(400);
        assertThat(twice.body()).contains("Invalid Header");
    }

    @Test
    void theTokenOfAnotherPlatformIsWorthNothing() {
        try (var twin = new AutosharesWire()) {
            twin.fake.addUser("bob", "battery staple 2");
            String theirs = text(twin.tokenAs("bob", "battery staple 2"), "Token");
            check(wire.me(theirs), 401, DENIED);
        }
    }
}
