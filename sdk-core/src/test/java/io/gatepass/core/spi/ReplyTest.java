package io.gatepass.core.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.Unavailable;
import io.gatepass.core.AuthException.UnexpectedResponse;
import io.gatepass.core.Lifetime;
import io.gatepass.core.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTest {
    private static final Instant SENT = Instant.parse("2026-11-22T10:00:00Z");
    private static final HttpUrl URL = HttpUrl.get("https://platform.example.com/manager/login");

    private static Reply reply(int status, String body, String... headers) {
        return reply(status, ByteString.encodeUtf8(body), false, headers);
    }

    private static Reply reply(int status, ByteString body, boolean repeatable, String... headers) {
        Answer answer = new Answer(URL, status, Headers.of(headers), body, Answer.End.COMPLETE);
        return new Reply(answer, new Asked("POST /login", repeatable, SENT, List.of(Secret.of("hunter2"))));
    }

    @Test
    void bodyIsJsonWhateverItsTypeSays() {
        for (String type : new String[] {"application/json; charset=utf-8", "application/vnd.api+json", "text/plain"}) {
            assertThat(reply(200, "{\"key\":\"k\"}", "Content-Type", type)
                            .fields()
                            .requireText("key"))
                    .isEqualTo("k");
        }
        assertThat(reply(200, "{\"key\":\"k\"}").fields().requireText("key")).isEqualTo("k");
        assertThat(reply(200, "\uFEFF  {\"key\":\"Zoë 李 😀\"}").fields().requireText("key"))
                .isEqualTo("Zoë 李 😀");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "null",
                "[]",
                "[1]",
                "\"x\"",
                "7",
                "{",
                "{\"key\":",
                "{\"key\":\"k\"",
                "{\"key\":\"k\"}x",
                "{\"key\":1,\"key\":2}",
                "{\"n\":1e99999999999}",
                "{key:1}",
                "nonsense"
            })
    void bodyThatIsNoObjectIsUnexpected(String body) {
        assertThatThrownBy(() ->
                        reply(200, body, "Content-Type", "application/json").fields())
                .isInstanceOf(UnexpectedResponse.class)
                .hasMessageContaining("POST /login at platform.example.com answered 200")
                .satisfies(e -> assertThat(((UnexpectedResponse) e).status()).hasValue(200));
    }

    @Test
    void veryDeepNestingIsUnexpectedNotAnOverflow() {
        assertThatThrownBy(() -> reply(200, "[".repeat(100_000)).fields()).isInstanceOf(UnexpectedResponse.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "<HTML lang=en>", "<!DOCTYPE HTML>", " \r\n\t<!doctype html><p>", "<html"})
    void pageIsKnownByHowItBegins(String body) {
        assertThat(reply(200, body).isHtml()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "<", "<htm", "<!doctype xml>", "<xml/>", "{}", "x<html>", "é<html>", "html"})
    void otherBodiesAreNoPages(String body) {
        assertThat(reply(200, body).isHtml()).isFalse();
    }

    @Test
    void htmlIsMisconfiguredAndOnlyItsHeadingsAreShown() {
        String page = "<!doctype html>\n<html><head><title>Login</title></head><body><h1>Not here</h1>"
                + "<p>password: hunter2, token 0123456789abcdef0123456789abcdef</p></body></html>";
        assertThatThrownBy(() -> reply(200, page).fields())
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("Login / Not here")
                .hasMessageNotContaining("hunter2")
                .hasMessageNotContaining("0123456789");
        assertThat(reply(200, "{}", "Content-Type", "text/html; charset=utf-8").isHtml())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"key\":null}",
                "{\"key\":\"\"}",
                "{\"key\":\"  \"}",
                "{\"key\":123}",
                "{\"key\":{}}",
                "{\"key\":[\"k\"]}",
                "{\"key\":true}",
                "{\"key\":\"a\\nb\"}",
                "{\"key\":\"é\"}"
            })
    void requiredSecretThatCannotBeOneIsUnexpectedAndNamesTheField(String body) {
        assertThatThrownBy(() -> reply(200, body).fields().requireSecret("key"))
                .isInstanceOf(UnexpectedResponse.class)
                .hasMessageContaining("'key'")
                .hasMessageContaining("JSON object");
    }

    @Test
    void messageShowsTheShapeOfABodyNeverItsValues() {
        assertThatThrownBy(() -> reply(200, "{\"token\":\"s3cr3t-value\",\"hunter2\":1}")
                        .fields()
                        .requireSecret("key"))
                .hasMessageContaining("JSON object with token, ██")
                .hasMessageNotContaining("s3cr3t")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void plainTextOfASuccessIsNotShownAndThatOfARefusalIs() {
        assertThatThrownBy(() -> reply(200, "a-bare-token").fields()).hasMessageContaining("text of 12 bytes");
        assertThat(reply(502, "upstream connect error").failure()).hasMessageContaining("upstream connect error");
    }

    @Test
    void numbersKeepTheirDigits() {
        Reply.Fields fields = reply(200, "{\"big\":9007199254740993,\"id\":\"x\",\"n\":1.10000000000000000001}")
                .fields();
        assertThat(fields.scalar("big")).contains("9007199254740993");
        assertThat(fields.scalar("id")).contains("x");
        assertThat(fields.scalar("n")).contains("1.10000000000000000001");
        assertThat(fields.number("big")).hasValue(9007199254740993L);
        assertThat(fields.number("n")).isEmpty();
        assertThat(fields.number("id")).isEmpty();
        assertThat(fields.raw().get("big")).hasToString("9007199254740993");
    }

    @ParameterizedTest
    @CsvSource({"300, 300", "2147483647, 2147483647"})
    void secondsArePositiveWholeNumbers(String json, long expected) {
        assertThat(reply(200, "{\"life\":" + json + "}").fields().seconds("life"))
                .contains(Duration.ofSeconds(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "0", "-5", "1.5", "\"300\"", "2147483648", "1e30", "1e999999999", "true", "{}", "[]"})
    void anythingElseIsNoSeconds(String json) {
        assertThat(reply(200, "{\"life\":" + json + "}").fields().seconds("life"))
                .isEmpty();
    }

    @Test
    void nestedObjectsAreReadByName() {
        Reply.Fields fields = reply(
                        200,
                        "{\"d\":{\"token\":7},\"list\":[{\"a\":\"1\"},5,{\"a\":\"2\"}],\"errors\":\"x\",\"on\":true}")
                .fields();
        assertThatThrownBy(() -> fields.object("d").orElseThrow().requireText("token"))
                .hasMessageContaining("'d.token'");
        assertThat(fields.objects("list")).extracting(e -> e.requireText("a")).containsExactly("1", "2");
        assertThat(fields.texts("errors")).containsExactly("x");
        assertThat(fields.texts("none")).isEmpty();
        assertThat(fields.flag("on")).contains(true);
        assertThat(fields.has("d")).isTrue();
        assertThatThrownBy(() -> fields.raw().put("x", 1)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void rootArraysAndBareTextsAreReadToo() {
        assertThat(reply(200, "[{\"UnitName\":\"Name\"}]").list())
                .extracting(unit -> unit.requireText("UnitName"))
                .containsExactly("Name");
        assertThat(reply(200, "\"a-token\"").bareText()).map(Secret::reveal).contains("a-token");
        assertThat(reply(200, " plain-token \n").bareText()).map(Secret::reveal).contains("plain-token");
        assertThat(reply(200, "{}").bareText()).isEmpty();
        assertThat(reply(200, "<html>").bareText()).isEmpty();
        assertThat(reply(200, "").bareText()).isEmpty();
        assertThatThrownBy(() -> reply(200, "{}").list()).isInstanceOf(UnexpectedResponse.class);
    }

    @Test
    void messagesAreFlattenedInOrderWhateverTheirShape() {
        Map<String, List<String>> messages = reply(
                        400,
                        "{\"email\":[\"taken\",\"bad\"],\"detail\":\"x\",\"card\":{\"no\":[\"wrong\"]},"
                                + "\"rows\":[{\"a\":\"1\"},{\"a\":\"2\"}],\"n\":5,\"nil\":null}")
                .messages();
        assertThat(messages.keySet()).containsExactly("email", "detail", "card.no", "rows", "rows.a", "n", "nil");
        assertThat(messages)
                .containsEntry("email", List.of("taken", "bad"))
                .containsEntry("rows.a", List.of("1", "2"))
                .containsEntry("n", List.of("5"))
                .containsEntry("nil", List.of());
        assertThat(reply(409, "[\"one\",\"two\"]").messages()).containsEntry("", List.of("one", "two"));
        assertThat(reply(400, "nonsense").messages()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "301, Misconfigured",
        "304, Misconfigured",
        "400, Rejected",
        "401, ReauthenticationRequired",
        "402, UnexpectedResponse",
        "403, Rejected",
        "404, Misconfigured",
        "405, Misconfigured",
        "406, Misconfigured",
        "407, Misconfigured",
        "408, OutcomeUnknown",
        "409, Rejected",
        "410, UnexpectedResponse",
        "413, Misconfigured",
        "415, Misconfigured",
        "418, UnexpectedResponse",
        "422, Rejected",
        "429, RateLimited",
        "431, Misconfigured",
        "500, OutcomeUnknown",
        "502, OutcomeUnknown",
        "503, OutcomeUnknown",
        "504, OutcomeUnknown",
        "520, OutcomeUnknown",
        "204, UnexpectedResponse",
        "999, UnexpectedResponse",
    })
    void everyStatusHasAKind(int status, String kind) {
        assertThat(reply(status, "{\"detail\":\"x\"}").failure().getClass().getSimpleName())
                .isEqualTo(kind);
    }

    @Test
    void failedServerIsUnavailableOnlyIfTheRequestMayBeRepeated() {
        assertThat(reply(503, ByteString.EMPTY, true).failure()).isInstanceOf(Unavailable.class);
        assertThat(reply(503, ByteString.EMPTY, false).failure()).isInstanceOf(OutcomeUnknown.class);
    }

    @Test
    void everyAnswerWhateverItHoldsBecomesOneOfTheSevenKinds() {
        var random = new Random(20261122);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            ByteString body = i % 3 == 0 ? ByteString.encodeUtf8("{\"a\":[" + random.nextInt()) : ByteString.of(bytes);
            Reply reply = reply(100 + random.nextInt(900), body, random.nextBoolean());
            assertThat(reply.failure()).isInstanceOf(AuthException.class);
            assertThatThrownBy(reply::fields).isInstanceOf(AuthException.class);
        }
    }

    @Test
    void refusalsCarryWhatThePlatformSaid() {
        Rejected form =
                (Rejected) reply(400, "{\"email\":[\"taken\"],\"n\":[]}").failure();
        assertThat(form.ground()).isEqualTo(Ground.FORM);
        assertThat(form.fieldErrors()).containsEntry("email", List.of("taken"));
        assertThat(form.answer()).hasValueSatisfying(a -> assertThat(a.status()).isEqualTo(400));
        assertThat(((Rejected) reply(400, "").failure()).ground()).isEqualTo(Ground.UNSPECIFIED);
        assertThat(((Rejected) reply(403, "{}").failure()).ground()).isEqualTo(Ground.NOT_PERMITTED);
        assertThat(reply(403, "<html><h1>Attention</h1>").failure())
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("blocked before the API");
        assertThat(reply(405, "", "Allow", "POST, OPTIONS").failure()).hasMessageContaining("allowed: POST, OPTIONS");
        assertThat(reply(401, "").reauthentication("over")).isInstanceOf(ReauthenticationRequired.class);
    }

    @Test
    void headersThatExplainARefusalAreKept() {
        AuthException failure = reply(
                        429,
                        "",
                        "X-RateLimit-Remaining",
                        "0",
                        "x-request-id",
                        "abc-1",
                        "Set-Cookie",
                        "hunter2",
                        "X-RateLimit-Limit",
                        "hunter2")
                .failure();
        assertThat(failure.answer().orElseThrow().headers())
                .containsExactly(
                        Map.entry("x-ratelimit-limit", "██"),
                        Map.entry("x-ratelimit-remaining", "0"),
                        Map.entry("x-request-id", "abc-1"));
    }

    @Test
    void hugeErrorPageIsNeverQuoted() {
        AuthException failure =
                reply(500, "<html><title>x</title>" + "hunter2 ".repeat(20_000)).failure();
        assertThat(failure.getMessage()).hasSizeLessThan(600).doesNotContain("hunter2");
    }

    @Test
    void severalMillionMessagesAreBounded() {
        StringBuilder body = new StringBuilder("[");
        for (int i = 0; i < 50_000; i++) {
            body.append("\"m\",");
        }
        Rejected failure =
                (Rejected) reply(400, body.append("\"m\"]").toString()).failure();
        assertThat(failure.fieldErrors().get("")).hasSizeLessThanOrEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "60,                              60",
        "0,                               0",
        "' 5 ',                           5",
        "86400,                           86400",
        "'Sun, 22 Nov 2026 10:01:30 GMT', 90",
    })
    void retryAfterIsSecondsOrADate(String header, long expected) {
        Reply reply = reply(429, "", OnceInterceptor.RETRY_AFTER, header, "Date", "Sun, 22 Nov 2026 10:00:00 GMT");
        assertThat(reply.retryAfter()).contains(Duration.ofSeconds(expected));
        assertThat(((RateLimited) reply.failure()).retryAfter()).contains(Duration.ofSeconds(expected));
        assertThat(reply.failure().answer().orElseThrow().retryAfter()).contains(Duration.ofSeconds(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"abc", "-1", "", "1.5", "86401", "99999999999999", "Sun, 22 Nov 2026 09:00:00 GMT", "Mon, 32 Foo"
            })
    void implausibleRetryAfterIsNone(String header) {
        assertThat(reply(429, "", OnceInterceptor.RETRY_AFTER, header).retryAfter())
                .isEmpty();
    }

    @Test
    void timesOfThePlatformAreCorrectedByItsDate() {
        Instant end = Instant.parse("2026-11-22T11:05:00Z");
        assertThat(reply(200, "{}").endsAt(end)).isEqualTo(end);
        // The platform's clock is an hour ahead of ours.
        assertThat(reply(200, "{}", "Date", "Sun, 22 Nov 2026 11:00:00 GMT").endsAt(end))
                .isEqualTo(SENT.plusSeconds(300));
        assertThat(reply(200, "{}").endsAfter(Duration.ofSeconds(300))).isEqualTo(SENT.plusSeconds(300));
    }

    @Test
    void cookiesAreReadWithDomainPathAndLifetime() {
        List<Reply.Cookie> cookies = reply(
                        200,
                        "",
                        "Set-Cookie",
                        "co-auth=abc; Domain=example.com; Path=/; Max-Age=900; Secure; HttpOnly",
                        "Set-Cookie",
                        "rt=def; Path=/manager/refresh-token; Expires=Sun, 22 Nov 2026 12:00:00 GMT",
                        "Set-Cookie",
                        "x=1",
                        "Set-Cookie",
                        "old=1; expires=Sun, 22-Nov-2026 13:00:00 GMT",
                        "Set-Cookie",
                        "both=1; Expires=Sun, 22 Nov 2026 12:00:00 GMT; max-age=60",
                        "Set-Cookie",
                        "gone=; Max-Age=0",
                        "Set-Cookie",
                        "foreign=1; Domain=evil.com",
                        "Set-Cookie",
                        "suffix=1; Domain=com")
                .cookies();
        assertThat(cookies).extracting(Reply.Cookie::name).containsExactly("co-auth", "rt", "x", "old", "both", "gone");
        Reply.Cookie auth = cookies.get(0);
        assertThat(auth.value().reveal()).isEqualTo("abc");
        assertThat(auth.domain()).isEqualTo("example.com");
        assertThat(auth.hostOnly()).isFalse();
        assertThat(auth.secure()).isTrue();
        assertThat(auth.lifetime()).isEqualTo(Lifetime.until(SENT.plusSeconds(900)));
        assertThat(cookies.get(1).path()).isEqualTo("/manager/refresh-token");
        assertThat(cookies.get(1).hostOnly()).isTrue();
        assertThat(cookies.get(1).lifetime()).isEqualTo(Lifetime.until(Instant.parse("2026-11-22T12:00:00Z")));
        assertThat(cookies.get(2).lifetime()).isEqualTo(Lifetime.unstated());
        assertThat(cookies.get(3).lifetime()).isEqualTo(Lifetime.until(Instant.parse("2026-11-22T13:00:00Z")));
        assertThat(cookies.get(4).lifetime()).isEqualTo(Lifetime.until(SENT.plusSeconds(60)));
        assertThat(cookies.get(5).lifetime()).isEqualTo(Lifetime.until(SENT));
        assertThat(cookies.toString()).doesNotContain("abc").doesNotContain("def");
    }

    @Test
    void echoedUrlsAndTokensAreMasked() {
        Rejected failure = (Rejected) reply(
                        400,
                        "{\"Message\":\"No resource matches 'https://h.example/api/x?token=hunter2&a=1' for "
                                + "QUJDZGVmZ2hpamtsbW5vcHFyc3Q0NTY3 and HUNTER2\"}")
                .failure();
        assertThat(failure.fieldErrors().get("Message").get(0))
                .isEqualTo("No resource matches 'https://h.example' for ██ and ██");
    }

    @Test
    void objectsFromElsewhereAreReadTheSameWay() {
        assertThat(Reply.Fields.parse("{\"exp\":5}").orElseThrow().number("exp"))
                .hasValue(5);
        assertThat(Reply.Fields.parse("[5]")).isEmpty();
        assertThatThrownBy(() -> Reply.Fields.parse("{}").orElseThrow().requireText("exp"))
                .isInstanceOf(UnexpectedResponse.class);
    }
}
