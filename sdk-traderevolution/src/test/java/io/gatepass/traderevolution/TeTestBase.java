package io.gatepass.traderevolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Lifetime;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.RenewableSession.Tuning;
import io.gatepass.core.Secret;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.testkit.ManualTime;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.PlatformServer.Answer;
import io.gatepass.testkit.SeenRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;

/** A scripted installation and clients of both its APIs, on time that only the test moves. */
abstract class TeTestBase {
    static final OkHttpClient BASE = new OkHttpClient();
    static final BackOfficeLogin CRM = new BackOfficeLogin("crm-service", Secret.of("s3cr\"et"));
    static final ClientLogin TRADER = ClientLogin.of("trader1", Secret.of("p#ss"));
    static final TerminalToken OTT = new TerminalToken(Secret.of("ott-1"));

    /** Renewal is due exactly 30 s before the end of a token of 300 s. */
    static final Tuning EXACT =
            Tuning.DEFAULT.withMarginAtMost(Duration.ofSeconds(30)).withJitter(0);

    final PlatformServer server = PlatformServer.start();
    final ManualTime time = ManualTime.create();
    final OkHttpEngine engine = OkHttpEngine.builder()
            .client(BASE)
            .time(time)
            .readTimeout(Duration.ofSeconds(15))
            .build();
    final TraderEvolutionBackOffice backOffice = backOffice(server.url()).build();
    final TraderEvolutionClient client = client(server.url()).build();

    @AfterEach
    void stop() {
        engine.close();
        server.close();
    }

    TraderEvolutionBackOffice.Builder backOffice(String url) {
        return TraderEvolutionBackOffice.builder(url).engine(engine).tuning(EXACT);
    }

    TraderEvolutionClient.Builder client(String url) {
        return TraderEvolutionClient.builder(url).engine(engine).tuning(EXACT);
    }

    /** Signed in with a-1 and r-1, long enough ago that a refusal is not taken for one of a new token. */
    RenewableSession<BackOfficeTokens> signedIn() {
        server.answers(pair(1));
        RenewableSession<BackOfficeTokens> session = backOffice.login(CRM);
        time.advance(Duration.ofSeconds(2));
        return session;
    }

    /** The same with credentials at hand. */
    RenewableSession<BackOfficeTokens> signedInKeeping() {
        server.answers(pair(1));
        RenewableSession<BackOfficeTokens> session = backOffice.login(() -> Optional.of(CRM));
        time.advance(Duration.ofSeconds(2));
        return session;
    }

    /** A trader with t-1 for an hour, signed in long enough ago. */
    RenewableSession<ClientTokens> trader() {
        server.answers(token("t-1"));
        RenewableSession<ClientTokens> session = client.login(TRADER);
        time.advance(Duration.ofSeconds(2));
        return session;
    }

    static Answer pair(int number) {
        return pair("a-" + number, 300, "r-" + number, 3600);
    }

    static Answer pair(String access, long life, String refresh, long refreshLife) {
        return PlatformServer.json(
                200,
                "{\"accessToken\":\"%s\",\"accessTokenLifeTime\":%d,\"refreshToken\":\"%s\",\"refreshTokenLifeTime\":%d}"
                        .formatted(access, life, refresh, refreshLife));
    }

    static Answer code(int status, String code) {
        return PlatformServer.json(status, "{\"errors\":[\"" + code + "\"]}");
    }

    static Answer verified() {
        return PlatformServer.json(200, "{\"login\":\"trader1\",\"isExpired\":false}");
    }

    static Answer token(String access) {
        return PlatformServer.json(200, "{\"s\":\"ok\",\"d\":{\"access_token\":\"" + access + "\"}}");
    }

    static Answer refused(String text) {
        return PlatformServer.json(200, "{\"s\":\"error\",\"errmsg\":\"" + text + "\"}");
    }

    /** Method and target of every request so far. */
    List<String> lines() {
        return server.requests().stream()
                .map(request -> request.method() + " " + request.target())
                .toList();
    }

    SeenRequest last() {
        List<SeenRequest> requests = server.requests();
        return requests.get(requests.size() - 1);
    }

    Lifetime in(long seconds) {
        return Lifetime.until(time.now().plusSeconds(seconds));
    }

    static Lifetime at(long epochSecond) {
        return Lifetime.until(Instant.ofEpochSecond(epochSecond));
    }

    static <E extends AuthException> E thrown(Class<E> kind, ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).isInstanceOf(kind);
        return kind.cast(thrown);
    }

    static Rejected rejected(Ground ground, ThrowingCallable call) {
        Rejected refusal = thrown(Rejected.class, call);
        assertThat(refusal.ground()).isEqualTo(ground);
        return refusal;
    }
}
