package io.gatepass.matchtrader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.ReauthenticationRequired;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Lifetime;
import io.gatepass.core.Origin;
import io.gatepass.core.RenewableSession;
import io.gatepass.core.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handing a browser over: links, cookies, and the domain they are set on. */
class SsoTest extends MatchTraderTestBase {
    private static final String PORTAL = "https://crm.broker.com";

    private static LoginTicket ticket(String value) {
        return LoginTicket.of(Secret.of(value), Lifetime.unstated());
    }

    /** A platform that is never called: sessions are put into it by hand. */
    private MatchTraderPlatform at(String url) {
        return builder(url).build();
    }

    private RenewableSession<MatchTraderTokens> session(MatchTraderPlatform client, Duration life) {
        Origin origin = Origin.of("https://platform.broker.com");
        return client.resume(new MatchTraderTokens(
                origin,
                List.of(
                        cookie("co-auth", "t-1", "/", Lifetime.unstated()),
                        cookie(
                                "rt",
                                "rt-1",
                                "/manager/refresh-token",
                                Lifetime.until(time.now().plusSeconds(7200))),
                        cookie("rt", "rt-2", "/mtr-backend/refresh-token", Lifetime.unstated())),
                new TradingAccounts.None(),
                Lifetime.until(time.now().plus(life))));
    }

    private static MatchTraderCookie cookie(String name, String value, String path, Lifetime lifetime) {
        return new MatchTraderCookie(name, Secret.of(value), "platform.broker.com", true, path, true, lifetime);
    }

    private MatchTraderSso.Builder sso() {
        return MatchTraderSso.builder(at("https://platform.broker.com")).portalUrl(PORTAL);
    }

    @Test
    void linkCarriesTheTicketEncodedAndNothingElseOfTheCallers() {
        // MT 55
        HandOver link = MatchTraderSso.builder(platform)
                .webUrl("https://web.broker.com/app?lang=en&auth=stale#here")
                .build()
                .link(ticket("a+b/c=d&e f~"));
        assertThat(link.reveal()).isEqualTo(URI.create("https://web.broker.com/app/?auth=a%2Bb%2Fc%3Dd%26e%20f%7E"));
        assertThat(link.status()).isEqualTo(303);
        assertThat(link.headers())
                .isEqualTo(Map.of(
                        "Location", List.of("https://web.broker.com/app/?auth=a%2Bb%2Fc%3Dd%26e%20f%7E"),
                        "Cache-Control", List.of("no-store"),
                        "Referrer-Policy", List.of("no-referrer")));
        assertThat(link).hasToString("HandOver[https://web.broker.com/██, cookies []]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://web.broker.com",
                "javascript:alert(1)",
                "//web.broker.com",
                "/app",
                "https://u:p@web.broker.com",
                "https:///x",
                "https://web.broker.com/ x"
            })
    void pageMustBeEncryptedAndAbsolute(String url) {
        // MT 55
        assertThatThrownBy(() -> MatchTraderSso.builder(platform).webUrl(url).build())
                .isInstanceOf(Misconfigured.class)
                .hasMessageNotContaining("u:p");
        assertThatThrownBy(() -> sso().portalUrl(url).build()).isInstanceOf(Misconfigured.class);
    }

