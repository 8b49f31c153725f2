package io.gatepass.matchtrader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;
import io.gatepass.matchtrader.AccountConfiguration.CrmUserScope;
import io.gatepass.matchtrader.ContactDetails.ToContact;
import io.gatepass.matchtrader.NewAccount.ClientType;
import io.gatepass.matchtrader.PersonalDetails.Passport;
import io.gatepass.testkit.PlatformServer;
import io.gatepass.testkit.SeenRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the broker's side sends, and what it makes of the answers. */
class BrokerRequestTest extends MatchTraderTestBase {
    private static final String ACCOUNT = "{\"uuid\":\"u-1\",\"email\":\"alice@example.com\"}";

    private static final NewAccount WHOLE = new NewAccount(
            "new.user@example.com",
            PASSWORD,
            "offer-1",
            ClientType.RETAIL,
            false,
            List.of(
                    new PersonalDetails(
                            "Ada",
                            "Example",
                            LocalDate.of(1990, 4, 1),
                            "US",
                            "en",
                            "SINGLE",
                            "tax-1",
                            new Passport("P1", "US")),
                    new ContactDetails(
                            "+10000000000", "+1", new ToContact(Instant.parse("2026-01-02T03:04:05.678Z"), true)),
                    new AccountConfiguration(
                            7L, "b", "r", "m", "ib", new CrmUserScope(List.of("b1"), List.of("p1")), true),
                    new AddressDetails("US", "NY", "Exampleville", "10001", "Main St 1"),
                    new BankingDetails("Bank", "Bank St", "SWIFT", "42", "Ada"),
                    new LeadDetails("s", "web", "p", Instant.parse("2026-01-01T00:00:00Z"))),
            Map.of("custom", Map.of("x", 1)));

    @Test
    void wholeAccountIsSentByTheVendorsNames() {
        // MT 69
        brokerServer.answers(json(200, ACCOUNT));
        broker.createAccount(WHOLE);
        SeenRequest request = brokerServer.onlyRequest();
        assertThat(request.method() + " " + request.target()).isEqualTo("POST /v1/accounts");
        assertThat(request.header("Content-Type")).contains("application/json");
        assertThat(request.header("Authorization")).contains("Bearer broker-key-1");
        assertThat(request.headers()).doesNotContainKeys("Cookie", "Auth-trading-api");
        assertThat(request.body())
                .contains(
                        "\"email\":\"new.user@example.com\",\"password\":\"correct horse 1\",\"offerUuid\":\"offer-1\"",
                        "\"clientType\":\"RETAIL\",\"createAsDepositedAccount\":false",
                        "\"personalDetails\":{\"firstname\":\"Ada\",\"lastname\":\"Example\",\"dateOfBirth\":\"1990-04-01\","
                                + "\"citizenship\":\"US\",\"language\":\"en\",\"maritalStatus\":\"SINGLE\","
                                + "\"taxIdentificationNumber\":\"tax-1\",\"passport\":{\"number\":\"P1\",\"country\":\"US\"}}",
                        "\"contactDetails\":{\"phoneNumber\":\"+10000000000\",\"faxNumber\":\"+1\",\"toContact\":"
                                + "{\"toContactDate\":\"2026-01-02T03:04:05.678Z\",\"alreadyContacted\":true}}",
                        "\"accountConfiguration\":{\"partnerId\":7,\"branchUuid\":\"b\",\"roleUuid\":\"r\","
                                + "\"accountManagerUuid\":\"m\",\"ibParentTradingAccountUuid\":\"ib\",\"crmUserScope\":"
                                + "{\"branchScope\":[\"b1\"],\"managerPools\":[\"p1\"]},\"accountTypeContact\":true}",
                        "\"addressDetails\":{\"country\":\"US\",\"state\":\"NY\",\"city\":\"Exampleville\","
                                + "\"postCode\":\"10001\",\"address\":\"Main St 1\"}",
                        "\"bankingDetails\":{\"bankName\":\"Bank\",\"bankAddress\":\"Bank St\","
                                + "\"bankSwiftCode\":\"SWIFT\",\"bankAccount\":\"42\",\"accountName\":\"Ada\"}",
                        "\"leadDetails\":{\"statusUuid\":\"s\",\"source\":\"web\",\"providerUuid\":\"p\","
                                + "\"becomeActiveClientTime\":\"2026-01-01T00:00:00Z\"}",
                        "\"custom\":{\"x\":1}");
    }

