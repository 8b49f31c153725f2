package io.gatepass.examples;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.testkit.FakeTraderEvolution;
import io.gatepass.testkit.ManualTime;
import io.gatepass.traderevolution.BackOfficeLogin;
import io.gatepass.traderevolution.BackOfficeTokens;
import io.gatepass.traderevolution.ClientLogin;
import io.gatepass.traderevolution.ClientTokens;
import io.gatepass.traderevolution.TerminalToken;
import io.gatepass.traderevolution.TraderEvolutionBackOffice;
import io.gatepass.traderevolution.TraderEvolutionClient;
import java.time.Duration;

/** TraderEvolution: the back office of a broker's own systems, then the client API of a trader. */
final class TraderEvolutionQuickstart {
    private static final String LOGIN = "alice";
    private static final String PASSWORD = "correct horse battery 3";

    private final Steps steps;

    private TraderEvolutionQuickstart(Steps steps) {
        this.steps = steps;
    }

    static void run(Settings settings, Steps steps) {
        var quickstart = new TraderEvolutionQuickstart(steps);
        boolean real = settings.find("GATEPASS_TE_BO_BASE_URL").isPresent();
        if (real) {
            quickstart.againstTheRealBackOffice(settings);
        }
        boolean realTrader = settings.find("GATEPASS_TE_CLIENT_BASE_URL").isPresent();
        if (realTrader) {
            quickstart.againstTheRealClientApi(settings);
        }
        if (!real && !realTrader) {
            quickstart.againstTheFake();
        }
    }

    private void againstTheFake() {
        var time = ManualTime.create();
        try (FakeTraderEvolution fake = FakeTraderEvolution.builder().time(time).start();
                OkHttpEngine engine = OkHttpEngine.builder().time(time).build();
                var backOffice = TraderEvolutionBackOffice.builder(fake.backOfficeUrl())
                        .engine(engine)
                        .build();
                var client = TraderEvolutionClient.builder(fake.clientUrl())
                        .engine(engine)
                        .build()) {
            fake.addUser("crm-service", PASSWORD);
            steps.title("TraderEvolution, embedded fake at " + fake.backOfficeUrl());
            String oneTimeToken = fake.addTrader(LOGIN, PASSWORD).issueOneTimeToken();
            var session = signIn(backOffice, new BackOfficeLogin("crm-service", Secret.of(PASSWORD)), LOGIN);
            verify(backOffice, session, new TerminalToken(Secret.of(oneTimeToken)));

            Secret first = session.token().accessToken();
            time.advance(Duration.ofMinutes(6)); // the access token ends after five
            backOffice.findUser(session, LOGIN);
            steps.done(
                    "called after its end",
                    "renewed on the way: " + !first.equals(session.token().accessToken()));
            trade(client, ClientLogin.of(LOGIN, Secret.of(PASSWORD)));
        }
    }

    private void againstTheRealBackOffice(Settings settings) {
        var login = new BackOfficeLogin(
                settings.require("GATEPASS_TE_BO_LOGIN"), Secret.of(settings.require("GATEPASS_TE_BO_PASSWORD")));
        try (var backOffice = TraderEvolutionBackOffice.connect(settings.require("GATEPASS_TE_BO_BASE_URL"))) {
            steps.title("TraderEvolution, the back office of GATEPASS_TE_BO_BASE_URL");
            var session = signIn(backOffice, login, login.login());
            session.renew();
            steps.done("renewed", session.token());
            settings.find("GATEPASS_TE_BO_OTT")
                    .ifPresentOrElse(
                            token -> verify(backOffice, session, new TerminalToken(Secret.of(token))),
                            () -> steps.note("To verify a terminal's one-time token, put it in GATEPASS_TE_BO_OTT."));
        }
    }

    private RenewableSession<BackOfficeTokens> signIn(
            TraderEvolutionBackOffice backOffice, BackOfficeLogin login, String wanted) {
        RenewableSession<BackOfficeTokens> session = backOffice.login(login);
        steps.done("logged in", session.token());
        steps.done("looked up a user", backOffice.findUser(session, wanted));
        return session;
    }

    /** A one-time token is good once; whoever presents it a second time may not be who it was meant for. */
    private void verify(
            TraderEvolutionBackOffice backOffice, RenewableSession<BackOfficeTokens> session, TerminalToken token) {
        steps.done("verified a one-time token", backOffice.verify(session, token));
        try {
            steps.done("presented it again", backOffice.verify(session, token) + ", which should not be");
        } catch (Rejected refused) {
            steps.done("presented it again", "refused: " + refused.ground());
        }
    }

    private void againstTheRealClientApi(Settings settings) {
        var login = ClientLogin.of(
                settings.require("GATEPASS_TE_CLIENT_LOGIN"),
                Secret.of(settings.require("GATEPASS_TE_CLIENT_PASSWORD")));
        try (var client = TraderEvolutionClient.connect(settings.require("GATEPASS_TE_CLIENT_BASE_URL"))) {
            steps.title("TraderEvolution, the client API of GATEPASS_TE_CLIENT_BASE_URL");
            trade(client, login);
        }
    }

    private void trade(TraderEvolutionClient client, ClientLogin login) {
        RenewableSession<ClientTokens> session = client.login(login);
        steps.done("logged a trader in", session.token());
        steps.done("asked for the accounts", client.accounts(session));
        steps.done("logged out", client.logout(session));
    }
}
