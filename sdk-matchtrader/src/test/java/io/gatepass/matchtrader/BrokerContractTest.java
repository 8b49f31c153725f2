package io.gatepass.matchtrader;

import io.gatepass.core.Secret;
import io.gatepass.testkit.PlatformContract;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.Verb;
import io.gatepass.testkit.Verb.Target;
import java.util.List;
import java.util.function.BiFunction;

/** What every platform module owes its users, for the broker's side: the secret is the API key. */
class BrokerContractTest extends PlatformContract {
    private static final Secret FINE = Secret.of("fine-1-password");
    private static final String ACCOUNT = "{\"uuid\":\"u-1\"}";

    @Override
    protected List<Verb<?>> verbs() {
        // MT 19, 23, 46, 60, 64, 70, 71, 72, 73, 76
        return List.of(
                verb("createAccount", BrokerContractTest::create, ACCOUNT),
                verb("findByEmail", (target, broker) -> broker.findByEmail("alice@example.com"), ACCOUNT)
                        .with(Trait.REPEATABLE, Trait.TOLERATES_REFUSAL),
                verb("findByUuid", (target, broker) -> broker.findByUuid("u-1"), ACCOUNT)
                        .with(Trait.REPEATABLE, Trait.TOLERATES_REFUSAL),
                verb(
                        "issueTicket",
                        (target, broker) -> broker.issueTicket("alice@example.com"),
                        "{\"oneTimeToken\":\"one-time-1\"}"),
                verb("changePassword", BrokerContractTest::changePassword, "{}")
                        .with(Trait.IGNORES_BODY, Trait.ACCEPTS_NO_CONTENT),
                verb("offers", (target, broker) -> broker.offers(), "{\"offers\":[{\"uuid\":\"o-1\"}]}")
                        .with(Trait.REPEATABLE, Trait.ACCEPTS_ANY_OBJECT));
    }

    private static Verb<MatchTraderBroker> verb(
            String name, BiFunction<Target, MatchTraderBroker, ?> action, String success) {
        return Verb.of(name, BrokerContractTest::client, action)
                .answeredBy(() -> PlatformServer.json(200, success))
                .with(Trait.SECRET_IN_HEADER);
    }

    private static MatchTraderBroker client(Target target) {
        return MatchTraderBroker.builder(BrokerApi.CRM, target.baseUrl(), target.secret())
                .engine(target.engine())
                .build();
    }

    private static Object create(Target target, MatchTraderBroker broker) {
        var account =
                NewAccount.of("alice@example.com", target.secret()).with(PersonalDetails.named("Alice", "Example"));
        return List.of(
                account,
                broker.createAccount(account),
                broker.session(),
                broker.session().token());
    }

    private static Object changePassword(Target target, MatchTraderBroker broker) {
        broker.changePassword("u-1", FINE);
        return "done";
    }
}
