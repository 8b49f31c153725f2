package io.gatepass.matchtrader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.RenewableSession.Tuning;
import io.gatepass.core.Secret;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.testkit.ManualTime;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.PlatformServer.Answer;
import io.gatepass.testkit.SeenRequest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;

/** A scripted platform, a scripted broker's API, and clients of both. */
abstract class MatchTraderTestBase {
    static final Secret PASSWORD = Secret.of("correct horse 1");
    static final MatchTraderLogin ALICE = new MatchTraderLogin("alice@example.com", PASSWORD);
    static final NewAccount NEW_ALICE =
            NewAccount.of("alice@example.com", PASSWORD).with(PersonalDetails.named("Alice", "Example"));
    static final TradingAccountId FIRST = TradingAccountId.of(700123);
    static final TradingAccountId SECOND = TradingAccountId.of(700124);
    static final String SYSTEM = "44444444-4444-4444-8444-444444444444";
    static final String REFRESH_PATH = "/manager/refresh-token";
    static final Duration LIFE = Duration.ofMinutes(15);
    static final OkHttpClient BASE = new OkHttpClient();

    final PlatformServer server = PlatformServer.start();
    final PlatformServer brokerServer = PlatformServer.start();
    final ManualTime time = ManualTime.create();
    final OkHttpEngine engine = OkHttpEngine.builder()
            .client(BASE)
            .time(time)
            .readTimeout(Duration.ofSeconds(5))
            .build();
    final MatchTraderPlatform platform = builder().build();
    final MatchTraderBroker broker = brokerBuilder(BrokerApi.CRM).build();

    @AfterEach
    void stop() {
        engine.close();
        server.close();
        brokerServer.close();
    }

    MatchTraderPlatform.Builder builder() {
        return builder(server.url());
    }

    MatchTraderPlatform.Builder builder(String url) {
        return MatchTraderPlatform.builder(url).engine(engine).brokerId("0").tuning(Tuning.DEFAULT.withJitter(0));
    }

    MatchTraderBroker.Builder brokerBuilder(BrokerApi api) {
        return MatchTraderBroker.builder(api, brokerServer.url(), Secret.of("broker-key-1"))
                .engine(engine);
    }

    RenewableSession<MatchTraderTokens> signedIn(Answer answer) {
        return signedIn(platform, answer);
    }

    RenewableSession<MatchTraderTokens> signedIn(MatchTraderPlatform client, Answer answer) {
        server.answers(answer);
        return client.login(ALICE);
    }

    List<String> pathsSeen() {
        return server.requests().stream().map(SeenRequest::path).toList();
    }

    static Answer json(int status, String body) {
        return PlatformServer.json(status, body);
    }

    /** A login as documented: token in the body, two accounts, and an {@code rt} for the path of renewals. */
    static Answer session(String token) {
        return json(200, body(token, account("700123", "api-1"), account("700124", "api-2")))
                .header("Set-Cookie", rt("rt-1"));
    }

    /** A renewal of the first shape: cookies alone. */
    static Answer cookies(String token, String renewal) {
        return PlatformServer.empty(200)
                .header("Set-Cookie", "co-auth=" + token + "; Path=/; HttpOnly; Max-Age=900")
                .header("Set-Cookie", rt(renewal));
    }

    static String rt(String value) {
        return "rt=" + value + "; Path=" + REFRESH_PATH + "; HttpOnly; Max-Age=86400";
    }

    static String body(String token, String... accounts) {
        return "{\"email\":\"alice@example.com\",\"token\":\"" + token + "\",\"accounts\":["
                + Arrays.stream(accounts).collect(Collectors.joining(",")) + "]}";
    }

    static String account(String id, String apiToken) {
        return "{\"tradingAccountId\":\"" + id + "\",\"tradingApiToken\":\"" + apiToken
                + "\",\"offer\":{\"name\":\"Demo USD\",\"system\":{\"uuid\":\"" + SYSTEM + "\"}}}";
    }

    /** A JWT whose claims are {@code claims}; its signature is nobody's business here. */
    static String jwt(String claims) {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString("{\"alg\":\"HS256\"}".getBytes(UTF_8)) + "."
                + encoder.encodeToString(claims.getBytes(UTF_8)) + ".c2ln";
    }

    /** The warnings that {@code action} logs. */
    static String warningsOf(Runnable action) {
        var printed = new ByteArrayOutputStream();
        PrintStream err = System.err;
        System.setErr(new PrintStream(printed, true, UTF_8));
        try {
            action.run();
        } finally {
            System.setErr(err);
        }
        return printed.toString(UTF_8)
                .lines()
                .filter(line -> line.contains(" WARN "))
                .collect(Collectors.joining("\n"));
    }

    static Ground groundOf(Throwable failure) {
        assertThat(failure).isInstanceOf(Rejected.class);
        return ((Rejected) failure).ground();
    }
}
