package io.gatepass.benchmarks;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.OAuth2CredentialsWithRefresh;
import io.gatepass.benchmarks.TokenEndpoint.Issued;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Date;

/** google-auth: {@code getRequestMetadata}, and after a 401 {@code refresh}, as its HTTP adapter does. */
final class GooglePeer implements Subject {
    /** Makes credentials with the default margins: 3:45 to the window, 3:00 to the hard edge. */
    record Maker() implements Subject.Maker {
        @Override
        public String name() {
            return "google-auth";
        }

        @Override
        public Subject open(TokenEndpoint endpoint, Duration left) {
            return new GooglePeer(endpoint, left);
        }

        @Override
        public Duration window() {
            return Duration.ofSeconds(225);
        }

        @Override
        public boolean hearsRefusals() {
            return true;
        }
    }

    private static final URI ANY = URI.create("http://127.0.0.1/");

    private final OAuth2CredentialsWithRefresh credentials;

    GooglePeer(TokenEndpoint endpoint, Duration left) {
        this.credentials = OAuth2CredentialsWithRefresh.newBuilder()
                .setAccessToken(token(TokenEndpoint.earlier(left)))
                .setRefreshHandler(() -> token(endpoint.issue()))
                .build();
    }

    private static AccessToken token(Issued issued) {
        return new AccessToken(issued.access(), Date.from(issued.end()));
    }

    @Override
    public Object read() throws IOException {
        return credentials.getRequestMetadata(ANY);
    }

    @Override
    public String header() throws IOException {
        return credentials.getRequestMetadata(ANY).get("Authorization").get(0);
    }

    @Override
    public void refused(Object refused) throws IOException {
        credentials.refresh();
    }
}
