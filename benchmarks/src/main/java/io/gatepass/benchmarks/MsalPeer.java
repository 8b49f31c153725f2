package io.gatepass.benchmarks;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.HttpResponse;
import io.gatepass.benchmarks.TokenEndpoint.Issued;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * MSAL4J: a confidential client whose HTTP client, which the application may provide, is the endpoint. Its other way to
 * the same end, a token provider, stores a life where an instant belongs, so that nothing is ever found in the cache.
 */
final class MsalPeer implements Subject {
    /** Makes clients; there is no window, but the last five minutes count as expired. */
    record Maker() implements Subject.Maker {
        @Override
        public String name() {
            return "msal4j";
        }

        @Override
        public Subject open(TokenEndpoint endpoint, Duration left) {
            return new MsalPeer(endpoint, left);
        }

        @Override
        public Duration window() {
            return Duration.ofMinutes(5);
        }

        @Override
        public boolean hearsRefusals() {
            return true;
        }
    }

    private static final ClientCredentialParameters CACHED =
            ClientCredentialParameters.builder(Set.of("benchmark")).build();
    private static final ClientCredentialParameters FRESH = ClientCredentialParameters.builder(Set.of("benchmark"))
            .skipCache(true)
            .build();

    private final TokenEndpoint endpoint;
    private final AtomicReference<@Nullable Issued> first = new AtomicReference<>();
    private final ConfidentialClientApplication client;

    private MsalPeer(TokenEndpoint endpoint, Duration left) {
        this.endpoint = endpoint;
        try {
            this.client = ConfidentialClientApplication.builder(
                            "client", ClientCredentialFactory.createFromSecret("secret"))
                    .authority("https://login.microsoftonline.com/tenant/")
                    .instanceDiscovery(false)
                    .httpClient(asked -> exchange())
                    .build();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
        if (!left.isNegative() && !left.isZero()) {
            first.set(TokenEndpoint.earlier(left));
            read();
        }
    }

    private HttpResponse exchange() {
        Issued given = first.getAndSet(null);
        Issued issued = given != null ? given : endpoint.issueUnchecked();
        // Rounded: it counts in whole seconds.
        Duration left = Duration.between(Instant.now(), issued.end()).plusMillis(500);
        return new HttpResponse()
                .statusCode(200)
                .body("{\"token_type\":\"Bearer\",\"access_token\":\"" + issued.access() + "\",\"expires_in\":"
                        + left.toSeconds() + "}");
    }

    @Override
    public Object read() {
        return client.acquireToken(CACHED).join();
    }

    @Override
    public String header() {
        return "Bearer " + client.acquireToken(CACHED).join().accessToken();
    }

    @Override
    public void refused(Object refused) {
        client.acquireToken(FRESH).join();
    }
}
