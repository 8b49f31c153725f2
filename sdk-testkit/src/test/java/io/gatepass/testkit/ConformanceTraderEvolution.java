package io.gatepass.testkit;

import io.gatepass.testkit.ConformanceFakes.Ready;
import java.util.Map;
import java.util.function.Supplier;

/** The set-ups of TraderEvolution, with the users that its file speaks of. */
final class ConformanceTraderEvolution {
    private static final String BACK = "https://app.example/callback";

    /** Who is there, and what the file's other variables are; the rest is looked up. */
    private static final String VALUES = """
            login: crm-service
            password: correct horse 1
            noAccessLogin: clerk
            noAccessPassword: correct horse 2
            brokerToken: token-of-the-broker
            traderLogin: alice
            traderPassword: correct horse 3
            codeLogin: bob
            codePassword: correct horse 4
            code: 123456
            newLogin: nina
            newPassword: fresh horse 5
            newEmail: nina@example.com
            unknownLogin: nobody
            clientId: publictest
            clientSecret: app-secret-1
            redirectUri: https://app.example/callback
            """;

    private ConformanceTraderEvolution() {}

    static Ready ready(String setUp) {
        FakeTraderEvolution fake = traderEvolutionFake(setUp).start();
        fake.addUser("crm-service", "correct horse 1");
        fake.addUser("clerk", "correct horse 2").withoutApiAccess();
        FakeTrader alice = fake.addTrader("alice", "correct horse 3");
        fake.addTrader("bob", "correct horse 4").requireCode("123456");
        Map<String, Supplier<String>> variables = ConformanceSetUps.variables(VALUES);
        variables.put("oneTimeToken", ConformanceSetUps.once(alice::issueOneTimeToken));
        variables.put("terminalToken", ConformanceSetUps.once(alice::issueOneTimeToken));
        variables.put("traderId", () -> traderId(fake));
        variables.put("authorizationCode", ConformanceSetUps.once(() -> code(fake, alice)));
        variables.put("otherCode", ConformanceSetUps.once(() -> code(fake, alice)));
        if (setUp.equals("limited")) {
            fake.limit(2);
        }
        if (setUp.equals("token")) {
            fake.acceptBrokerToken("token-of-the-broker", "alice");
        }
        return new Ready(fake, variables);
    }

    private static FakeTraderEvolution.Builder traderEvolutionFake(String setUp) {
        FakeTraderEvolution.Builder fake = FakeTraderEvolution.builder();
        return switch (setUp) {
            case "", "limited" -> fake;
            case "OAuth" -> fake.authType(FakeTraderEvolution.AuthType.OAUTH);
            case "token" -> fake.authType(FakeTraderEvolution.AuthType.TOKEN);
            default -> throw ConformanceSetUps.unknown(setUp);
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
}
