package io.gatepass.matchtrader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Lifetime;
import io.gatepass.core.Origin;
import io.gatepass.core.Secret;
import io.gatepass.core.Token;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What applications hold in their hands: checked, equal by value, and quiet. */
class ValuesTest {
    private static final Secret HIDDEN = Secret.of("marker-hidden-1");
    private static final Origin PLATFORM = Origin.of("https://platform.broker.com");

    private static MatchTraderCookie cookie(String name, Lifetime lifetime) {
        return new MatchTraderCookie(name, HIDDEN, "platform.broker.com", true, "/", true, lifetime);
    }

    private static MatchTraderTokens tokens(MatchTraderCookie... cookies) {
        return new MatchTraderTokens(PLATFORM, List.of(cookies), new TradingAccounts.Unstated(), Lifetime.unstated());
    }

    private static TradingAccount account(Optional<Secret> apiToken, Optional<String> system) {
        return new TradingAccount(
                TradingAccountId.of(1),
                apiToken,
                system,
                Optional.of(HIDDEN),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Stream<Object> valuesWithSecrets() {
        return Stream.of(
                cookie("co-auth", Lifetime.unstated()),
                tokens(cookie("co-auth", Lifetime.unstated())),
                account(Optional.of(HIDDEN), Optional.of("s-1")),
                new TradingAccounts.Listed(List.of(account(Optional.of(HIDDEN), Optional.of("s-1")))),
                new MatchTraderLogin("a@b.c", HIDDEN).withCode(HIDDEN),
                MatchTraderRegistration.of("o", "a@b.c", HIDDEN),
                NewAccount.of("a@b.c", HIDDEN).withMembers(Map.of("pin", HIDDEN.reveal())),
                LoginTicket.of(HIDDEN, Lifetime.unstated()),
                new PersonalToken(HIDDEN, PLATFORM),
                new BrokerKey(HIDDEN, PLATFORM),
                new PersonalDetails.Passport(HIDDEN.reveal(), "US"),
                new BankingDetails(null, null, null, HIDDEN.reveal(), null),
                new MatchTraderRegistration.Person(
                        "A", "B", HIDDEN.reveal(), null, null, null, null, null, LocalDate.EPOCH));
    }

    @ParameterizedTest
    @MethodSource("valuesWithSecrets")
    void valuePrintsNoSecretAndCannotBeSerialized(Object value) {
        // MT 23
        assertThat(value.toString()).doesNotContain(HIDDEN.reveal());
        assertThat(value).isNotInstanceOf(Serializable.class);
    }

    @Test
    void tokensCompareByValueAndCopyTheirLists() {
        // MT 48
        var list = new ArrayList<>(List.of(cookie("co-auth", Lifetime.unstated())));
        var first = new MatchTraderTokens(PLATFORM, list, new TradingAccounts.None(), Lifetime.unstated());
        list.clear();
        assertThat(first.cookies()).hasSize(1);
        assertThat(first)
                .isEqualTo(new MatchTraderTokens(
                        PLATFORM,
                        List.of(cookie("co-auth", Lifetime.unstated())),
                        new TradingAccounts.None(),
                        Lifetime.unstated()));
        assertThat(first.session()).isEqualTo(HIDDEN);
    }

    @Test
    void tokensLiveAsLongAsTheLongestRenewalCookie() {
        // MT 39, 42
        Instant soon = Instant.parse("2026-11-22T10:00:00Z");
        Lifetime never = Lifetime.until(Instant.EPOCH);
        MatchTraderCookie session = cookie("co-auth", Lifetime.unstated());
        assertThat(tokens(session).renewableFor()).as("nothing to renew with").isEqualTo(never);
        assertThat(tokens(
                                session,
                                cookie("rt", Lifetime.until(soon)),
                                cookie("rt", Lifetime.until(soon.plusSeconds(9))))
                        .renewableFor())
                .isEqualTo(Lifetime.until(soon.plusSeconds(9)));
        assertThat(tokens(session, cookie("rt", Lifetime.until(soon)), cookie("rt", Lifetime.unstated()))
                        .renewableFor())
                .isEqualTo(Lifetime.unstated());
        var foreign = new MatchTraderCookie("rt", HIDDEN, "other.com", true, "/", true, Lifetime.unstated());
        assertThat(tokens(session, foreign).renewableFor())
                .as("not for this host")
                .isEqualTo(never);
    }

    @Test
    void tokensNeedASessionCookieThatMayGoHome() {
        // MT 58, 61
        var foreign = new MatchTraderCookie("co-auth", HIDDEN, "evil.com", true, "/", true, Lifetime.unstated());
        assertThatThrownBy(() -> tokens(foreign)).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> tokens(cookie("rt", Lifetime.unstated()))).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> new MatchTraderTokens(
                        Origin.of("http://platform.broker.com"),
                        List.of(cookie("co-auth", Lifetime.unstated())),
                        new TradingAccounts.None(),
                        Lifetime.unstated()))
                .as("secure, and the platform is not")
                .isInstanceOf(Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "..", "a/b", "a?b", "", "a%2F", "-a"})
    void storedSystemIsCheckedToo(String system) {
        // MT 15, 48
        assertThatThrownBy(() -> account(Optional.empty(), Optional.of(system)))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("systemUuid");
    }

