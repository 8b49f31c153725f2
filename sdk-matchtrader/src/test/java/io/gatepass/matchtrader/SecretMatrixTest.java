package io.gatepass.matchtrader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.Lifetime;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.RenewableSession.Tuning;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.testkit.LeakProbe;
import io.gatepass.testkit.ManualTime;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.PlatformServer.Answer;
import io.gatepass.testkit.SeenRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which secret reaches which host, with every host there is listening. */
class SecretMatrixTest {
    private static final String PASSWORD = "marker-password-1";
    private static final String SESSION = "marker-session-1";
    private static final String RENEWED = "marker-session-2";
    private static final String RENEWAL = "marker-rt-1";
    private static final String ACCOUNT = "marker-account-1";
    private static final String KEY = "marker-broker-key-1";
    private static final String OTT = "marker-one-time-1";
    private static final String PERSONAL = "marker-personal-1";
    private static final TradingAccountId ID = TradingAccountId.of(700123);

    private final ManualTime time = ManualTime.create();
    private final PlatformServer platform = PlatformServer.start();
    private final PlatformServer broker = PlatformServer.start();
    private final PlatformServer subDomain = PlatformServer.start();
    private final PlatformServer foreign = PlatformServer.start();
    private final PlatformServer trader = PlatformServer.start();
    private final SimpleJar jar = new SimpleJar();
    private final OkHttpClient own = new OkHttpClient.Builder()
            .dns(host -> List.of(InetAddress.getLoopbackAddress()))
            .cookieJar(jar)
            .build();
    private final OkHttpEngine engine =
            OkHttpEngine.builder().client(own).time(time).build();
    private final String platformUrl = named(platform, "platform.broker.com");
    private final MatchTraderPlatform traderSide = MatchTraderPlatform.builder(platformUrl)
            .engine(engine)
            .brokerId(0)
            .tuning(Tuning.DEFAULT.withJitter(0))
            .allowPlainHttp()
            .build();
    private final MatchTraderBroker brokerSide = MatchTraderBroker.builder(
                    BrokerApi.CRM, named(broker, "crm-api.broker.com"), Secret.of(KEY))
            .engine(engine)
            .allowPlainHttp()
            .build();

    @AfterEach
    void stop() {
        engine.close();
        List.of(platform, broker, subDomain, foreign, trader).forEach(PlatformServer::close);
    }

    private static String named(PlatformServer server, String host) {
        return server.url().replace("localhost", host);
    }

    private static Answer opened(String token) {
        return PlatformServer.json(
                        200,
                        "{\"accounts\":[{\"tradingAccountId\":700123,\"tradingApiToken\":\"" + ACCOUNT
                                + "\",\"system\":{\"uuid\":\"s-1\"}}]}")
                .header("Set-Cookie", "co-auth=" + token + "; Domain=broker.com; Path=/; HttpOnly")
                .header("Set-Cookie", "rt=" + RENEWAL + "; Domain=broker.com; Path=/manager/refresh-token; HttpOnly");
    }

    private RenewableSession<MatchTraderTokens> login() {
        platform.answers(opened(SESSION));
        return traderSide.login(new MatchTraderLogin("alice@example.com", Secret.of(PASSWORD)));
    }

    private Map<String, Set<String>> matrix() {
        var hosts = new LinkedHashMap<String, PlatformServer>();
        hosts.put("platform", platform);
        hosts.put("broker", broker);
        hosts.put("sub-domain", subDomain);
        hosts.put("foreign", foreign);
        hosts.put("trader", trader);
        var matrix = new LinkedHashMap<String, Set<String>>();
        hosts.forEach((name, server) -> matrix.put(name, secretsIn(server.requests())));
        return matrix;
    }