    @Test
    void ticketIsGoodForOneLink() {
        // MT 49, 55
        MatchTraderSso sso = MatchTraderSso.builder(platform).build();
        LoginTicket ticket = ticket("ott-1");
        assertThat(sso.link(ticket).reveal()).hasToString(server.url() + "/?auth=ott-1");
        assertThatThrownBy(() -> sso.link(ticket)).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> platform.redeem(ticket)).isInstanceOf(Rejected.class);
        server.expect(0);
    }

    @Test
    void cookieIsSetOnTheSharedDomainForAsLongAsTheTokenIsGood() {
        // MT 58, 61
        HandOver handOver = sso().build().cookies(session(at("https://platform.broker.com"), Duration.ofSeconds(700)));
        assertThat(handOver.headers().get("Set-Cookie"))
                .containsExactly("co-auth=t-1; Domain=broker.com; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=700");
        assertThat(handOver.headers().get("Location")).containsExactly("https://platform.broker.com/");
        assertThat(handOver.headers())
                .containsEntry("Cache-Control", List.of("no-store"))
                .containsEntry("Referrer-Policy", List.of("no-referrer"));
        assertThat(handOver).hasToString("HandOver[https://platform.broker.com/██, cookies [co-auth]]");
    }

    @Test
    void cookieLastsAtMostFifteenMinutes() {
        // MT 29
        HandOver handOver = sso().build().cookies(session(at("https://platform.broker.com"), Duration.ofDays(1)));
        assertThat(handOver.headers().get("Set-Cookie").get(0)).endsWith("; Max-Age=900");
    }

    @Test
    void sessionThatIsOverIsNotHandedOver() {
        // MT 54
        MatchTraderSso sso = sso().build();
        var session = session(at("https://platform.broker.com"), Duration.ofMinutes(10));
        time.stepWallClock(Duration.ofMinutes(10));
        assertThatThrownBy(() -> sso.cookies(session)).isInstanceOf(ReauthenticationRequired.class);
    }

    @Test
    void renewalIsHandedOverOnlyOnRequestAndThenTheSessionEndsHere() {
        // MT 57
        var platformClient = at("https://platform.broker.com");
        var session = session(platformClient, Duration.ofSeconds(700));
        HandOver handOver =
                sso().withRefreshCookie().readableByScripts().build().cookies(session);
        assertThat(handOver.headers().get("Set-Cookie"))
                .containsExactly(
                        "co-auth=t-1; Domain=broker.com; Path=/; Secure; SameSite=Lax; Max-Age=700",
                        "rt=rt-1; Domain=broker.com; Path=/manager/refresh-token; Secure; SameSite=Lax; Max-Age=7200",
                        "rt=rt-2; Domain=broker.com; Path=/mtr-backend/refresh-token; Secure; SameSite=Lax");
        assertThatThrownBy(session::token)
                .as("one owner of a rotating secret")
                .isInstanceOf(ReauthenticationRequired.class);
        assertThat(handOver.toString()).doesNotContain("rt-1", "t-1");
    }

    @ParameterizedTest
    @CsvSource({
        "https://crm.broker.com,      https://platform.broker.com,   broker.com",
        "https://broker.com,          https://platform.broker.com,   broker.com",
        "https://a.eu.broker.com,     https://b.eu.broker.com,       eu.broker.com",
        "https://a.eu.broker.com,     https://b.us.broker.com,       broker.com",
        "https://crm.broker.co.uk,    https://platform.broker.co.uk, broker.co.uk",
        "https://CRM.Broker.com:8443, https://platform.broker.com,   broker.com",
        "https://platform.broker.com, https://platform.broker.com,   ''",
    })
    void domainIsTheNearestCommonParent(String portal, String page, String domain) {
        // MT 58
        MatchTraderSso sso = MatchTraderSso.builder(at(page)).portalUrl(portal).build();
        var stored = new MatchTraderTokens(
                Origin.of(page),
                List.of(new MatchTraderCookie(
                        "co-auth", Secret.of("t"), Origin.of(page).host(), true, "/", true, Lifetime.unstated())),
                new TradingAccounts.None(),
                Lifetime.unstated());
        String cookie =
                sso.cookies(at(page).resume(stored)).headers().get("Set-Cookie").get(0);
        if (domain.isEmpty()) {
            assertThat(cookie).as("one host needs no domain").doesNotContain("Domain");
        } else {
            assertThat(cookie).contains("; Domain=" + domain + ";");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://crm.broker.com,  https://platform.other.com",
        "https://a.com,           https://b.com",
        "https://a.co.uk,         https://b.co.uk",
        "https://a.github.io,     https://b.github.io",
        "https://10.0.0.1,        https://10.0.0.2",
        "https://crm,             https://platform",
        "https://localhost,       https://platform.broker.com",
    })
    void domainOfManyOwnersIsRefused(String portal, String page) {
        // MT 58
        assertThatThrownBy(
                        () -> MatchTraderSso.builder(at(page)).portalUrl(portal).build())
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("portal URL");
    }

    @Test
    void newUserIsCreatedAndSentOnWithTheTokenOfTheAnswer() {
        // MT 51, 55
        MatchTraderSso sso = MatchTraderSso.builder(platform).broker(broker).build();
        brokerServer.answers(
                json(200, "{\"uuid\":\"u-1\",\"oneTimeToken\":\"ott-1\"}"), json(200, "{\"uuid\":\"u-2\"}"));
        MatchTraderSso.NewUser alice = sso.newUser(NEW_ALICE);
        assertThat(alice.account().account().uuid()).isEqualTo("u-1");
        assertThat(alice.handOver().orElseThrow().reveal()).hasToString(server.url() + "/?auth=ott-1");
        assertThat(sso.newUser(NEW_ALICE).handOver())
                .as("no token, but an account")
                .isEmpty();
        server.expect(0);
    }

    @Test
    void newUserMayBeRedeemedAndSentOnWithACookie() {
        // MT 50, 51
        MatchTraderSso sso = MatchTraderSso.builder(platform)
                .broker(broker)
                .portalUrl(server.url())
                .build();
        brokerServer.answers(
                json(200, "{\"uuid\":\"u-1\",\"oneTimeToken\":\"ott-1\"}"), json(200, "{\"uuid\":\"u-2\"}"));
        server.answers(session("t-1"));
        HandOver handOver = sso.newUserByCookie(NEW_ALICE).handOver().orElseThrow();
        assertThat(handOver.headers().get("Set-Cookie"))
                .containsExactly("co-auth=t-1; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=900");
        assertThat(sso.newUserByCookie(NEW_ALICE).handOver()).isEmpty();
        assertThat(server.onlyRequest().body()).isEqualTo("{\"token\":\"ott-1\"}");
    }

    @Test
    void existingUserIsSentOnWithoutOrWithAPassword() {
        // MT 52, 55
        MatchTraderSso sso = MatchTraderSso.builder(platform)
                .broker(broker)
                .portalUrl(server.url())
                .build();
        brokerServer.answers(json(200, "{\"oneTimeToken\":\"ott-1\"}"));
        assertThat(sso.existingUser("alice@example.com").reveal()).hasToString(server.url() + "/?auth=ott-1");
        server.answers(session("t-1"));
        assertThat(sso.existingUser(ALICE).headers().get("Set-Cookie").get(0)).startsWith("co-auth=t-1; ");
        assertThat(brokerServer.onlyRequest().body()).doesNotContain("correct horse");
        assertThat(server.onlyRequest().body()).contains("correct horse");
    }

    @Test
    void whatIsNotConfiguredIsNamedBeforeAnythingIsSent() {
        // MT 55
        MatchTraderSso bare = MatchTraderSso.builder(platform).build();
        assertThatThrownBy(() -> bare.newUser(NEW_ALICE)).hasMessageContaining("broker: not configured");
        assertThatThrownBy(() -> bare.existingUser("a@b.c")).hasMessageContaining("broker: not configured");
        assertThatThrownBy(() -> bare.existingUser(ALICE)).hasMessageContaining("portal URL: not configured");
        assertThatThrownBy(() -> bare.newUserByCookie(NEW_ALICE)).hasMessageContaining("portal URL");
        server.expect(0);
        brokerServer.expect(0);
    }

    @Test
    void brokerAndPlatformOnOneHostAreRefused() {
        // MT 65
        MatchTraderBroker same =
                MatchTraderBroker.connect(BrokerApi.CRM, "https://platform.broker.com:8443", Secret.of("k-1"));
        try (same) {
            assertThatThrownBy(() -> sso().broker(same).build())
                    .isInstanceOf(Misconfigured.class)
                    .hasMessageContaining("same host");
        }
        MatchTraderBroker onOnePort = brokerBuilder(BrokerApi.CRM).build();
        assertThatThrownBy(
                        () -> MatchTraderSso.builder(builder(brokerServer.url()).build())
                                .broker(onOnePort)
                                .build())
                .isInstanceOf(Misconfigured.class);
    }
}
