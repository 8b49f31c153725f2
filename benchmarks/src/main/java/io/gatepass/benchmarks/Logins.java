package io.gatepass.benchmarks;

import com.google.auth.oauth2.UserCredentials;
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IHttpClient;
import io.gatepass.core.Secret;
import io.gatepass.tts.TtsClient;
import io.gatepass.tts.TtsLogin;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Instant;
import java.util.Set;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;

/** Logins over HTTP: ours, hand-written OkHttp and Moshi, and the peers whose API lets a token URL be set. */
final class Logins {
    static final String ANSWER = "{\"key\":\"0123456789abcdef0123456789abcdef01234567\","
            + "\"access_token\":\"0123456789abcdef0123456789abcdef01234567\",\"token_type\":\"Bearer\","
            + "\"expires_in\":3600,\"refresh_token\":\"76543210fedcba9876543210fedcba9876543210\"}";

    private static final MediaType FORM = MediaType.get("application/x-www-form-urlencoded");

    private Logins() {}

    /** One login from the request to something that holds the token. */
    interface Login {
        Object perform() throws Exception;
    }

    static Login of(String subject, RawServer server) throws MalformedURLException {
        return switch (subject) {
            case Subjects.FLOOR -> HandWritten.login(server.url(""), new OkHttpClient());
            case Subjects.OURS -> ours(server);
            case "google-auth" -> google(server);
            case "spring" -> spring(server);
            case "msal4j" -> msal(server);
            default -> throw new IllegalArgumentException(subject);
        };
    }

    static Login ours(RawServer server) {
        TtsClient client = TtsClient.connect(server.url(""));
        Secret password = Secret.of("correct horse");
        return () -> client.login(new TtsLogin("user@example.com", password)).orElseThrow();
    }

    /** Its user credentials with their own token URL, over their default transport. */
    private static Login google(RawServer server) {
        UserCredentials credentials = UserCredentials.newBuilder()
                .setClientId("client")
                .setClientSecret("secret")
                .setRefreshToken("refresh")
                .setTokenServerUri(URI.create(server.url("/token")))
                .build();
        return credentials::refreshAccessToken;
    }

    /** Its client for the refresh token grant, over its default transport. */
    private static Login spring(RawServer server) {
        var client = new RestClientRefreshTokenTokenResponseClient();
        ClientRegistration registration = ClientRegistration.withRegistrationId("benchmark")
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .clientId("client")
                .clientSecret("secret")
                .redirectUri(server.url("/done"))
                .authorizationUri(server.url("/authorize"))
                .tokenUri(server.url("/token"))
                .build();
        Instant now = Instant.now();
        var access = new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, "old", now.minusSeconds(9), now);
        var refresh = new OAuth2RefreshToken("refresh", now);
        return () -> client.getTokenResponse(new OAuth2RefreshTokenGrantRequest(registration, access, refresh));
    }

    /** Its client credentials grant past the cache. It insists on https, so its HTTP client is one of OkHttp's. */
    private static Login msal(RawServer server) throws MalformedURLException {
        var http = new OkHttpClient();
        IHttpClient loopback = asked -> {
            Request request = new Request.Builder()
                    .url(server.url("/token"))
                    .post(RequestBody.create(asked.body(), FORM))
                    .build();
            try (Response response = http.newCall(request).execute()) {
                return new HttpResponse()
                        .statusCode(response.code())
                        .body(response.body().string());
            }
        };
        ConfidentialClientApplication client = ConfidentialClientApplication.builder(
                        "client", ClientCredentialFactory.createFromSecret("secret"))
                .authority("https://login.microsoftonline.com/tenant/")
                .instanceDiscovery(false)
                .httpClient(loopback)
                .build();
        ClientCredentialParameters past = ClientCredentialParameters.builder(Set.of("benchmark"))
                .skipCache(true)
                .build();
        return () -> client.acquireToken(past).join();
    }
}
