package io.gatepass.matchtrader;

import io.gatepass.core.RenewableSession;
import io.gatepass.core.RenewableSession.Tuning;
import io.gatepass.core.Secret;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.testkit.FakeMatchTrader;
import io.gatepass.testkit.FakeMatchTrader.Host;
import io.gatepass.testkit.FakeMatchTraderUser;
import io.gatepass.testkit.ManualTime;
import io.gatepass.testkit.SeenRequest;
import java.time.Duration;
import java.util.List;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;

/** A Match-Trader that remembers, with one trader who has two accounts, and a client of it. */
abstract class FakeTestBase {
    static final Secret PASSWORD = Secret.of("correct horse 1");
    static final MatchTraderLogin ALICE = new MatchTraderLogin("alice@example.com", PASSWORD);
    static final TradingAccountId FIRST = TradingAccountId.of(700123);
    static final TradingAccountId SECOND = TradingAccountId.of(700124);
    static final String REFRESH = "/manager/refresh-token";
    static final String LOGIN = "/manager/mtr-login";
    static final String REDEEM = "/manager/login/co/with-token";
    static final Duration LIFE = Duration.ofMinutes(15);

    private static final OkHttpClient BASE = new OkHttpClient();

    final ManualTime time = ManualTime.create();
    final OkHttpEngine engine = OkHttpEngine.builder()
            .client(BASE)
            .time(time)
            .readTimeout(Duration.ofSeconds(5))
            .build();
    final FakeMatchTrader mt = FakeMatchTrader.builder()
            .time(time)
            .brokerApi(FakeMatchTrader.BrokerApi.CRM)
            .start();
    final FakeMatchTraderUser alice =
            mt.addUser("alice@example.com", PASSWORD.reveal()).account("700123").account("700124");
    final MatchTraderPlatform platform = builder().build();

    @AfterEach
    void stop() {
        engine.close();
        mt.close();
    }

    MatchTraderPlatform.Builder builder() {
        return MatchTraderPlatform.builder(mt.platformUrl()).engine(engine).tuning(Tuning.DEFAULT.withJitter(0));
    }

    MatchTraderBroker broker() {
        return MatchTraderBroker.builder(BrokerApi.CRM, mt.brokerUrl(), Secret.of(mt.addBrokerKey()))
                .engine(engine)
                .build();
    }

    static Object balance(MatchTraderPlatform client, RenewableSession<MatchTraderTokens> session) {
        return String.valueOf(client.trading(session, FIRST).get("balance").get("balance"));
    }

    long sentTo(String path) {
        return mt.requests(Host.PLATFORM).stream()
                .map(SeenRequest::path)
                .filter(path::equals)
                .count();
    }

    List<String> methodsAtBroker() {
        return mt.requests(Host.BROKER).stream()
                .map(request -> request.method() + " " + request.path())
                .toList();
    }
}
