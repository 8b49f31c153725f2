package io.gatepass.benchmarks;

import io.gatepass.benchmarks.TokenEndpoint.Issued;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

/** Spring Security: the manager for background work, over the in-memory service, with the refresh token grant. */
final class SpringPeer implements Subject {
    /** Makes managers; there is no window, but the last minute counts as expired. */
    record Maker() implements Subject.Maker {
        @Override
        public String name() {
            return "spring";
        }

        @Override
        public Subject open(TokenEndpoint endpoint, Duration left) {
            return new SpringPeer(endpoint, left);
        }

        @Override
        public Duration window() {
            return Duration.ofSeconds(60);
        }
    }

    private static final ClientRegistration REGISTRATION = ClientRegistration.withRegistrationId("benchmark")
            .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
            .clientId("client")
            .redirectUri("http://127.0.0.1/done")
            .authorizationUri("http://127.0.0.1/authorize")
            .tokenUri("http://127.0.0.1/token")
            .build();

    private final AuthorizedClientServiceOAuth2AuthorizedClientManager manager;
    private final Authentication user = new TestingAuthenticationToken("user", "none");

    private SpringPeer(TokenEndpoint endpoint, Duration left) {
        var registrations = new InMemoryClientRegistrationRepository(REGISTRATION);
        var service = new InMemoryOAuth2AuthorizedClientService(registrations);
        this.manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(registrations, service);
        manager.setAuthorizedClientProvider(OAuth2AuthorizedClientProviderBuilder.builder()
                .refreshToken(grant -> grant.accessTokenResponseClient(request -> response(endpoint.issueUnchecked())))
                .build());
        service.saveAuthorizedClient(first(left), user);
    }

    /** One service that holds so many users, each with a pair: what it is made for. */
    static Object[] users(int count) {
        var service = new InMemoryOAuth2AuthorizedClientService(new InMemoryClientRegistrationRepository(REGISTRATION));
        for (int i = 0; i < count; i++) {
            service.saveAuthorizedClient(first(Duration.ofDays(2)), new TestingAuthenticationToken("user" + i, "none"));
        }
        return new Object[] {service};
    }

    private static OAuth2AuthorizedClient first(Duration left) {
        Issued issued = TokenEndpoint.earlier(left);
        Instant begin = issued.end().minus(Duration.ofHours(1));
        return new OAuth2AuthorizedClient(
                REGISTRATION,
                "user",
                new OAuth2AccessToken(TokenType.BEARER, issued.access(), begin, issued.end()),
                new OAuth2RefreshToken(issued.refresh(), begin));
    }

    private static OAuth2AccessTokenResponse response(Issued issued) {
        return OAuth2AccessTokenResponse.withToken(issued.access())
                .tokenType(TokenType.BEARER)
                .expiresIn(Duration.between(Instant.now(), issued.end()).toSeconds())
                .refreshToken(issued.refresh())
                .build();
    }

    @Override
    public Object read() {
        return current();
    }

    private OAuth2AccessToken current() {
        var request = OAuth2AuthorizeRequest.withClientRegistrationId("benchmark")
                .principal(user)
                .build();
        return Objects.requireNonNull(manager.authorize(request)).getAccessToken();
    }

    @Override
    public String header() {
        return "Bearer " + current().getTokenValue();
    }
}