    private static Set<String> secretsIn(List<SeenRequest> requests) {
        var found = new TreeSet<String>();
        for (SeenRequest request : requests) {
            String everything = request.target() + request.headers() + request.body();
            for (String secret : List.of(PASSWORD, SESSION, RENEWED, RENEWAL, ACCOUNT, KEY, OTT, PERSONAL)) {
                if (everything.contains(secret)) {
                    found.add(secret);
                }
            }
        }
        return found;
    }

    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "platform", Set.of(PASSWORD, SESSION, RENEWED, RENEWAL, ACCOUNT, OTT),
            "broker", Set.of(KEY, PASSWORD),
            "sub-domain", Set.of(),
            "foreign", Set.of(),
            "trader", Set.of(PERSONAL));

    @Test
    void onlyTheDocumentedCellsAreFilled() throws IOException {
        // MT 1, 50, 59, 62, 65, 82
        RenewableSession<MatchTraderTokens> session = login();
        platform.answers(PlatformServer.json(200, "{}"), opened(RENEWED), opened(SESSION));
        traderSide.trading(session, ID).get("balance");
        session.renew();
        traderSide.redeem(LoginTicket.of(Secret.of(OTT), Lifetime.unstated()));
        broker.answers(
                PlatformServer.json(200, "{\"uuid\":\"u-1\",\"oneTimeToken\":\"" + OTT + "\"}"),
                PlatformServer.json(200, "{\"token\":\"" + OTT + "\"}"));
        brokerSide.createAccount(
                NewAccount.of("bob@example.com", Secret.of(PASSWORD)).with(PersonalDetails.named("Bob", "Example")));
        brokerSide.issueTicket("alice@example.com");
        callWithPersonalToken();
        callEverybody(OkHttpEngine.attach(own, traderSide.trading(session, ID).session()));
        callEverybody(OkHttpEngine.attach(own, brokerSide.session()));
        callEverybody(own);
        assertThat(matrix()).isEqualTo(ALLOWED);
        platform.requests().stream()
                .filter(request -> request.headers().containsKey("Auth-trading-api"))
                .forEach(request -> assertThat(request.headers().get("Cookie"))
                        .as("one cookie header, one co-auth, no rt")
                        .singleElement()
                        .asString()
                        .containsOnlyOnce("co-auth=")
                        .doesNotContain("rt="));
    }

    private void callWithPersonalToken() {
        TraderApi api = TraderApi.builder().baseUrl(trader.url()).engine(engine).build();
        TokenSession<PersonalToken> session = api.resume(Secret.of(PERSONAL));
        trader.answers(PlatformServer.json(200, "{}"));
        api.get(session, "/v1/balance");
        callEverybodyQuietly(OkHttpEngine.attach(own, session));
    }

    private void callEverybodyQuietly(OkHttpClient client) {
        try {
            callEverybody(client);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A GET to every host with one client, the platform's answer being a redirect to all the others in turn. */
    private void callEverybody(OkHttpClient client) throws IOException {
        for (PlatformServer target : List.of(broker, subDomain, foreign, trader)) {
            platform.answers(PlatformServer.empty(307).header("Location", urlOf(target) + "/landing"));
            target.answers(PlatformServer.json(200, "{}"), PlatformServer.json(200, "{}"));
            get(client, platformUrl + "/mtr-api/s-1/redirecting");
            get(client, urlOf(target) + "/direct");
        }
    }

    private String urlOf(PlatformServer server) {
        if (server == subDomain) {
            return named(server, "deep.platform.broker.com");
        }
        if (server == foreign) {
            return named(server, "evil.com");
        }
        return server == broker ? named(server, "crm-api.broker.com") : server.url();
    }

    private static void get(OkHttpClient client, String url) throws IOException {
        try (Response response =
                client.newCall(new Request.Builder().url(url).build()).execute()) {
            assertThat(response.code()).isEqualTo(200);
        }
    }

    @Test
    void signInLeavesNothingInTheCallersOwnJar() throws IOException {
        // MT 59, 63
        login();
        assertThat(jar.loadForRequest(HttpUrl.get(platformUrl + "/manager/refresh-token")))
                .isEmpty();
        subDomain.answers(PlatformServer.json(200, "{}"));
        get(own, urlOf(subDomain) + "/direct");
        assertThat(secretsIn(subDomain.requests())).isEmpty();
    }

    @Test
    void ownCallsFollowNoRedirectAtAll() {
        // MT 59, 60
        RenewableSession<MatchTraderTokens> session = login();
        MatchTraderTrading trading = traderSide.trading(session, ID);
        for (PlatformServer elsewhere : List.of(broker, subDomain, foreign, platform)) {
            Answer redirect = PlatformServer.empty(302).header("Location", urlOf(elsewhere) + "/x");
            platform.answers(redirect, PlatformServer.empty(307).header("Location", urlOf(elsewhere) + "/x"));
            assertThatThrownBy(() -> trading.get("balance")).isInstanceOf(Misconfigured.class);
            assertThatThrownBy(() -> trading.post("position/open", Map.of())).isInstanceOf(Misconfigured.class);
        }
        broker.answers(PlatformServer.empty(307).header("Location", urlOf(foreign) + "/x"));
        assertThatThrownBy(() -> brokerSide.issueTicket("alice@example.com")).isInstanceOf(Misconfigured.class);
        platform.answers(PlatformServer.empty(307).header("Location", urlOf(foreign) + "/x"));
        assertThatThrownBy(session::renew).isInstanceOf(Misconfigured.class);
        platform.expect(1 + 8 + 1);
        foreign.expect(0);
        subDomain.expect(0);
        broker.expect(1);
    }

    @Test
    void sessionsOfOneSideAreRefusedByTheOther() {
        // MT 59, 65
        RenewableSession<MatchTraderTokens> session = login();
        MatchTraderPlatform another = MatchTraderPlatform.builder(urlOf(subDomain))
                .engine(engine)
                .allowPlainHttp()
                .build();
        assertThatThrownBy(() -> another.trading(session, ID).get("balance")).isInstanceOf(Misconfigured.class);
        assertThatThrownBy(() -> another.passwords().change(session, Secret.of(PASSWORD), Secret.of("other-1")))
                .isInstanceOf(Misconfigured.class);
        assertThatThrownBy(() -> another.resume(session.token())).isInstanceOf(Misconfigured.class);
        subDomain.expect(0);
    }

    @Test
    void wholeFlowLeavesNothingBehind() {
        // MT 23, 59
        LeakProbe.watching(PASSWORD, SESSION, RENEWED, RENEWAL, ACCOUNT, KEY, OTT, PERSONAL)
                .run(() -> {
                    RenewableSession<MatchTraderTokens> session = login();
                    MatchTraderTokens first = session.token();
                    platform.answers(
                            PlatformServer.json(200, "{\"status\":\"REJECTED\",\"errorMessage\":\"" + ACCOUNT + "\"}"),
                            opened(RENEWED));
                    MatchTraderTrading trading = traderSide.trading(session, ID);
                    var refusal = org.assertj.core.api.Assertions.catchThrowable(() -> trading.get("balance"));
                    time.advance(Duration.ofMinutes(14));
                    session.renewIfDue();
                    broker.answers(PlatformServer.json(200, "{\"uuid\":\"u-1\",\"oneTimeToken\":\"" + OTT + "\"}"));
                    CreatedAccount created =
                            brokerSide.createAccount(NewAccount.of("bob@example.com", Secret.of(PASSWORD))
                                    .with(PersonalDetails.named("Bob", "Example")));
                    MatchTraderSso sso = MatchTraderSso.builder(traderSide)
                            .webUrl("https://platform.broker.com")
                            .portalUrl("https://crm.broker.com")
                            .withRefreshCookie()
                            .build();
                    HandOver link = sso.link(created.ticket().orElseThrow());
                    return List.of(
                            first,
                            session,
                            session.token(),
                            session.authorization(),
                            trading,
                            trading.account(),
                            refusal.toString() + ((io.gatepass.core.AuthException) refusal).answer(),
                            created,
                            created.account().raw(),
                            link,
                            sso.cookies(session),
                            brokerSide.session().token(),
                            brokerSide.session().authorization(),
                            new PersonalToken(Secret.of(PERSONAL), io.gatepass.core.Origin.of(trader.url())),
                            ALLOWED.size());
                });
    }

    @Test
    void echoedSecretsAreMasked() {
        // MT 23
        LeakProbe.watching(SESSION, ACCOUNT).run(() -> {
            RenewableSession<MatchTraderTokens> session = login();
            platform.answers(PlatformServer.json(400, "{\"errorMessage\":\"" + SESSION + " " + ACCOUNT + "\"}"));
            return traderSide.trading(session, ID).get("balance");
        });
        LeakProbe.watching(PASSWORD).run(() -> {
            platform.answers(PlatformServer.json(401, "{\"errorMessage\":\"" + PASSWORD + " is wrong\"}"));
            return traderSide.login(new MatchTraderLogin("alice@example.com", Secret.of(PASSWORD)));
        });
        platform.expect(3);
    }
}
