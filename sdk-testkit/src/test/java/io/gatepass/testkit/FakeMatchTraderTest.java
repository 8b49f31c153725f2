package io.gatepass.testkit;

import static io.gatepass.testkit.FakeMatchTrader.Host.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sign-in by password: what is answered, where tokens stand, and how it is refused. */
class FakeMatchTraderTest {
    private static final String ALICE =
            "{\"email\":\"alice@example.com\",\"password\":\"pw-alice-1\",\"brokerId\":\"0\"}";

    private final ManualTime time = ManualTime.create();
    private final FakeMatchTrader mt = FakeMatchTrader.builder().time(time).start();
    private final FakeMatchTraderUser alice =
            mt.addUser("alice@example.com", "pw-alice-1").account("700123");

    @AfterEach
    void stop() {
        mt.close();
    }

    private HttpResponse<String> post(String path, String body, String... headers) {
        return new Wire(mt.platformUrl()).json("POST", path, body, headers);
    }

    @Test
    void loginAnswersTokenAccountsAndCookies() {
        HttpResponse<String> answer = post("/manager/mtr-login", ALICE);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(mt.requests(PLATFORM)).hasSize(1);
        assertThat(alice.accounts()).hasSize(1);
        time.advance(Duration.ofMinutes(15));
    }
}
