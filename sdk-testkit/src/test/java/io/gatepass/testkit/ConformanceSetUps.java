package io.gatepass.testkit;

import io.gatepass.testkit.ConformanceFakes.Ready;
import io.gatepass.testkit.FakePlatform.SentMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The fakes in the set-ups that conformance files name, with the users that the files speak of. */
final class ConformanceSetUps {
    private static final String BACK = "https://app.example/callback";

    private ConformanceSetUps() {}

    /** Variables that never change: names and values in turn. */
    private static Map<String, Supplier<String>> variables(String... namesAndValues) {
        var variables = new HashMap<String, Supplier<String>>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String value = namesAndValues[i + 1];
            variables.put(namesAndValues[i], () -> value);
        }
        return variables;
    }

    /** Part of the last message that was sent; null if there is none yet. */
    private static Supplier<String> mailed(FakePlatform fake, String part) {
        return () -> {
            List<SentMessage> sent = fake.messages();
            return sent.isEmpty() ? null : sent.get(sent.size() - 1).content().get(part);
        };
    }

    /** Looked up when it is first asked for, the same from then on. */
    private static Supplier<String> once(Supplier<String> lookUp) {
        var found = new ArrayList<String>();
        return () -> {
            if (found.isEmpty()) {
                found.add(lookUp.get());
            }
            return found.get(0);
        };
    }

    static Ready tts(String setUp) {
        FakeTts fake = ttsFake(setUp).start();
        fake.addUser("alice@example.com", "correct horse 1");
        fake.addUser("bob@example.com", "correct horse 2").requireCode("123456");
        fake.addUser("carol@example.com", "correct horse 3").block();
        Map<String, Supplier<String>> variables = variables(
                "user",
                "alice@example.com",
                "userInCapitals",
                "ALICE@EXAMPLE.COM",
                "password",
                "correct horse 1",
                "mfaUser",
                "bob@example.com",
                "mfaPassword",
                "correct horse 2",
                "mfaCode",
                "123456",
                "blockedUser",
                "carol@example.com",
                "blockedPassword",
                "correct horse 3",
                "newUser",
                "nina@example.com",
                "newPassword",
                "fresh horse 4",
                "nextPassword",
                "fresh horse 5",
                "lastPassword",
                "fresh horse 6",
                "unknownUser",
                "nobody@example.com");
        variables.put("blockedKey", once(() -> key(fake, "dora@example.com", FakeTts.User::block)));
        variables.put("deletedKey", once(() -> key(fake, "ella@example.com", FakeTts.User::revokeKey)));
        variables.put("mailedKey", mailed(fake, "key"));
        variables.put("mailedUid", mailed(fake, "uid"));
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
            default -> throw unknown(setUp);
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

    private static AssertionError unknown(String setUp) {
        return new AssertionError("there is no set-up \"" + setUp + "\"");
    }

    static Ready traderEvolution(String setUp) {
        FakeTraderEvolution fake = traderEvolutionFake(setUp).start();
        fake.addUser("crm-service", "correct horse 1");
        fake.addUser("clerk", "correct horse 2").withoutApiAccess();
        FakeTrader alice = fake.addTrader("alice", "correct horse 3");
        fake.addTrader("bob", "correct horse 4").requireCode("123456");
        Map<String, Supplier<String>> variables = variables(
                "login",
                "crm-service",
                "password",
                "correct horse 1",
                "noAccessLogin",
                "clerk",
                "noAccessPassword",
                "correct horse 2",
                "traderLogin",
                "alice",
                "traderPassword",
                "correct horse 3",
                "codeLogin",
                "bob",
                "codePassword",
                "correct horse 4",
                "code",
                "123456",
                "newLogin",
                "nina",
                "newPassword",
                "fresh horse 5",
                "newEmail",
                "nina@example.com",
                "unknownLogin",
                "nobody",
                "oneTimeToken",
                alice.issueOneTimeToken(),
                "terminalToken",
                alice.issueOneTimeToken(),
                "traderId",
                traderId(fake),
                "clientId",
                "publictest",
                "clientSecret",
                "app-secret-1",
                "redirectUri",
                "https://app.example/callback");
        if (setUp.equals("limited")) {
            fake.limit(2);
        }
        if (setUp.equals("token")) {
            fake.acceptBrokerToken("token-of-the-broker", "alice");
            variables.putAll(variables("brokerToken", "token-of-the-broker"));
        }
        if (setUp.equals("OAuth")) {
            variables.putAll(variables("authorizationCode", code(fake, alice), "otherCode", code(fake, alice)));
        }
        return new Ready(fake, variables);
    }

    private static FakeTraderEvolution.Builder traderEvolutionFake(String setUp) {
        FakeTraderEvolution.Builder fake = FakeTraderEvolution.builder();
        return switch (setUp) {
            case "", "limited" -> fake;
            case "OAuth" -> fake.authType(FakeTraderEvolution.AuthType.OAUTH);
            case "token" -> fake.authType(FakeTraderEvolution.AuthType.TOKEN);
            default -> throw unknown(setUp);
        };
    }

    private static String code(FakeTraderEvolution fake, FakeTrader trader) {
        String back = trader.approve(fake.clientUrl() + "/oauth/authorize?response_type=code&client_id=publictest"
                + "&redirect_uri=" + BACK);
        return FakeRequest.queryOf(back).get("code");
    }

    /** The number of the only trader called alice, as the back office tells it. */
    private static String traderId(FakeTraderEvolution fake) {
        var wire = new Wire(fake.backOfficeUrl());
        String form = FakeJson.write(FakeJson.object("login", "crm-service", "password", "correct horse 1"));
        String token = wire.json("POST", "/auth/token", form).body().replaceAll(".*\"accessToken\":\"([^\"]+).*", "$1");
        return wire.send("GET", "/users?login='alice'", "", "Authorization", "Bearer " + token)
                .body()
                .replaceAll("\\D*(\\d+).*", "$1");
    }

    static Ready autoshares(String setUp) {
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
        Map<String, Supplier<String>> variables = variables(
                "appKey",
                fake.appKey(),
                "login",
                "alice",
                "password",
                "correct horse 1",
                "codeLogin",
                "bob",
                "codePassword",
                "correct horse 2",
                "otherUserId",
                String.valueOf(fake.user("bob").orElseThrow().id()),
                "pinLogin",
                "carol",
                "pinPassword",
                "correct horse 3",
                "pin",
                "4711",
                "noPinLogin",
                "dan",
                "noPinPassword",
                "correct horse 4",
                "newPin",
                "1147",
                "expiredLogin",
                "ella",
                "expiredPassword",
                "correct horse 5",
                "questionLogin",
                "frank",
                "newLogin",
                "nina",
                "newEmail",
                "nina@example.com",
                "newPassword",
                "fresh horse 7",
                "nextPassword",
                "fresh horse 8",
                "lastPassword",
                "fresh horse 9",
                "unknownLogin",
                "nobody",
                "origin",
                "https://trader.example.com",
                "redirectUri",
                BACK,
                "clientId",
                "web",
                "clientSecret",
                "app-secret-of-web-1");
        variables.put("mailedCode", mailed(fake, "code"));
        variables.put("authorizationCode", once(() -> code(fake)));
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
            default -> throw unknown(setUp);
        }
    }

    private static String code(FakeAutoshares fake) {
        String back = fake.approve(
                "https://www.example/oauth/consent?client_id=web&scope=read&state=s&redirect_uri=" + BACK, "alice");
        return FakeRequest.queryOf(back).get("code");
    }

    static Ready matchTrader(String setUp) {
        throw unknown(setUp);
    }
}
