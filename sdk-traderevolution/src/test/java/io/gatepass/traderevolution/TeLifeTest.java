package io.gatepass.traderevolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.RenewableSession.Tuning;
import io.gatepass.core.Secret;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.testkit.FakeTraderEvolution;
import io.gatepass.testkit.FakeTraderEvolution.AuthType;
import io.gatepass.testkit.Fault;
import io.gatepass.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whole lives of users and tokens against an installation that remembers. */
class TeLifeTest {
    private static final OkHttpClient BASE = new OkHttpClient();
    private static final String REFRESH = "/proftrading/rest/auth/token/refresh";
    private static final BackOfficeLogin CRM = new BackOfficeLogin("crm-service", Secret.of("s3cr\"et"));
    private static final ClientLogin TRADER = ClientLogin.of("trader1", Secret.of("p#ss"));

    private final ManualTime time = ManualTime.create();
    private final OkHttpEngine engine = OkHttpEngine.builder()
            .client(BASE)
            .time(time)
            .readTimeout(Duration.ofSeconds(15))
            .build();
    private final List<FakeTraderEvolution> installations = new ArrayList<>();

    private FakeTraderEvolution te = start(FakeTraderEvolution.builder());
    private final FakeTraderEvolution.User crm = te.addUser("crm-service", "s3cr\"et");
    private TraderEvolutionBackOffice backOffice = backOffice();

    private FakeTraderEvolution start(FakeTraderEvolution.Builder builder) {
        FakeTraderEvolution started = builder.time(time).start();
        installations.add(started);
        return started;
    }

    private TraderEvolutionBackOffice backOffice() {
        return TraderEvolutionBackOffice.builder(te.backOfficeUrl())
                .engine(engine)
                .tuning(Tuning.DEFAULT.withMarginAtMost(Duration.ofSeconds(30)).withWaitAtMost(Duration.ofMinutes(2)))
                .build();
    }

    private TraderEvolutionClient client() {
        return TraderEvolutionClient.builder(te.clientUrl()).engine(engine).build();
    }

    @AfterEach
    void stop() {
        engine.close();
        installations.forEach(FakeTraderEvolution::close);
    }

    private long requestsTo(String pathEnd) {
        return te.requests().stream()
                .filter(seen -> seen.path().endsWith(pathEnd))
                .count();
    }

    private int callAccounts(OkHttpClient api) throws Exception {
        Request request = new Request.Builder()
                .url(te.backOfficeUrl() + "/accountPresets")
                .build();
        try (Response response = api.newCall(request).execute()) {
            return response.code();
        }
    }

    @Test
    void crmCreatesATraderFindsHimAndStaysSignedIn() {
        // TE 1, 16, 27
        RenewableSession<BackOfficeTokens> session = backOffice.login(CRM);
        var ann = new NewTrader(
                "a@b.c",
                "Ann",
                "Bee",
                "ann",
                Secret.of("pw-1"),
                3,
                Map.of("accounts", List.of(Map.of("name", "main"))));
        RegisteredTrader created = backOffice.register(session, ann);
        for (int hour = 0; hour < 20; hour++) {
            time.advance(Duration.ofMinutes(30));
            BackOfficeUser found = backOffice.findUser(session, "ann").orElseThrow();
            assertThat(found.id()).isEqualTo(created.userId()).isPresent();
        }
        assertThat(backOffice.findUser(session, "nobody")).isEmpty();
        Rejected taken =
                (Rejected) org.assertj.core.api.Assertions.catchThrowable(() -> backOffice.register(session, ann));
        assertThat(taken.ground()).isEqualTo(Ground.FORM);
        assertThat(BackOfficeErrors.codesOf(taken)).hasSize(1);
        assertThat(backOffice.describeError(session, "1.2.0.11")).contains("Wrong login or password");
        assertThat(te.tally().renewals()).isEqualTo(20);
        assertThat(te.tally().spentAgain()).isZero();
        assertThat(client().accounts(client().login(ClientLogin.of("ann", Secret.of("pw-1")))))
                .hasSize(1);
    }

