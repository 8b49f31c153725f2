package io.gatepass.testkit;

import io.gatepass.testkit.ConformanceFakes.Ready;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The set-ups of Autoshares, with the users that its file speaks of. */
final class ConformanceAutoshares {
    private static final String BACK = "https://app.example/callback";

    /** Who is there, and what the file's other variables are; the rest is looked up. */
    private static final String VALUES = """
            login: alice
            password: correct horse 1
            codeLogin: bob
            codePassword: correct horse 2
            pinLogin: carol
            pinPassword: correct horse 3
            pin: 4711
            noPinLogin: dan
            noPinPassword: correct horse 4
            newPin: 1147
            expiredLogin: ella
            expiredPassword: correct horse 5
            questionLogin: frank
            newLogin: nina
            newEmail: nina@example.com
            newPassword: fresh horse 7
            nextPassword: fresh horse 8
            lastPassword: fresh horse 9
            unknownLogin: nobody
            origin: https://trader.example.com
            redirectUri: https://app.example/callback
            clientId: web
            clientSecret: app-secret-of-web-1
            """;

    private ConformanceAutoshares() {}

    static Ready ready(String setUp) {
        FakeAutoshares fake = FakeAutoshares.start();
        fake.change(settings -> behave(settings, setUp));
        fake.addUser("alice", "correct horse 1");
        fake.addUser("bob", "correct horse 2").requireCode();
        fake.addUser("carol", "correct horse 3").requirePin("4711");
        fake.addUser("dan", "correct horse 4").requirePinThatIsNotSetUp();
        fake.addUser("ella", "correct horse 5").expirePassword(false);
        fake.addUser("frank", "correct horse 6").requireAnswer("First pet?", "Rex");
        fake.addApp(
                new FakeAutoshares.App("web", "app-secret-of-web-1", Set.of(BACK), Set.of("read", "orders"), false));
        Map<String, Supplier<String>> variables = ConformanceSetUps.variables(VALUES);
        variables.put("appKey", fake::appKey);
        variables.put(
                "otherUserId",
                () -> String.valueOf(fake.user("bob").orElseThrow().id()));
        variables.put("mailedCode", ConformanceSetUps.mailed(fake, "code"));
        variables.put("authorizationCode", ConformanceSetUps.once(() -> code(fake)));
        return new Ready(fake, variables);
    }

    private static void behave(FakeAutoshares.Settings settings, String setUp) {
        switch (setUp) {
            case "" -> {}
            case "wrong PIN asked again" -> settings.wrongFactor(FakeAutoshares.WrongFactor.ASKED_AGAIN);
            case "throttled by the platform" -> settings.throttle(FakeAutoshares.Throttle.PLATFORM);
            case "throttled by the gateway" -> settings.throttle(FakeAutoshares.Throttle.GATEWAY);
            case "older registration" -> settings.olderRegistrationErrors(true);
            case "web terminal" -> settings.webTerminal(true);
            default -> throw ConformanceSetUps.unknown(setUp);
        }
    }

    private static String code(FakeAutoshares fake) {
        String back = fake.approve(
                "https://www.example/oauth/consent?client_id=web&scope=read&state=s&redirect_uri=" + BACK, "alice");
        return FakeRequest.queryOf(back).get("code");
    }
}