    @Test
    void emptyValuesAreLeftOutAtEveryDepth() {
        // MT 68
        brokerServer.answers(json(200, ACCOUNT));
        broker.createAccount(NewAccount.of("a@b.c", PASSWORD)
                .with(new PersonalDetails("Ada", "Example", null, "", " ", null, null, new Passport(null, "")))
                .with(new AddressDetails(null, "", null, null, null))
                .with(new AccountConfiguration(
                        null, "", null, null, null, new CrmUserScope(List.of(), List.of()), null))
                .with(new ContactDetails(null, null, new ToContact(null, false)))
                .withMembers(Map.of("empty", "", "email", "evil@b.c")));
        assertThat(brokerServer.onlyRequest().body())
                .isEqualTo("{\"email\":\"a@b.c\",\"password\":\"correct horse 1\","
                        + "\"personalDetails\":{\"firstname\":\"Ada\",\"lastname\":\"Example\"},"
                        + "\"contactDetails\":{\"toContact\":{\"alreadyContacted\":false}}}");
    }

    @Test
    void accountIsCheckedBeforeItIsSent() {
        // MT 68
        assertThatThrownBy(() -> broker.createAccount(NewAccount.of("a@b.c", PASSWORD)))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("personalDetails");
        assertThatThrownBy(() ->
                        broker.createAccount(NewAccount.of("a@b.c", PASSWORD).with(PersonalDetails.named("Ada", " "))))
                .hasMessageContaining("lastname");
        assertThatThrownBy(() -> NewAccount.of(" ", PASSWORD)).hasMessageContaining("email");
        var twice = List.<AccountPart>of(PersonalDetails.named("A", "B"), PersonalDetails.named("C", "D"));
        assertThatThrownBy(() -> new NewAccount("a@b.c", PASSWORD, null, null, null, twice, Map.of()))
                .hasMessageContaining("two of a kind");
        NewAccount replaced = NEW_ALICE.with(PersonalDetails.named("Al", "Ex")).withOffer("o");
        assertThat(replaced.parts()).containsExactly(PersonalDetails.named("Al", "Ex"));
        brokerServer.expect(0);
    }

    @Test
    void answerIsReadWholeAndKeptRaw() {
        // MT 25, 28
        brokerServer.answers(json(
                200,
                "{\"uuid\":\"u-1\",\"created\":\"2025-06-01T12:00:00.123456Z\",\"updated\":\"odd\","
                        + "\"email\":\"a@b.c\",\"verificationStatus\":\"SOMETHING_NEW\",\"type\":\"RETAIL\","
                        + "\"personalDetails\":{\"firstname\":\"Ada\",\"dateOfBirth\":\"1990-04-01\",\"passport\":{\"number\":\"P1\"}},"
                        + "\"contactDetails\":{\"phoneNumber\":1000,\"toContact\":{\"alreadyContacted\":true}},"
                        + "\"accountConfiguration\":{\"partnerId\":0,\"accountManager\":{\"uuid\":\"m-1\",\"name\":\"Max\"},"
                        + "\"crmUserScope\":{\"branchScope\":[\"b\"]}},"
                        + "\"addressDetails\":{\"country\":\"US\"},\"bankingDetails\":{\"bankAccount\":\"42\"},"
                        + "\"leadDetails\":{\"source\":\"web\"},\"novelty\":{\"n\":9007199254740993}}"));
        BrokerAccount account = broker.findByUuid("u-1").orElseThrow();
        assertThat(account.created()).contains(Instant.parse("2025-06-01T12:00:00.123456Z"));
        assertThat(account.updated()).isEmpty();
        assertThat(account.verificationStatus()).contains("SOMETHING_NEW");
        assertThat(account.clientType()).contains("RETAIL");
        assertThat(account.part(PersonalDetails.class).orElseThrow().dateOfBirth())
                .isEqualTo(LocalDate.of(1990, 4, 1));
        assertThat(account.part(ContactDetails.class).orElseThrow().phoneNumber())
                .isEqualTo("1000");
        AccountConfiguration configuration =
                account.part(AccountConfiguration.class).orElseThrow();
        assertThat(configuration.accountManagerUuid()).isEqualTo("m-1");
        assertThat(configuration.partnerId()).isZero();
        assertThat(account.part(AddressDetails.class)).contains(new AddressDetails("US", null, null, null, null));
        assertThat(account.part(LeadDetails.class).orElseThrow().source()).isEqualTo("web");
        assertThat(account.raw().get("novelty").toString()).contains("9007199254740993");
        assertThat(account.toString() + account.part(BankingDetails.class)).doesNotContain("42", "P1", "Ada");
    }

