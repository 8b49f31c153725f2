package io.gatepass.testkit;

import io.gatepass.testkit.ConformanceFakes.Ready;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The set-ups of TradeTechSolutions, with the users that its file speaks of. */
final class ConformanceTts {
    /** Who is there, and what the file's other variables are; the rest is looked up. */
    private static final String VALUES = """
            user: alice@example.com
            userInCapitals: ALICE@EXAMPLE.COM
            password: correct horse 1
            mfaUser: bob@example.com
            mfaPassword: correct horse 2
            mfaCode: 123456
            blockedUser: carol@example.com
            blockedPassword: correct horse 3
            newUser: nina@example.com
            newPassword: fresh horse 4
            nextPassword: fresh horse 5
            lastPassword: fresh horse 6
            unknownUser: nobody@example.com
            """;

    private ConformanceTts() {}

    static Ready ready(String setUp) {
        FakeTts fake = ttsFake(setUp).start();
        fake.addUser("alice@example.com", "correct horse 1");
        fake.addUser("bob@example.com", "correct horse 2").requireCode("123456");
        fake.addUser("carol@example.com", "correct horse 3").block();
        Map<String, Supplier<String>> variables = ConformanceSetUps.variables(VALUES);
        variables.put("blockedKey", ConformanceSetUps.once(() -> key(fake, "dora@example.com", FakeTts.User::block)));
        variables.put(
                "deletedKey", ConformanceSetUps.once(() -> key(fake, "ella@example.com", FakeTts.User::revokeKey)));
        variables.put("mailedKey", ConformanceSetUps.mailed(fake, "key"));
        variables.put("mailedUid", ConformanceSetUps.mailed(fake, "uid"));
        return new Ready(fake, variables);
    }

    private static FakeTts.Builder ttsFake(String setUp) {
        FakeTts.Builder fake = FakeTts.builder();
        return switch (setUp) {
            case "" -> fake;
            case "stack B" -> fake.stack(FakeTts.Stack.B);
            case "session" -> fake.profile(FakeTts.Profile.SESSION);
            case "mandatory verification" -> fake.profile(FakeTts.Profile.MANDATORY_VERIFICATION);
            case "throttled" -> fake.profile(FakeTts.Profile.THROTTLED);
            case "jwt" -> fake.profile(FakeTts.Profile.JWT);
            case "jwt cookie" -> fake.profile(FakeTts.Profile.JWT_COOKIE);
            default -> throw ConformanceSetUps.unknown(setUp);
        };
    }

    /** A key that was good until something happened to its user. */
    private static String key(FakeTts fake, String email, Consumer<FakeTts.User> event) {
        FakeTts.User user = fake.addUser(email, "correct horse 7");
        new Wire(fake.url())
                .json(
                        "POST",
                        "/auth/login/",
                        FakeJson.write(FakeJson.object("email", email, "password", "correct horse 7")));
        String key = user.key().orElseThrow();
        event.accept(user);
        return key;
    }
}
