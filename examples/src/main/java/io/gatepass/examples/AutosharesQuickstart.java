package io.gatepass.examples;

import io.gatepass.autoshares.AutosharesChallenge.Pin;
import io.gatepass.autoshares.AutosharesClient;
import io.gatepass.autoshares.AutosharesConsent;
import io.gatepass.autoshares.AutosharesCredentials;
import io.gatepass.autoshares.AutosharesOAuth;
import io.gatepass.autoshares.AutosharesOAuthApp;
import io.gatepass.autoshares.AutosharesPrompt;
import io.gatepass.autoshares.AutosharesToken;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.testkit.FakeAutoshares;
import java.util.Set;

/** Autoshares: check the app key, sign in with a code and a PIN, look around, log out; then the same user by OAuth. */
final class AutosharesQuickstart {
    private static final String LOGIN = "alice@example.com";
    private static final String PASSWORD = "correct horse battery 5";
    private static final String PIN = "471100";

    private final Steps steps;

    private AutosharesQuickstart(Steps steps) {
        this.steps = steps;
    }

    static void run(Settings settings, Steps steps) {
        var quickstart = new AutosharesQuickstart(steps);
        if (settings.find("GATEPASS_AUTOSHARES_BASE_URL").isPresent()) {
            quickstart.againstTheRealPlatform(settings);
        } else {
            quickstart.againstTheFake();
        }
    }

    private void againstTheFake() {
        try (FakeAutoshares fake = FakeAutoshares.start();
                var autoshares = AutosharesClient.connect(fake.url(), Secret.of(fake.appKey()))) {
            steps.title("Autoshares, embedded fake at " + fake.url());
            fake.addUser(LOGIN, PASSWORD).requireCode().requirePin(PIN).addAgreement("Market data");
            signIn(
                    autoshares,
                    new AutosharesCredentials(LOGIN, Secret.of(PASSWORD)),
                    question -> Secret.of(question instanceof Pin ? PIN : fake.lastCode(LOGIN)));
            consent(fake);
        }
    }

    private void againstTheRealPlatform(Settings settings) {
        var credentials = new AutosharesCredentials(
                settings.require("GATEPASS_AUTOSHARES_USERNAME"),
                Secret.of(settings.require("GATEPASS_AUTOSHARES_PASSWORD")));
        Secret appKey = Secret.of(settings.require("GATEPASS_AUTOSHARES_APP_KEY"));
        try (var autoshares = AutosharesClient.connect(settings.require("GATEPASS_AUTOSHARES_BASE_URL"), appKey)) {
            steps.title("Autoshares, the platform of GATEPASS_AUTOSHARES_BASE_URL");
            signIn(
                    autoshares,
                    credentials,
                    question -> Terminal.askSecret(
                            question instanceof Pin ? "Your PIN: " : "The code that was sent to you: "));
        }
    }

    private void signIn(AutosharesClient autoshares, AutosharesCredentials credentials, AutosharesPrompt prompt) {
        steps.done("checked the app key", autoshares.identity().appSettings());
        TokenSession<AutosharesToken> session = autoshares.signIn(credentials, question -> {
            steps.done("was asked", question);
            return prompt.ask(question);
        });
        steps.done("signed in", session.token());
        steps.done("asked who this is", autoshares.identity().currentUser(session));
        steps.done("agreements to sign", autoshares.identity().agreements(session));
        steps.done("logged out", autoshares.logout(session));
    }

    /** A browser would go to the consent page and come back; here the fake plays the browser. */
    private void consent(FakeAutoshares fake) {
        String home = "https://app.example.com/back";
        fake.addApp(new FakeAutoshares.App("quickstart", "quickstart-secret-5", Set.of(home), Set.of("read"), true));
        var app = AutosharesOAuthApp.of("quickstart", Secret.of("quickstart-secret-5"), home);
        try (var oauth = AutosharesOAuth.connect(fake.url(), app)) {
            AutosharesConsent consent = oauth.begin(Set.of("read"));
            steps.done("asked for consent", consent);
            var session = oauth.redeem(consent, fake.approve(consent.reveal().toString(), LOGIN));
            steps.done("signed in by OAuth", session.token());
            session.renew();
            steps.done("renewed", oauth.currentUser(session));
            oauth.revoke(session);
            steps.done("revoked", session);
        }
    }
}
