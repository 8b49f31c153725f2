package io.gatepass.model;

import io.gatepass.autoshares.AutosharesClient;
import io.gatepass.autoshares.AutosharesCredentials;
import io.gatepass.autoshares.AutosharesToken;
import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.testkit.FakeAutoshares;
import java.time.Duration;
import java.util.Set;

/** A token of unstated life; the session signs in again, since there is no other way to renew. */
final class AsRig {
    private AsRig() {}

    static Rig of(Bench bench) {
        String login = bench.nextUser();
        FakeAutoshares fake = bench.fakes.autoshares();
        FakeAutoshares.User user = fake.addUser(login, Bench.PASSWORD);
        AutosharesClient client = AutosharesClient.builder(fake.url(), Secret.of(fake.appKey()))
                .engine(bench.engine)
                .build();
        TokenSession<AutosharesToken> session =
                client.loginKeepingCredentials(new AutosharesCredentials(login, Secret.of(Bench.PASSWORD)));
        return new Rig(
                fake,
                new Rig.Subject(login, session, Duration.ofHours(24), Set.of("interim")),
                new Rig.Paths("/token", "/v1.0/users/@me/info"),
                new Rig.Levers(
                        () -> client.identity().currentUser(session),
                        user::revokeTokens,
                        () -> user.revokeTokens().changePassword("another 2")));
    }
}