    @Test
    void refusalsOfTheLoginAreToldApart() {
        // TE 12, 13
        assertThatThrownBy(() -> backOffice.login(new BackOfficeLogin("crm-service", Secret.of("wrong"))))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.ground()).isEqualTo(Ground.CREDENTIALS));
        crm.withoutApiAccess();
        assertThatThrownBy(() -> backOffice.login(CRM))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.ground()).isEqualTo(Ground.NOT_PERMITTED));
        assertThat(te.requests()).hasSize(2);
    }

    @Test
    void lifetimesChangeAtRunTimeAndAreFollowed() {
        // TE 20, 38
        RenewableSession<BackOfficeTokens> session = backOffice.login(CRM);
        te.lifetimes(Duration.ofSeconds(20), Duration.ofMinutes(5));
        time.advance(Duration.ofSeconds(280));
        session.renewIfDue();
        assertThat(te.tally().renewals()).isEqualTo(1);
        time.advance(Duration.ofSeconds(20));
        assertThat(backOffice.findUser(session, "x")).isEmpty();
        assertThat(te.tally().renewals()).isEqualTo(2);
        crm.endAccessTokens();
        time.advance(Duration.ofSeconds(2));
        assertThat(backOffice.findUser(session, "x")).isEmpty();
        assertThat(te.tally()).isEqualTo(new FakeTraderEvolution.Tally(3, 0, 0));
    }

    @Test
    void rotationUnderFirePresentsNoSpentTokenAndFailsNobody() throws Exception {
        // TE 27, 29, 30
        int renewals = 1000;
        te.lifetimes(Duration.ofSeconds(2), Duration.ofHours(1));
        RenewableSession<BackOfficeTokens> session = backOffice.login(CRM);
        OkHttpClient api = OkHttpEngine.attach(BASE, session);
        var round = new AtomicInteger();
        var done = new AtomicBoolean();
        var nextRound = new CyclicBarrier(200, () -> {
            // Mostly past the end, where everybody waits; now and then just before it, where nobody does.
            boolean before = round.incrementAndGet() % 10 == 0;
            time.advance(before ? Duration.ofMillis(1900) : Duration.ofSeconds(2));
            done.set(te.tally().renewals() >= renewals || round.get() > 2 * renewals);
        });
        List<Callable<Integer>> callers = new ArrayList<>();
        for (int i = 0; i < nextRound.getParties(); i++) {
            int own = i;
            callers.add(() -> {
                int calls = 0;
                for (nextRound.await(1, TimeUnit.MINUTES); !done.get(); nextRound.await(1, TimeUnit.MINUTES)) {
                    session.authorization();
                    calls += (own + round.get()) % 40 == 0 ? successfulCalls(api) : 0;
                }
                return calls;
            });
        }
        assertThat(sum(atOnce(callers))).isGreaterThan(renewals);
        assertThat(te.tally().spentAgain()).isZero();
        assertThat(te.tally().renewals()).isGreaterThanOrEqualTo(renewals);
        assertThat(requestsTo("/auth/token")).as("one login").isEqualTo(1);
    }

    private int successfulCalls(OkHttpClient api) throws Exception {
        assertThat(callAccounts(api)).isEqualTo(200);
        return 1;
    }

    private static int sum(List<Future<Integer>> callers) throws Exception {
        int sum = 0;
        for (Future<Integer> caller : callers) {
            sum += caller.get();
        }
        return sum;
    }

    private static <V> List<Future<V>> atOnce(List<Callable<V>> callers) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(callers.size());
        try {
            return pool.invokeAll(callers, 5, TimeUnit.MINUTES);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void lostRefreshIsSentOnceServesOnAndEndsInAnotherSignIn() {
        // TE 33, 34
        RenewableSession<BackOfficeTokens> session = backOffice.login(CRM);
        te.plan(REFRESH, Fault.droppedAnswer());
        assertThatThrownBy(session::renew).isInstanceOf(OutcomeUnknown.class);
        time.advance(Duration.ofSeconds(100));
        assertThat(backOffice.findUser(session, "x"))
                .as("the current token serves on")
                .isEmpty();
        crm.endAccessTokens();
        assertThatThrownBy(() -> backOffice.findUser(session, "x")).isInstanceOf(ReauthenticationRequired.class);
        assertThatThrownBy(session::authorization).isInstanceOf(ReauthenticationRequired.class);
        assertThat(requestsTo(REFRESH)).isEqualTo(1);
        assertThat(te.tally()).isEqualTo(new FakeTraderEvolution.Tally(1, 0, 0));
    }

    @Test
    void lostRefreshLeadsToOneSignInWhereCredentialsAreAtHand() {
        // TE 33, 34
        RenewableSession<BackOfficeTokens> session = backOffice.login(() -> Optional.of(CRM));
        te.plan(REFRESH, Fault.droppedRequest());
        time.advance(Duration.ofSeconds(280));
        session.authorization(); // due, not over: in the background
        while (requestsTo(REFRESH) == 0) {
            Thread.onSpinWait();
        }
        assertThat(backOffice.findUser(session, "x")).isEmpty();
        assertThat(requestsTo("/auth/token")).isEqualTo(1);
        crm.endAccessTokens();
        assertThat(backOffice.findUser(session, "x")).isEmpty();
        assertThat(requestsTo("/auth/token")).isEqualTo(2);
        assertThat(requestsTo(REFRESH)).isEqualTo(1);
        time.advance(Duration.ofSeconds(300));
        session.authorization();
        assertThat(requestsTo(REFRESH)).as("the new pair renews again").isEqualTo(2);
        assertThat(te.tally().spentAgain()).isZero();
    }

    @Test
    void twoOwnersOfOneUserCostAtMostOneRefreshAndOneLoginPerCall() {
        // TE 35
        te = start(FakeTraderEvolution.builder().onePairPerUser());
        te.addUser("crm-service", "s3cr\"et");
        TraderEvolutionBackOffice here = backOffice();
        TraderEvolutionBackOffice there = backOffice();
        RenewableSession<BackOfficeTokens> mine = here.login(() -> Optional.of(CRM));
        RenewableSession<BackOfficeTokens> theirs = there.login(() -> Optional.of(CRM));
        for (int i = 0; i < 10; i++) {
            time.advance(Duration.ofSeconds(2));
            for (var session : List.of(mine, theirs)) {
                int before = te.requests().size();
                assertThat(here.findUser(session, "x")).isEmpty();
                assertThat(te.requests().size() - before)
                        .as("the call, a refresh, a login, the call")
                        .isLessThanOrEqualTo(4);
            }
        }
        assertThat(te.tally().spentAgain()).isZero();
    }

    @Test
    void paceIsToldAndTheTokenIsNotGivenUp() {
        // TE 41
        te.limit(3);
        RenewableSession<BackOfficeTokens> session = backOffice.login(() -> Optional.of(CRM));
        time.advance(Duration.ofSeconds(2));
        for (int i = 0; i < 3; i++) {
            assertThat(backOffice.findUser(session, "x")).isEmpty();
        }
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> backOffice.findUser(session, "x")).isInstanceOf(RateLimited.class);
        }
        time.advance(Duration.ofSeconds(2));
        assertThatThrownBy(() -> backOffice.findUser(session, "x"))
                .as("blocked for several seconds")
                .isInstanceOf(RateLimited.class);
        time.advance(Duration.ofSeconds(5));
        assertThat(backOffice.findUser(session, "x")).isEmpty();
        assertThat(te.requests()).hasSize(1 + 3 + 3 + 1 + 1);
    }

    @Test
    void changedPasswordEndsTheSessionAfterOneRefusedSignIn() {
        // TE 32, 51
        RenewableSession<BackOfficeTokens> session = backOffice.login(() -> Optional.of(CRM));
        crm.password("another").endTokens();
        time.advance(Duration.ofSeconds(2));
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> backOffice.findUser(session, "x")).isInstanceOf(ReauthenticationRequired.class);
        }
        assertThat(te.requests()).as("login, call, refresh, login").hasSize(4);
    }

    @Test
    void traderSignsInRenewsAndLogsOut() {
        // TE 21, 50, 63
        var trader = te.addTrader("trader1", "p#ss");
        TraderEvolutionClient client = client();
        RenewableSession<ClientTokens> session = client.login(() -> Optional.of(TRADER));
        assertThat(client.accounts(session).get(0).name()).contains("trader1");
        assertThat(client.config(session)).containsKey("rateLimits");
        time.advance(Duration.ofMinutes(5));
        assertThat(client.accounts(session)).hasSize(1);
        assertThat(requestsTo("/authorize")).isEqualTo(2);
        ClientTokens last = session.token();
        assertThat(client.logout(session)).isEqualTo(ClientLogout.LOGGED_OUT);
        assertThat(client.logout(client.resume(last))).isEqualTo(ClientLogout.ALREADY_LOGGED_OUT);
        assertThat(trader.failures()).isZero();
    }

    @Test
    void traderIsNotLockedByAProgramThatGoesOn() {
        // TE 48, 51
        var trader = te.addTrader("trader1", "p#ss").attemptsAllowed(3);
        TraderEvolutionClient client = client();
        RenewableSession<ClientTokens> session = client.login(() -> Optional.of(TRADER));
        trader.requireCode("123456").endTokens();
        time.advance(Duration.ofSeconds(2));
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> client.accounts(session)).isInstanceOf(ReauthenticationRequired.class);
        }
        assertThat(trader.failures()).as("one, and no more").isEqualTo(1);
        assertThat(client.accounts(client.login(TRADER.withCode(Secret.of("123456")))))
                .hasSize(1);
    }

    @Test
    void brokersTokenIsTakenWhereTheInstallationAsksTheBroker() {
        te = start(FakeTraderEvolution.builder().authType(AuthType.TOKEN));
        te.addTrader("trader1", "p#ss");
        te.acceptBrokerToken("broker-1", "trader1");
        TraderEvolutionClient client = client();
        var given = new AtomicInteger();
        RenewableSession<ClientTokens> session =
                client.supplied(() -> BrokerToken.of(Secret.of("broker-" + given.incrementAndGet())));
        assertThat(client.accounts(session)).hasSize(1);
        time.advance(Duration.ofHours(1));
        te.acceptBrokerToken("broker-2", "trader1");
        assertThat(client.accounts(session)).hasSize(1);
        assertThat(given).hasValue(2);
    }
}
