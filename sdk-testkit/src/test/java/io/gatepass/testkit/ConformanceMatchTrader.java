package io.gatepass.testkit;

import io.gatepass.testkit.ConformanceFakes.Ready;
import io.gatepass.testkit.FakeMatchTraderSettings.RefreshAnswer;
import java.util.Map;
import java.util.function.Supplier;

/** The set-ups of Match-Trader, with the users that its file speaks of. */
final class ConformanceMatchTrader {
    /** Who is there, and what the file's other variables are; the rest is looked up. */
    private static final String VALUES = """
            email: alice@example.com
            password: correct horse 1
            brokerId: 0
            unverifiedEmail: carol@example.com
            unverifiedPassword: correct horse 3
            deletedEmail: dora@example.com
            deletedPassword: correct horse 4
            bareEmail: ella@example.com
            barePassword: correct horse 5
            tfaEmail: frank@example.com
            tfaPassword: correct horse 6
            tfaCode: 123456
            newEmail: nina@example.com
            newPassword: fresh horse 7
            nextPassword: fresh horse 8
            unknownEmail: nobody@example.com
            resource: balance
            deniedResource: open-positions
            """;

    private ConformanceMatchTrader() {}

    static Ready ready(String setUp) {
        FakeMatchTrader fake = start(setUp);
        behave(fake, setUp);
        fake.addUser("alice@example.com", "correct horse 1").account("700123");
        FakeMatchTraderUser bob =
                fake.addUser("bob@example.com", "correct horse 2").account("700124");
        fake.addUser("carol@example.com", "correct horse 3").unverify();
        fake.addUser("dora@example.com", "correct horse 4").delete();
        fake.addUser("ella@example.com", "correct horse 5");
        fake.addUser("frank@example.com", "correct horse 6").account("700125").requireCode("123456");
        Map<String, Supplier<String>> variables = ConformanceSetUps.variables(VALUES);
        variables.put("brokerKey", ConformanceSetUps.once(fake::addBrokerKey));
        variables.put(
                "limitedBrokerKey", ConformanceSetUps.once(() -> fake.addBrokerKey(FakeMatchTrader.Right.API_ACCESS)));
        variables.put("otherTradingToken", () -> bob.accounts().get(0).tradingToken());
        variables.put("personalToken", ConformanceSetUps.once(() -> bob.addPersonalToken("700124", "balance")));
        return new Ready(fake, variables);
    }

    private static FakeMatchTrader start(String setUp) {
        FakeMatchTrader.Builder fake = FakeMatchTrader.builder();
        return switch (setUp) {
            case "CRM-API" -> fake.brokerApi(FakeMatchTrader.BrokerApi.CRM).start();
            case "Broker API v2" -> fake.brokerApi(FakeMatchTrader.BrokerApi.V2).start();
            default -> fake.start();
        };
    }

    private static void behave(FakeMatchTrader fake, String setUp) {
        FakeMatchTraderSettings settings = fake.settings();
        switch (setUp) {
            case "", "CRM-API", "Broker API v2", "renewal in cookies" -> {}
            case "renewal as a token" -> settings.refreshAnswers(RefreshAnswer.TOKEN);
            case "renewal as a login" -> settings.refreshAnswers(RefreshAnswer.FULL);
            case "four renewals an hour" -> settings.refreshesPerHour(4);
            case "business refusals" -> settings.refusesWith(FakeMatchTraderSettings.Refusal.BUSINESS);
            case "two requests a minute" -> settings.requestsPerMinute(FakeMatchTrader.Host.PLATFORM, 2);
            case "API disabled" -> fake.turnOn(MatchTraderQuirk.API_DISABLED);
            case "challenge" -> fake.turnOn(MatchTraderQuirk.EDGE_CHALLENGE);
            case "address not on the list" -> fake.turnOn(MatchTraderQuirk.IP_NOT_WHITELISTED);
            default -> throw ConformanceSetUps.unknown(setUp);
        }
    }
}