    @Test
    void storedAccountTokenIsCheckedToo() {
        // MT 48, 64
        assertThatThrownBy(() -> account(Optional.of(Secret.of("a\r\nX: 1")), Optional.empty()))
                .isInstanceOf(Rejected.class)
                .hasMessageNotContaining("X: 1");
    }

    @Test
    void accountsAreTakenByNumberOnly() {
        // MT 11, 12, 13
        TradingAccount one = account(Optional.of(HIDDEN), Optional.of("s-1"));
        assertThat(new TradingAccounts.Listed(List.of(one)).require(TradingAccountId.of(1)))
                .isEqualTo(one);
        assertThatThrownBy(() -> new TradingAccounts.Listed(List.of(one)).require(TradingAccountId.of(2)))
                .isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> new TradingAccounts.None().require(TradingAccountId.of(1)))
                .hasMessageContaining("holds no trading account");
        assertThatThrownBy(() -> new TradingAccounts.Unstated().require(TradingAccountId.of(1)))
                .hasMessageContaining("has not said");
        assertThat(Arrays.stream(TradingAccounts.class.getMethods()).map(method -> method.getName()))
                .as("no way to ask for the first or the selected one")
                .containsExactlyInAnyOrder("list", "require");
        assertThatThrownBy(() -> new TradingAccountId(" ")).isInstanceOf(Rejected.class);
    }

    @Test
    void newAccountKeepsWhatItIsNotToldToChange() {
        // MT 68
        NewAccount base = NewAccount.of(" a@b.c ", HIDDEN).with(PersonalDetails.named("A", "B"));
        NewAccount more = base.withOffer("o-1").withMembers(Map.of("k", "v"));
        assertThat(more.email()).isEqualTo("a@b.c");
        assertThat(more.offerUuid()).isEqualTo("o-1");
        assertThat(more.parts()).isEqualTo(base.parts());
        assertThat(base.offerUuid()).isNull();
        assertThat(more.with(new AddressDetails("US", null, null, null, null)).parts())
                .hasSize(2);
    }

    @Test
    void partsGoOutAndComeBackByTheSameNames() {
        // MT 68
        for (AccountPart part : List.of(
                PersonalDetails.named("A", "B"),
                new ContactDetails("1", null, null),
                new AccountConfiguration(1L, null, null, null, null, null, null),
                new AddressDetails("US", null, null, null, null),
                new BankingDetails("Bank", null, null, null, null),
                new LeadDetails(null, "web", null, null))) {
            assertThat(part.toMembers()).as(part.memberName()).isNotEmpty().doesNotContainValue(null);
        }
        assertThat(new AddressDetails(null, null, null, null, null).toMembers()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(MatchTraderEndpoint.class)
    void documentedPathsAreThereAndRumouredOnesAreNot(MatchTraderEndpoint endpoint) {
        // MT 2, 21, 47
        boolean rumoured = endpoint == MatchTraderEndpoint.LOGIN_WITH_CODE || endpoint == MatchTraderEndpoint.LOGOUT;
        assertThat(endpoint.defaultPath().isEmpty()).isEqualTo(rumoured);
        assertThat(endpoint.defaultPath().orElse("/")).startsWith("/");
    }

    @ParameterizedTest
    @EnumSource(BrokerApi.class)
    void everyGenerationHasItsSandbox(BrokerApi api) {
        // MT 65, 75
        assertThat(api.sandboxUrl()).startsWith("https://").endsWith("-demo.match-trader.com");
        assertThatThrownBy(() -> MatchTraderPlatform.connect(api.sandboxUrl()))
                .as("no platform")
                .isInstanceOf(Misconfigured.class);
    }

    @Test
    void keyNeverEndsAndAPersonalTokenDoesNotSay() {
        // MT 66, 82
        assertThat(new BrokerKey(HIDDEN, PLATFORM).lifetime()).isEqualTo(Lifetime.untilRevoked());
        assertThat(new PersonalToken(HIDDEN, PLATFORM).lifetime()).isEqualTo(Lifetime.unstated());
        for (Class<? extends Token> kind : List.of(MatchTraderTokens.class, BrokerKey.class, PersonalToken.class)) {
            assertThat(kind)
                    .as("three kinds that cannot be swapped")
                    .matches(type -> Modifier.isFinal(type.getModifiers()));
        }
    }
}
