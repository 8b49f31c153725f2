package io.gatepass.examples;

import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.testkit.FakeTts;
import io.gatepass.tts.LoginLink;
import io.gatepass.tts.TtsClient;
import io.gatepass.tts.TtsKey;
import io.gatepass.tts.TtsLogin;
import io.gatepass.tts.TtsMfa;
import io.gatepass.tts.TtsRegistered;
import io.gatepass.tts.TtsRegistration;
import java.io.IOException;
import java.io.UncheckedIOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** TradeTechSolutions: register, log in, call, hand over to the dashboard, log out. */
final class TtsQuickstart {
    private final Steps steps;
    private final String baseUrl;
    private final TtsClient tts;

    private TtsQuickstart(Steps steps, String baseUrl, TtsClient tts) {
        this.steps = steps;
        this.baseUrl = baseUrl;
        this.tts = tts;
    }

    static void run(Settings settings, Steps steps) {
        if (settings.find("GATEPASS_TTS_BASE_URL").isPresent()) {
            againstTheRealBackend(settings, steps);
        } else {
            againstTheFake(steps);
        }
    }

    private static void againstTheFake(Steps steps) {
        try (FakeTts fake = FakeTts.start();
                TtsClient tts = TtsClient.builder(fake.url())
                        .dashboardUrl("https://dashboard.example.com/enter/{token}/")
                        .build()) {
            steps.title("TradeTechSolutions, embedded fake at " + fake.url());
            var login = new TtsLogin("alice@example.com", Secret.of("correct horse battery 1"));
            new TtsQuickstart(steps, fake.url(), tts).flow(login, true, true);
        }
    }

    private static void againstTheRealBackend(Settings settings, Steps steps) {
        String baseUrl = settings.require("GATEPASS_TTS_BASE_URL");
        var login = new TtsLogin(
                settings.require("GATEPASS_TTS_EMAIL"), Secret.of(settings.require("GATEPASS_TTS_PASSWORD")));
        TtsClient.Builder builder = TtsClient.builder(baseUrl);
        settings.find("GATEPASS_TTS_DASHBOARD_URL").ifPresent(builder::dashboardUrl);
        try (TtsClient tts = builder.build()) {
            steps.title("TradeTechSolutions, the backend of GATEPASS_TTS_BASE_URL");
            new TtsQuickstart(steps, baseUrl, tts)
                    .flow(
                            login,
                            settings.find("GATEPASS_TTS_DASHBOARD_URL").isPresent(),
                            settings.says("GATEPASS_TTS_LOGOUT", "yes"));
        }
    }

    private void flow(TtsLogin login, boolean dashboard, boolean logout) {
        TtsRegistered registered =
                tts.registerOrLogin(TtsRegistration.of("Alice Example", login.email(), login.password()));
        steps.done("registered", registered);

        TokenSession<TtsKey> session = tts.login(login).fold(complete -> complete, this::answer);
        steps.done("logged in", session.token());
        steps.done("asked who this is", tts.currentUser(session));
        steps.done("called with OkHttp", call(session));

        if (dashboard) {
            LoginLink link = tts.dashboardLink(session);
            steps.done(
                    "built a dashboard link",
                    link + ", to be sent with " + link.status() + " and "
                            + link.responseHeaders().keySet());
        }
        if (logout) {
            steps.done("logged out", tts.logout(session));
        } else {
            steps.note("Not logged out, since that ends the key for everybody: set GATEPASS_TTS_LOGOUT=yes to do it.");
            session.close();
        }
    }

    private TokenSession<TtsKey> answer(TtsMfa challenge) {
        return tts.answer(challenge, Terminal.askSecret("Code of the authenticator app: "));
    }

    /** Any call of your own: the client that comes out of {@code attach} carries the key, to this backend only. */
    private String call(TokenSession<TtsKey> session) {
        OkHttpClient api = OkHttpEngine.attach(new OkHttpClient(), session);
        Request request = new Request.Builder()
                .url(baseUrl.replaceFirst("/$", "") + "/authentication/user/")
                .header("Accept", "application/json")
                .build();
        try (Response response = api.newCall(request).execute()) {
            return "GET /authentication/user/ answered " + response.code();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
