package consumer;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gatepass.testkit.FakeAutoshares;
import io.gatepass.testkit.FakeMatchTrader;
import io.gatepass.testkit.FakePlatformsExtension;
import io.gatepass.testkit.FakeTraderEvolution;
import io.gatepass.testkit.FakeTts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What anybody's integration test looks like: three lines for each platform, and no client of ours. */
@ExtendWith(FakePlatformsExtension.class)
class FakesTest {
    @Test
    void tradeTechSolutions(FakeTts fake) throws Exception {
        fake.addUser("alice@example.com", "pw-1");
        int status = post(fake.url() + "/auth/login/", "{\"email\":\"alice@example.com\",\"password\":\"pw-1\"}");
        assertEquals(200, status);
    }

    @Test
    void traderEvolution(FakeTraderEvolution fake) throws Exception {
        fake.addUser("crm", "pw-1");
        int status = post(fake.backOfficeUrl() + "/auth/token", "{\"login\":\"crm\",\"password\":\"pw-1\"}");
        assertEquals(200, status);
    }

    @Test
    void autoshares(FakeAutoshares fake) throws Exception {
        fake.addUser("alice", "pw-1");
        int status = post(fake.url() + "/token", "", "Et-App-Key", fake.appKey(), "Username", "alice", "Password", "pw-1");
        assertEquals(200, status);
    }

    @Test
    void matchTrader(FakeMatchTrader fake) throws Exception {
        fake.addUser("alice@example.com", "pw-1").account("700123");
        String form = "{\"email\":\"alice@example.com\",\"password\":\"pw-1\",\"brokerId\":\"0\"}";
        assertEquals(200, post(fake.platformUrl() + "/manager/mtr-login", form));
    }

    private static int post(String url, String json, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(json.isEmpty() ? noBody() : ofString(json));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.discarding()).statusCode();
    }
}
