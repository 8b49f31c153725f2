package io.gatepass.matchtrader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Lifetime;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.testkit.FakeMatchTrader;
import io.gatepass.testkit.FakeMatchTrader.Host;
import io.gatepass.testkit.FakeMatchTrader.Right;
import io.gatepass.testkit.FakeMatchTraderSettings.OneTimeAnswer;
import io.gatepass.testkit.FakeMatchTraderUser;
import io.gatepass.testkit.Fault;
import io.gatepass.testkit.MatchTraderQuirk;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The broker's side, and the browser's way from it to the platform, against an installation that remembers. */
class BrokerLifeTest extends FakeTestBase {
    private final MatchTraderBroker broker = broker();

    private NewAccount bob() {
        return NewAccount.of("bob@example.com", PASSWORD)
                .with(PersonalDetails.named("Bob", "Example"))
                .withOffer(broker.offers().get(0).uuid());
    }

    private MatchTraderSso sso() {
        return MatchTraderSso.builder(platform)
                .broker(broker)
                .portalUrl("http://localhost:8080")
                .build();
    }

    /** What a browser gets that opens the link. */
    private static String opened(HandOver link) throws IOException {
        Request request = new Request.Builder().url(link.reveal().toString()).build();
        try (Response page = new OkHttpClient().newCall(request).execute()) {
            return page.body().string();
        }
    }

    @Test
    void newUserIsCreatedRedeemedTradesStaysAndIsHandedOver() {
        // MT 30, 42, 50, 51
        CreatedAccount created = broker.createAccount(bob());
        RenewableSession<MatchTraderTokens> session =
                platform.redeem(created.ticket().orElseThrow());
        TradingAccountId account = session.token().accounts().list().get(0).id();
        MatchTraderTrading trading = platform.trading(session, account);
        assertThat(trading.get("balance")).containsKey("balance");
        time.advance(LIFE.plusMinutes(5));
        assertThat(trading.get("balance")).as("past its fifteen minutes").containsKey("balance");
        HandOver handOver = sso().cookies(session);
        String cookie = handOver.headers().get("Set-Cookie").get(0);
        assertThat(mt.accepts(cookie.replaceAll("co-auth=([^;]+);.*", "$1"))).isTrue();
        assertThat(cookie).endsWith("Max-Age=900");
        assertThat(mt.tally().strays()).isEmpty();
        assertThat(mt.tally().refused()).isZero();
    }

    @Test
    void existingUserLogsInAndIsHandedOver() {
        // MT 1
        HandOver handOver = sso().existingUser(ALICE);
        assertThat(mt.accepts(handOver.headers().get("Set-Cookie").get(0).replaceAll("co-auth=([^;]+);.*", "$1")))
                .isTrue();
        assertThat(mt.requests(Host.BROKER)).isEmpty();
    }

    @Test
    void linkOpensThePlatformOnceInABrowser() throws IOException {
        // MT 49, 52, 55
        MatchTraderSso sso = sso();
        HandOver first = sso.existingUser("alice@example.com");
        HandOver second = sso.existingUser("alice@example.com");
        assertThat(opened(first)).as("replaced by the second").contains("Sign in");
        assertThat(opened(second)).contains("Trading");
        assertThat(opened(second)).as("used up").contains("Sign in");
        HandOver slow = sso.existingUser("alice@example.com");
        time.advance(Duration.ofSeconds(30));
        assertThat(opened(slow)).as("lapsed").contains("Sign in");
        HandOver newcomer = sso.newUser(bob()).handOver().orElseThrow();
        assertThat(opened(newcomer)).contains("Trading");
        assertThat(mt.tally().strays()).isEmpty();
    }

    @Test
    void newUserByCookieIsOneCallToEachSide() {
        // MT 49, 50, 51
        NewAccount bob = bob();
        MatchTraderSso.NewUser newcomer = sso().newUserByCookie(bob);
        assertThat(newcomer.handOver()).isPresent();
        assertThat(mt.tally().oneTimeTokens().get(0).uses().accepted()).isEqualTo(1);
        assertThat(mt.requests(Host.PLATFORM)).hasSize(1);
    }

