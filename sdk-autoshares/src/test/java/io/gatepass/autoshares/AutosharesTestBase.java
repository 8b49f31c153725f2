package io.gatepass.autoshares;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gatepass.autoshares.AutosharesChallenge.Code;
import io.gatepass.autoshares.AutosharesChallenge.Pin;
import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Origin;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.core.SignIn;
import io.gatepass.core.TokenSession;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.core.spi.Reply;
import io.gatepass.testkit.ManualTime;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.PlatformServer.Answer;
import io.gatepass.testkit.SeenRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;

/** A scripted platform and a client of it. */
abstract class AutosharesTestBase {
    static final Secret APP_KEY = Secret.of("QUJDREVGLUFQUC1LRVk=");
    static final Secret PASSWORD = Secret.of("correct horse 1");
    static final AutosharesCredentials ALICE = new AutosharesCredentials("alice@example.com", PASSWORD);
    static final String TOKEN = "QUJD+def/ghi==";
    static final String INTERIM = "aW50ZXJpbQ+/==";
    static final Secret CODE = Secret.of("123456");

    private static final OkHttpClient BASE = new OkHttpClient();

    final PlatformServer server = PlatformServer.start();
    final ManualTime time = ManualTime.create();
    final OkHttpEngine engine = OkHttpEngine.builder()
            .client(BASE)
            .time(time)
            .readTimeout(Duration.ofSeconds(5))
            .build();
    final AutosharesClient client = builder().build();

    @AfterEach
    void stop() {
        engine.close();
        server.close();
    }

    AutosharesClient.Builder builder() {
        return builder(server.url());
    }

    AutosharesClient.Builder builder(String url) {
        return AutosharesClient.builder(url, APP_KEY).engine(engine);
    }

    TokenSession<AutosharesToken> session() {
        return client.resume(token(TOKEN));
    }

    /** Signed in with credentials that are kept; the only request so far. */
    RenewableSession<AutosharesToken> keepingSession() {
        server.answers(succeeded(TOKEN));
        return client.loginKeepingCredentials(ALICE);
    }

    AutosharesToken token(String value) {
        return new AutosharesToken(Secret.of(value), Origin.of(server.url()));
    }

    AutosharesUser user() {
        server.answers(PlatformServer.json(200, "{\"UserId\":7,\"Login\":\"alice\"}"));
        return client.identity().currentUser(session());
    }

    /** The question for a code, and one request so far. */
    Code askedForCode() {
        server.answers(expecting("VerificationCode", INTERIM));
        return challenge(client.login(ALICE), Code.class);
    }

    /** The question for a PIN, and one request so far. */
    Pin askedForPin() {
        server.answers(expecting("SecutityPin", INTERIM));
        return challenge(client.login(ALICE), Pin.class);
    }

    static <C extends AutosharesChallenge> C challenge(SignIn<?, AutosharesChallenge> outcome, Class<C> type) {
        return type.cast(outcome.fold(
                session -> {
                    throw new AssertionError("nothing was asked");
                },
                asked -> asked));
    }

    /** The members of the body of the last request. */
    Map<String, Object> sent() {
        List<SeenRequest> requests = server.requests();
        return Reply.Fields.parse(requests.get(requests.size() - 1).body())
                .orElseThrow()
                .raw();
    }

    static Answer json(int status, String singleQuoted) {
        return PlatformServer.json(status, singleQuoted.replace('\'', '"'));
    }

    static Answer succeeded(String token) {
        return PlatformServer.json(200, "{\"State\":\"Succeeded\",\"Token\":\"" + token + "\"}");
    }

    static Answer expecting(String step, String token) {
        return PlatformServer.json(
                202,
                "{\"State\":\"Expecting\",\"Step\":\"" + step
                        + "\",\"Reason\":\"Expecting confirmation code\",\"Token\":\"" + token + "\"}");
    }

    static Answer failed(String step, String reason) {
        return PlatformServer.json(
                401, "{\"State\":\"Failed\",\"Step\":\"" + step + "\",\"Reason\":\"" + reason + "\"}");
    }

    static Answer denied() {
        return PlatformServer.json(401, "{\"Message\":\"Authorization has been denied for this request.\"}");
    }

    static Answer info() {
        return PlatformServer.json(200, "{\"UserId\":7,\"Login\":\"alice\",\"Email\":\"alice@example.com\"}");
    }

    static AuthException failure(ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).isInstanceOf(AuthException.class);
        return (AuthException) thrown;
    }

    static Ground groundOf(ThrowingCallable call) {
        AuthException failure = failure(call);
        assertThat(failure).isInstanceOf(Rejected.class);
        return ((Rejected) failure).ground();
    }

    /** Input refused before anything was sent: the field is named, the value is not. */
    static void assertRefused(String field, String value, ThrowingCallable call) {
        AuthException failure = failure(call);
        assertThat(failure)
                .isInstanceOf(Rejected.class)
                .hasMessageStartingWith(field + ": ")
                .hasNoCause();
        assertThat(((Rejected) failure).fieldErrors()).containsOnlyKeys(field);
        if (!value.isBlank()) {
            assertThat(failure).hasMessageNotContaining(value.strip());
        }
    }
}