    @ParameterizedTest
    @CsvSource({
        "CRM, a+b@x.com, /v1/accounts/by-email/a%2Bb%40x.com",
        "V1,  'a/b@x.com', /v1/accounts/by-email/a%2Fb%40x.com",
        "V2,  'a b?#@x.com', /v1/user-accounts/email/a%20b%3F%23%40x.com",
        "CRM, '../offers', /v1/accounts/by-email/..%2Foffers",
    })
    void addressInAPathIsEncoded(BrokerApi api, String email, String expected) {
        // MT 74, 75
        brokerServer.answers(json(200, ACCOUNT));
        assertThat(brokerBuilder(api).build().findByEmail(email)).isPresent();
        assertThat(brokerServer.onlyRequest().target()).isEqualTo(expected);
        assertThat(brokerServer.onlyRequest().method()).isEqualTo("GET");
    }

    @Test
    void whoIsNotThereIsEmptyButAWrongPathIsASetting() {
        // MT 72
        brokerServer.answers(json(404, "{\"status\":404,\"title\":\"Not found\"}"), PlatformServer.html(404, "<html>"));
        assertThat(broker.findByEmail("a@b.c")).isEqualTo(Optional.empty());
        assertThatThrownBy(() -> broker.findByEmail("a@b.c")).isInstanceOf(Misconfigured.class);
        assertThatThrownBy(() -> broker.findByUuid(" ")).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> broker.findByUuid("..")).isInstanceOf(Rejected.class);
    }

    @Test
    void passwordIsChangedWithAnEmptyAnswer() {
        // MT 70
        brokerServer.answers(PlatformServer.empty(204));
        broker.changePassword("u-1", Secret.of("new-pw-123"));
        assertThat(brokerServer.onlyRequest().target()).isEqualTo("/v1/change-password");
        assertThat(brokerServer.onlyRequest().body())
                .contains("\"accountUuid\":\"u-1\"", "\"newPassword\":\"new-pw-123\"");
    }

    @Test
    void secondVersionHasItsOwnPathsAndSaysWhatItLacks() {
        // MT 75
        MatchTraderBroker v2 = brokerBuilder(BrokerApi.V2).passwordMethod("PUT").build();
        brokerServer.answers(json(200, ACCOUNT), PlatformServer.empty(204), json(200, "\"ott-abc-1\""));
        v2.createAccount(NewAccount.of("a@b.c", PASSWORD).withMembers(Map.of("leverageRatioPercent", 100)));
        v2.changePassword("u-1", Secret.of("new-pw-123"));
        v2.issueTicket("a@b.c");
        assertThat(brokerServer.requests())
                .extracting(request -> request.method() + " " + request.target())
                .containsExactly(
                        "POST /v1/user-accounts",
                        "PUT /v1/user-accounts/u-1/change-password",
                        "POST /v1/one-time-token");
        assertThat(brokerServer.requests().get(0).body())
                .isEqualTo("{\"email\":\"a@b.c\",\"password\":\"correct horse 1\",\"leverageRatioPercent\":100}");
        assertThat(brokerServer.requests().get(1).body()).isEqualTo("{\"newPassword\":\"new-pw-123\"}");
        assertThatThrownBy(v2::offers).isInstanceOf(Misconfigured.class);
        assertThatThrownBy(() -> v2.createAccount(NEW_ALICE))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("members");
        brokerServer.expect(3);
    }

    @Test
    void offersAreListed() {
        // MT 28, 75
        brokerServer.answers(
                json(
                        200,
                        "{\"offers\":[{\"uuid\":\"o-1\",\"name\":\"Demo\",\"currency\":\"USD\",\"demo\":true,\"x\":1}]}"),
                json(200, "{\"offers\":[]}"),
                json(200, "{}"));
        Offer offer = broker.offers().get(0);
        assertThat(offer.uuid()).isEqualTo("o-1");
        assertThat(offer.demo()).contains(true);
        assertThat(offer.raw()).containsKey("x");
        assertThat(broker.offers()).isEmpty();
        assertThatThrownBy(broker::offers).hasMessageContaining("'offers'");
        assertThat(brokerServer.requests().get(0).target()).isEqualTo("/v1/offers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker-key-1", "Bearer broker-key-1", "bearer  broker-key-1"})
    void wordBeforeTheKeyIsThereOnceOrNotAtAll(String key) {
        // MT 66
        brokerServer.answers(json(200, ACCOUNT), json(200, ACCOUNT));
        MatchTraderBroker.Builder settings = MatchTraderBroker.builder(
                        BrokerApi.CRM, brokerServer.url(), Secret.of(key))
                .engine(engine);
        settings.build().findByUuid("u-1");
        settings.keyForm(BrokerKey.Form.RAW).build().findByUuid("u-1");
        assertThat(brokerServer.requests().get(0).header("Authorization")).contains("Bearer broker-key-1");
        assertThat(brokerServer.requests().get(1).header("Authorization")).contains("broker-key-1");
    }

    @Test
    void refusedKeyIsNotTriedInTheOtherForm() {
        // MT 67
        brokerServer.answers(json(401, "{\"message\":\"Invalid apiToken\"}"), json(200, ACCOUNT));
        assertThatThrownBy(() -> broker.findByUuid("u-1")).isInstanceOf(Misconfigured.class);
        brokerServer.expect(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Bearer ", "k\r\nX: 1", "kéy"})
    void keyThatCannotBeSentIsRefusedAtConstruction(String key) {
        // MT 64, 66
        assertThatThrownBy(() -> MatchTraderBroker.connect(BrokerApi.CRM, brokerServer.url(), Secret.of(key)))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("key");
    }

    @Test
    void unknownCreationIsLookedUpAndNeverRepeated() {
        // MT 73
        brokerServer.answers(json(404, "{}"), json(200, ACCOUNT).dropped(), json(200, ACCOUNT));
        assertThat(broker.createOrGet(NEW_ALICE)).isInstanceOf(ExistingAccount.class);
        assertThat(brokerServer.requests()).extracting(SeenRequest::method).containsExactly("GET", "POST", "GET");
    }

    @Test
    void creationThatStaysUnknownIsSaidSo() {
        // MT 73
        brokerServer.answers(
                json(404, "{}"), json(500, "{}"), json(404, "{}"), json(404, "{}"), json(500, "{}"), json(503, "{}"));
        assertThatThrownBy(() -> broker.createOrGet(NEW_ALICE)).isInstanceOf(OutcomeUnknown.class);
        assertThatThrownBy(() -> broker.createOrGet(NEW_ALICE))
                .isInstanceOf(OutcomeUnknown.class)
                .satisfies(e -> assertThat(e.getSuppressed())
                        .as("the look-up failed too")
                        .hasSize(1));
        assertThat(brokerServer.requests())
                .filteredOn(r -> r.method().equals("POST"))
                .hasSize(2);
    }

    @Test
    void whoIsThereAlreadyIsFoundBeforeOrAfterTheConflict() {
        // MT 72, 73
        brokerServer.answers(
                json(200, ACCOUNT),
                json(404, "{}"),
                json(409, "{}"),
                json(200, ACCOUNT),
                json(404, "{}"),
                json(400, "{}"));
        assertThat(broker.createOrGet(NEW_ALICE)).isInstanceOf(ExistingAccount.class);
        assertThat(broker.createOrGet(NEW_ALICE).account().uuid()).isEqualTo("u-1");
        assertThatThrownBy(() -> broker.createOrGet(NEW_ALICE)).isInstanceOf(Rejected.class);
        brokerServer.expect(6);
    }

    @Test
    void creationIsSentOnceWhateverTheServerDoes() {
        // MT 46, 73
        brokerServer.answers(
                json(200, ACCOUNT).dropped(), json(500, "{}"), json(200, "{}"), PlatformServer.html(200, "<html>"));
        for (int i = 1; i <= 4; i++) {
            assertThatThrownBy(() -> broker.createAccount(NEW_ALICE)).isInstanceOf(OutcomeUnknown.class);
            brokerServer.expect(i);
        }
    }
}