    @Test
    void creationIsLookedUpFirstAndNeverDoubled() {
        // MT 51, 72, 73
        mt.turnOn(MatchTraderQuirk.DUPLICATES_ACCEPTED);
        NewAccount bob = bob();
        mt.plan(Host.BROKER, "/v1/accounts", Fault.droppedAnswer());
        assertThat(broker.createOrGet(bob)).isInstanceOf(ExistingAccount.class);
        assertThat(broker.createOrGet(bob)).isInstanceOf(ExistingAccount.class);
        assertThat(mt.userCount()).isEqualTo(2);
        assertThat(methodsAtBroker()).filteredOn("POST /v1/accounts"::equals).hasSize(1);
        NewAccount carol = NewAccount.of("carol@example.com", PASSWORD).with(PersonalDetails.named("Carol", "X"));
        mt.plan(Host.BROKER, "/v1/accounts", Fault.droppedRequest());
        assertThatThrownBy(() -> broker.createOrGet(carol)).isInstanceOf(OutcomeUnknown.class);
        assertThat(broker.createOrGet(carol)).isInstanceOf(CreatedAccount.class);
        assertThat(mt.userCount()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(
            value = MatchTraderQuirk.class,
            names = {"NO_ERROR_TYPES", "SPRING_ERRORS", "NANOSECOND_TIMES"})
    void duplicateIsToldInEveryForm(MatchTraderQuirk quirk) {
        // MT 28, 71, 72
        mt.turnOn(quirk);
        NewAccount bob = bob();
        assertThat(broker.createAccount(bob).account().created()).isPresent();
        assertThat(((Rejected) catchThrowable(() -> broker.createAccount(bob))).ground())
                .isEqualTo(Ground.ALREADY_REGISTERED);
        assertThat(broker.createOrGet(bob)).isInstanceOf(ExistingAccount.class);
    }

    @Test
    void accountIsFoundByAddressAndByUuid() {
        // MT 28, 74
        String odd = "b+ob/x y@example.com";
        String uuid = broker.createAccount(NewAccount.of(odd, PASSWORD).with(PersonalDetails.named("B", "X")))
                .account()
                .uuid();
        BrokerAccount found = broker.findByEmail(odd).orElseThrow();
        assertThat(found.uuid()).isEqualTo(uuid);
        assertThat(found.part(PersonalDetails.class).orElseThrow().lastname()).isEqualTo("X");
        assertThat(broker.findByUuid(uuid).orElseThrow().email()).contains(odd);
        assertThat(broker.findByEmail("nobody@example.com")).isEmpty();
        assertThat(broker.findByUuid("99999999-9999-4999-8999-999999999999")).isEmpty();
    }

    @Test
    void accountWithoutATokenGetsOneOnRequest() {
        // MT 51, 56
        mt.turnOn(MatchTraderQuirk.NO_TOKEN_ON_CREATE);
        assertThat(broker.createAccount(bob()).ticket()).isEmpty();
        LoginTicket ticket = broker.issueTicket("bob@example.com");
        assertThat(platform.redeem(ticket).token().accounts().list()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(OneTimeAnswer.class)
    void oneTimeTokenIsReadInEveryFormAndLastsAsLongAsAsked(OneTimeAnswer form) {
        // MT 53, 54, 56
        mt.settings().oneTimeTokenAs(form);
        LoginTicket ticket = broker.issueTicket("alice@example.com", Duration.ofSeconds(60));
        assertThat(ticket.lifetime()).isEqualTo(Lifetime.until(time.now().plusSeconds(60)));
        assertThat(mt.tally().oneTimeTokens().get(0).issue().validity()).isEqualTo(Duration.ofSeconds(60));
        time.advance(Duration.ofSeconds(59));
        assertThat(platform.redeem(ticket)).isNotNull();
    }

    @Test
    void platformKnowsBetterThanAnotherProcess() {
        // MT 49, 52, 54
        Secret replaced = broker.issueTicket("alice@example.com").take();
        Secret lapsed = broker.issueTicket("alice@example.com").take();
        time.advance(Duration.ofSeconds(31));
        for (Secret value : List.of(replaced, lapsed)) {
            LoginTicket elsewhere = LoginTicket.of(value, Lifetime.unstated());
            assertThat(((Rejected) catchThrowable(() -> platform.redeem(elsewhere))).ground())
                    .isEqualTo(Ground.ONE_TIME_TOKEN);
        }
    }

    @Test
    void passwordIsSetForTheTrader() {
        // MT 70
        String uuid = broker.findByEmail("alice@example.com").orElseThrow().uuid();
        broker.changePassword(uuid, Secret.of("better horse 2"));
        assertThatThrownBy(() -> platform.login(ALICE)).isInstanceOf(Rejected.class);
        assertThat(platform.login(new MatchTraderLogin("alice@example.com", Secret.of("better horse 2"))))
                .isNotNull();
    }

    @Test
    void keyIsTheOperatorsBusiness() {
        // MT 67, 71, 78
        var limited = MatchTraderBroker.builder(
                        BrokerApi.CRM, mt.brokerUrl(), Secret.of(mt.addBrokerKey(Right.API_ACCESS)))
                .engine(engine)
                .build();
        assertThatThrownBy(() -> limited.issueTicket("alice@example.com"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("one-time tokens");
        var wrong = MatchTraderBroker.builder(BrokerApi.CRM, mt.brokerUrl(), Secret.of("no-such-key-1"))
                .engine(engine)
                .build();
        assertThatThrownBy(wrong::offers).isInstanceOf(Misconfigured.class).hasMessageContaining("key");
        mt.turnOn(MatchTraderQuirk.IP_NOT_WHITELISTED);
        assertThatThrownBy(broker::offers).isInstanceOf(Misconfigured.class).hasMessageContaining("allow-list");
        assertThat(mt.requests(Host.BROKER)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void firstVersionMayWantTheKeyAlone(boolean rawOnly) {
        // MT 66, 67, 75
        try (FakeMatchTrader first = FakeMatchTrader.builder().time(time).start()) {
            if (rawOnly) {
                first.turnOn(MatchTraderQuirk.RAW_KEYS_ONLY);
            }
            var settings = MatchTraderBroker.builder(BrokerApi.V1, first.brokerUrl(), Secret.of(first.addBrokerKey()))
                    .engine(engine);
            if (rawOnly) {
                assertThatThrownBy(() -> settings.build().offers()).isInstanceOf(Misconfigured.class);
                assertThat(first.requests(Host.BROKER))
                        .as("never tried the other way")
                        .hasSize(1);
            }
            assertThat(settings.keyForm(BrokerKey.Form.RAW).build().offers()).isNotEmpty();
        }
    }

    @Test
    void secondVersionDoesTheSameAtOtherPaths() {
        // MT 75
        try (FakeMatchTrader second = FakeMatchTrader.builder()
                .time(time)
                .brokerApi(FakeMatchTrader.BrokerApi.V2)
                .start()) {
            var v2 = MatchTraderBroker.builder(BrokerApi.V2, second.brokerUrl(), Secret.of(second.addBrokerKey()))
                    .engine(engine)
                    .build();
            NewAccount bob = NewAccount.of("bob@example.com", PASSWORD).withMembers(Map.of("note", "x"));
            AccountOutcome created = v2.createOrGet(bob);
            assertThat(created).isInstanceOf(CreatedAccount.class);
            assertThat(v2.createOrGet(bob)).isInstanceOf(ExistingAccount.class);
            v2.changePassword(created.account().uuid(), Secret.of("better horse 2"));
            FakeMatchTraderUser user = second.user("bob@example.com").orElseThrow();
            assertThat(user.password()).isEqualTo("better horse 2");
            assertThat(v2.findByUuid(user.uuid())).isPresent();
            LoginTicket ticket = v2.issueTicket("bob@example.com");
            MatchTraderPlatform client = MatchTraderPlatform.builder(second.platformUrl())
                    .engine(engine)
                    .build();
            assertThat(client.redeem(ticket).token().accounts()).isInstanceOf(TradingAccounts.None.class);
        }
    }

    @Test
    void tooManyCallsSayHowLongToWait() {
        // MT 76
        mt.settings().requestsPerMinute(Host.BROKER, 1);
        broker.offers();
        mt.turnOn(MatchTraderQuirk.RETRY_AFTER_AS_DATE);
        time.advance(Duration.ofSeconds(20));
        assertThat(catchThrowableOfType(RateLimited.class, broker::offers).retryAfter())
                .hasValueSatisfying(
                        pause -> assertThat(pause).isBetween(Duration.ofSeconds(39), Duration.ofSeconds(41)));
        mt.turnOff(MatchTraderQuirk.RETRY_AFTER_AS_DATE).turnOn(MatchTraderQuirk.NO_RETRY_AFTER);
        assertThat(catchThrowableOfType(RateLimited.class, broker::offers).retryAfter())
                .isEmpty();
        time.advance(Duration.ofMinutes(1));
        assertThat(broker.offers()).isNotEmpty();
    }

    @Test
    void clientOfYourOwnCarriesTheKeyToThisApi() throws IOException {
        // MT 65, 66
        OkHttpClient api = OkHttpEngine.attach(new OkHttpClient(), broker.session());
        for (String base : List.of(mt.brokerUrl() + "/v1/branches", mt.platformUrl() + "/manager/platform-details")) {
            try (Response answer =
                    api.newCall(new Request.Builder().url(base).build()).execute()) {
                assertThat(answer.code()).isEqualTo(200);
            }
        }
        assertThat(mt.tally().strays()).as("the platform saw no key").isEmpty();
    }
}
