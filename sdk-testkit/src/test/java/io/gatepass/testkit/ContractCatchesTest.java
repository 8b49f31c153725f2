package io.gatepass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.gatepass.testkit.Verb.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The contract fails for a client that is written as many are: every kind of check finds something. */
class ContractCatchesTest {
    @Test
    void carelessClientBreaksEveryClause() {
        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(CarelessContract.class))
                .execute()
                .testEvents();
        List<String> failed = tests.failed()
                .map(event -> event.getTestDescriptor().getDisplayName())
                .collect(Collectors.toList());
        assertThat(failed)
                .contains(
                        "is sent once when the connection drops",
                        "is sent once when the server is busy",
                        "follows no redirect",
                        "answers interruption and keeps the flag",
                        "turns an HTML page into a typed error",
                        "turns a truncated answer into a typed error",
                        "turns a gzip bomb into a typed error",
                        "turns status 401 into a typed error",
                        "turns status 503 into a typed error",
                        "reads Retry-After",
                        "leaves no secret behind",
                        "refuses a secret that no header carries: pässword-marker");
        assertThat(tests.succeeded().map(event -> event.getTestDescriptor().getDisplayName()))
                .contains("succeeds with the documented answer");
    }

    /** Follows redirects, retries, swallows interruption, takes any 2xx for success, and quotes all it was sent. */
    static class CarelessContract extends PlatformContract {
        @Override
        protected List<Verb<?>> verbs() {
            return List.of(Verb.of("login", target -> target, CarelessContract::login)
                    .answeredBy(() -> PlatformServer.json(200, "{\"key\":\"k\"}"))
                    .with(Trait.SECRET_IN_HEADER));
        }

        private static String login(Target target, Target same) {
            HttpClient client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.ALWAYS)
                    .build();
            HttpRequest request = HttpRequest.newBuilder(URI.create(target.baseUrl() + "/login"))
                    .timeout(Duration.ofSeconds(1))
                    .header("Password", target.secret().reveal())
                    .build();
            for (int attempt = 0; ; attempt++) {
                try {
                    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                    if (answer.statusCode() == 503 && attempt == 0) {
                        continue;
                    }
                    if (answer.statusCode() >= 400) {
                        throw new IllegalStateException(target.secret().reveal() + " refused: " + answer.body());
                    }
                    return answer.body();
                } catch (IOException e) {
                    if (attempt > 0) {
                        throw new UncheckedIOException(e);
                    }
                } catch (InterruptedException e) {
                    return "interrupted";
                }
            }
        }
    }
}
