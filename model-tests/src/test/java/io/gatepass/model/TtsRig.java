package io.gatepass.model;

import io.gatepass.core.Secret;
import io.gatepass.core.TokenSession;
import io.gatepass.testkit.FakeTts;
import io.gatepass.tts.TtsClient;
import io.gatepass.tts.TtsKey;
import io.gatepass.tts.TtsLogin;
import java.time.Duration;
import java.util.Set;

/** A key that lives until it is revoked, and cannot be renewed. */
final class TtsRig {
    private TtsRig() {}

    static Rig of(Bench bench) {
        String email = bench.nextUser();
        FakeTts fake = bench.fakes.tts();
        FakeTts.User user = fake.addUser(email, Bench.PASSWORD);
        TtsClient client = TtsClient.builder(fake.url()).engine(bench.engine).build();
        TokenSession<TtsKey> session =
                client.login(new TtsLogin(email, Secret.of(Bench.PASSWORD))).orElseThrow();
        return new Rig(
                fake,
                new Rig.Subject(email, session, Duration.ofDays(365), Set.of()),
                new Rig.Paths("/auth/login/", "/authentication/user/"),
                new Rig.Levers(() -> client.currentUser(session), user::revokeKey, user::block));
    }
}
