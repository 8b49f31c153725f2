package io.gatepass.examples;

import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.matchtrader.BrokerApi;
import io.gatepass.matchtrader.CreatedAccount;
import io.gatepass.matchtrader.MatchTraderBroker;
import io.gatepass.matchtrader.MatchTraderLogin;
import io.gatepass.matchtrader.MatchTraderPlatform;
import io.gatepass.matchtrader.MatchTraderSso;
import io.gatepass.matchtrader.MatchTraderTokens;
import io.gatepass.matchtrader.NewAccount;
import io.gatepass.matchtrader.PersonalDetails;
import io.gatepass.matchtrader.TradingAccount;
import io.gatepass.matchtrader.TradingAccountId;
import io.gatepass.testkit.FakeMatchTrader;
import io.gatepass.testkit.ManualTime;
import java.time.Duration;

/** Match-Trader: create an account, sign its owner in, call with both credentials, stay signed in, hand a browser over. */
final class MatchTraderQuickstart {
    private static final String EMAIL = "carol@example.com";
    private static final Secret PASSWORD = Secret.of("correct horse battery 3");

    private final Steps steps;
    private final MatchTraderPlatform platform;

    private MatchTraderQuickstart(Steps steps, MatchTraderPlatform platform) {
        this.steps = steps;
        this.platform = platform;
    }

    static void run(Settings settings, Steps steps) {
        if (settings.find("GATEPASS_MATCHTRADER_BASE_URL").isPresent()) {
            againstTheRealPlatform(settings, steps);
        } else {
            againstTheFake(steps);
        }
    }

    private static void againstTheFake(Steps steps) {
        var time = ManualTime.create();
        try (FakeMatchTrader fake = FakeMatchTrader.builder()
                        .time(time)
                        .brokerApi(FakeMatchTrader.BrokerApi.CRM)
                        .start();
                OkHttpEngine engine = OkHttpEngine.builder().time(time).build();
                MatchTraderPlatform platform = MatchTraderPlatform.builder(fake.platformUrl())
                        .engine(engine)
                        .build();
                MatchTraderBroker broker = MatchTraderBroker.builder(
                                BrokerApi.CRM, fake.brokerUrl(), Secret.of(fake.addBrokerKey()))
                        .engine(engine)
                        .build()) {
            steps.title("Match-Trader, embedded fake at " + fake.platformUrl());
            new MatchTraderQuickstart(steps, platform).newUser(broker, time);
        }
    }

    private void newUser(MatchTraderBroker broker, ManualTime time) {
        CreatedAccount created = broker.createAccount(NewAccount.of(EMAIL, PASSWORD)
                .with(PersonalDetails.named("Carol", "Example"))
                .withOffer(broker.offers().get(0).uuid()));
        steps.done("created an account", created.account());
        steps.done("got a one-time token", created.ticket().orElseThrow());

        RenewableSession<MatchTraderTokens> session =
                platform.redeem(created.ticket().orElseThrow());
        steps.done("redeemed it", session.authorization());
        TradingAccount account = session.token().accounts().list().get(0); // a real program asks which
        steps.done("called with both", read(session, account.id()));

        time.advance(Duration.ofMinutes(20));
        steps.done("the same 20 minutes later", read(session, account.id()) + ", renewed by itself: " + session);
        handOver(broker, session);
    }

    private String read(RenewableSession<MatchTraderTokens> session, TradingAccountId account) {
        return "account " + account + " answered "
                + platform.trading(session, account).get("balance").keySet();
    }

    /** Both ways to open the platform in a browser that knows nothing of it yet. */
    private void handOver(MatchTraderBroker broker, RenewableSession<MatchTraderTokens> session) {
        MatchTraderSso sso = MatchTraderSso.builder(platform)
                .broker(broker)
                .portalUrl("http://localhost:8080/portal") // a real portal shares a domain with the platform
                .build();
        steps.done("handed over by link", sso.existingUser(EMAIL));
        steps.done("handed over by cookie", sso.cookies(session));
        steps.done("logged out", platform.logout(session));
    }

    private static void againstTheRealPlatform(Settings settings, Steps steps) {
        var login = new MatchTraderLogin(
                settings.require("GATEPASS_MATCHTRADER_EMAIL"),
                Secret.of(settings.require("GATEPASS_MATCHTRADER_PASSWORD")));
        MatchTraderPlatform.Builder builder =
                MatchTraderPlatform.builder(settings.require("GATEPASS_MATCHTRADER_BASE_URL"));
        settings.find("GATEPASS_MATCHTRADER_BROKER_ID").ifPresent(builder::brokerId);
        try (MatchTraderPlatform platform = builder.build()) {
            steps.title("Match-Trader, the platform of GATEPASS_MATCHTRADER_BASE_URL");
            var quickstart = new MatchTraderQuickstart(steps, platform);
            quickstart.existingUser(login, settings);
            if (settings.find("GATEPASS_MATCHTRADER_BROKER_KEY").isPresent()) {
                quickstart.link(login.email(), settings);
            }
        }
    }

    private void existingUser(MatchTraderLogin login, Settings settings) {
        RenewableSession<MatchTraderTokens> session = platform.login(login);
        steps.done("logged in", session.authorization());
        settings.find("GATEPASS_MATCHTRADER_ACCOUNT")
                .map(TradingAccountId::new)
                .ifPresentOrElse(
                        account -> steps.done("called with both", read(session, account)),
                        () -> steps.note("Set GATEPASS_MATCHTRADER_ACCOUNT to read one of the accounts."));
        session.renew();
        steps.done("renewed", session);
        steps.done("logged out", platform.logout(session));
    }

    private void link(String email, Settings settings) {
        BrokerApi api = BrokerApi.valueOf(settings.require("GATEPASS_MATCHTRADER_BROKER_API"));
        String url = settings.require("GATEPASS_MATCHTRADER_BROKER_URL");
        try (MatchTraderBroker broker =
                MatchTraderBroker.connect(api, url, Secret.of(settings.require("GATEPASS_MATCHTRADER_BROKER_KEY")))) {
            steps.done(
                    "handed over by link",
                    MatchTraderSso.builder(platform).broker(broker).build().existingUser(email));
        }
    }
}
