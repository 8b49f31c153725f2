package io.gatepass.moduletests;

import io.gatepass.autoshares.AutosharesClient;
import io.gatepass.autoshares.AutosharesCredentials;
import io.gatepass.autoshares.AutosharesToken;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.core.okhttp.OkHttpEngine;
import io.gatepass.matchtrader.MatchTraderPlatform;
import io.gatepass.traderevolution.BackOfficeLogin;
import io.gatepass.traderevolution.TerminalToken;
import io.gatepass.traderevolution.TraderEvolutionBackOffice;
import io.gatepass.tts.TtsClient;
import io.gatepass.tts.TtsKey;
import io.gatepass.tts.TtsLogin;
import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** What an application does with the libraries: sign in, attach the session to a client of its own, call. */
final class Application {
    private Application() {}

    static int signInAndCall(String baseUrl) throws IOException {
        try (TtsClient tts = TtsClient.connect(baseUrl)) {
            TokenSession<TtsKey> session = tts.login(new TtsLogin("alice@example.com", Secret.of("password-1")))
                    .orElseThrow();
            OkHttpClient api = OkHttpEngine.attach(new OkHttpClient(), session);
            Request request = new Request.Builder().url(baseUrl + "/accounts/").build();
            try (Response response = api.newCall(request).execute()) {
                return response.code();
            }
        }
    }

    static long signInAtAutoshares(String baseUrl) {
        try (AutosharesClient autoshares = AutosharesClient.connect(baseUrl, Secret.of("app-key"))) {
            TokenSession<AutosharesToken> session = autoshares
                    .login(new AutosharesCredentials("alice", Secret.of("password-1")))
                    .orElseThrow();
            return autoshares.identity().currentUser(session).id();
        }
    }

    static String brokerOf(String platformUrl) {
        try (MatchTraderPlatform platform = MatchTraderPlatform.connect(platformUrl)) {
            return platform.details().partnerId().orElseThrow();
        }
    }

    static String verify(String baseUrl) {
        try (TraderEvolutionBackOffice backOffice = TraderEvolutionBackOffice.connect(baseUrl)) {
            var session = backOffice.login(new BackOfficeLogin("crm-service", Secret.of("password-1")));
            return backOffice
                    .verify(session, new TerminalToken(Secret.of("ott-1")))
                    .login();
        }
    }
}
