package io.gatepass.testkit;

import static io.gatepass.testkit.FakeMatchTrader.Host.PLATFORM;
import static io.gatepass.testkit.MtBrowser.REFRESH;
import static io.gatepass.testkit.MtBrowser.check;
import static io.gatepass.testkit.MtBrowser.member;
import static io.gatepass.testkit.MtBrowser.ok;
import static io.gatepass.testkit.MtBrowser.refreshToken;
import static io.gatepass.testkit.MtBrowser.session;
import static io.gatepass.testkit.MtBrowser.setCookies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.gatepass.testkit.FakeMatchTraderLedger.RefreshToken;
import io.gatepass.testkit.FakeMatchTraderLedger.Uses;
import io.gatepass.testkit.FakeMatchTraderSettings.RefreshAnswer;
import io.gatepass.testkit.FakeMatchTraderSettings.TokenPlace;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Renewal: what it answers, which refresh cookies are good, and how often. */
class FakeMatchTraderRefreshTest {
    private static final String REFUSED = "{\"errorMessage\":\"Unauthorized\"}";

    private final ManualTime time = ManualTime.create();
    private final FakeMatchTrader mt = FakeMatchTrader.builder().time(time).start();
    private final FakeMatchTraderUser user =
            mt.addUser("alice@example.com", "pw-alice-1").account("700123");
    private final MtBrowser browser = new MtBrowser(mt);
    private final HttpResponse<String> login = browser.login();
    private final String first = refreshToken(login);

    @AfterEach
    void stop() {
        mt.close();
    }

    private Uses uses(String token) {
        return mt.tally().refreshTokens().stream()
                .filter(known -> known.token().equals(token))
                .map(RefreshToken::uses)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void emptyAnswerCarriesAllInCookies() { // MT 34, MT 36
        HttpResponse<String> answer = ok(browser.refresh(first));
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Content-Length")).contains("0");
        assertThat(setCookies(answer)).hasSize(4);
        assertThat(mt.accepts(session(answer))).isTrue();
        assertThat(mt.accepts(session(login))).isTrue(); // MT 44
        String second = refreshToken(answer);
        assertThat(second).startsWith("mt-refresh-token-0004-").isNotEqualTo(first);
        ok(browser.refresh(second));
        assertThat(mt.tally().renewals()).isEqualTo(2);
        assertThat(mt.tally().refused()).isZero();
    }

    @Test
    void tokenAnswerCarriesNoCookieAndLeavesTheRefreshCookie() { // MT 34, MT 36, MT 38
        mt.settings().refreshAnswers(RefreshAnswer.TOKEN);
        HttpResponse<String> answer = ok(browser.refresh(first));
        String token = member(answer.body(), "token");
        assertThat(answer.body()).isEqualTo("{\"token\":\"" + token + "\"}");
        assertThat(setCookies(answer)).isEmpty();
        assertThat(mt.accepts(token)).isTrue();
        assertThat(token).isNotEqualTo(session(login));
        ok(browser.refresh(first));
        assertThat(uses(first)).isEqualTo(new Uses(2, 2));
    }

    @Test
    void fullAnswerRotatesTheTokensOfAccounts() { // MT 34, MT 37
        mt.settings().refreshAnswers(RefreshAnswer.FULL);
        String before = user.accounts().get(0).tradingToken();
        user.account("700124");
        HttpResponse<String> answer = ok(browser.refresh(first));
        assertThat(answer.body())
                .startsWith(
                        "{\"email\":\"alice@example.com\",\"token\":\"" + session(answer) + "\",\"tradingAccounts\":[")
                .contains("700124", user.accounts().get(0).tradingToken())
                .doesNotContain(before);
        assertThat(refreshToken(answer)).isNotEmpty().isNotEqualTo(first);
        mt.turnOn(MatchTraderQuirk.KEEPS_ACCOUNT_TOKENS);
        mt.settings().tokenIn(TokenPlace.BODY);
        String kept = user.accounts().get(0).tradingToken();
        HttpResponse<String> again = ok(browser.refresh(refreshToken(answer)));
        assertThat(again.body()).contains(kept);
        assertThat(session(again)).isEmpty();
    }

    @Test
    void unchangedAndEmptyAnswersAreFailures() { // MT 35
        mt.settings().refreshAnswers(RefreshAnswer.UNCHANGED);
        HttpResponse<String> unchanged = ok(browser.refresh(first));
        assertThat(session(unchanged)).isEqualTo(session(login));
        mt.settings().refreshAnswers(RefreshAnswer.NOTHING);
        HttpResponse<String> nothing = ok(browser.refresh(first));
        assertThat(nothing.body()).isEmpty();
        assertThat(setCookies(nothing)).isEmpty();
    }

    @Test
    void spentCookieIsRefusedAndCounted() {
        ok(browser.refresh(first));
        check(browser.refresh(first), 401, REFUSED);
        check(browser.refresh(first), 401, REFUSED);
        assertThat(uses(first)).isEqualTo(new Uses(3, 1));
        assertThat(uses(first).refused()).isEqualTo(2);
        assertThat(mt.tally().refused()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mtr-backend/refresh-token", "/mtr-core-edge/refresh-token"})
    void everyPathHasItsOwnCookie(String path) { // MT 33
        String own = refreshToken(login, path);
        check(browser.post(path, "{}", "Cookie", "rt=" + first), 401, REFUSED);
        ok(browser.post(path, "{}", "Cookie", "rt=" + own));
        check(browser.refresh(first), 401, REFUSED);
        assertThat(mt.tally().refreshTokens())
                .filteredOn(token -> token.token().equals(own))
                .extracting(RefreshToken::path, RefreshToken::email)
                .containsExactly(tuple(path, "alice@example.com"));
    }

    @Test
    void cookieIsNeeded() { // MT 39
        check(browser.post(REFRESH, "{\"token\":\"" + first + "\"}"), 401, REFUSED);
        check(browser.post(REFRESH, "", "Cookie", "co-auth=" + session(login)), 401, REFUSED);
        check(browser.refresh("unknown"), 401, REFUSED);
        mt.turnOn(MatchTraderQuirk.SESSIONS_REFUSED_WITH_403);
        check(browser.refresh("unknown"), 403, REFUSED);
        assertThat(mt.tally().renewals()).isZero();
    }

    @Test
    void twoCookiesAreTooMany() {
        String other = refreshToken(login, "/mtr-backend/refresh-token");
        check(browser.refresh(first + "; rt=" + other), 401, REFUSED);
        assertThat(mt.tally().strays())
                .containsExactly("PLATFORM POST /manager/refresh-token: rt sent 2 times, 2 different");
    }

    @Test
    void bodyMustBeJsonIfThereIsOne() {
        Wire wire = new Wire(mt.platformUrl());
        check(
                wire.send("POST", REFRESH, "x=y", "Cookie", "rt=" + first, "Content-Type", "text/plain"),
                415,
                "{\"errorMessage\":\"Unsupported Media Type\"}");
        assertThat(wire.send("GET", REFRESH, "", "Cookie", "rt=" + first).statusCode())
                .isEqualTo(405);
        ok(browser.post(REFRESH, "{}", "Cookie", "co-auth=" + session(login) + "; rt=" + first));
        assertThat(mt.tally().strays()).isEmpty();
    }

    @Test
    void refreshCookieOutlivesTheSessionTokenByDefault() {
        time.advance(Duration.ofMinutes(20));
        HttpResponse<String> answer = ok(browser.refresh(first));
        assertThat(mt.accepts(session(answer))).isTrue();
        time.advance(Duration.ofDays(1));
        check(browser.refresh(refreshToken(answer)), 401, REFUSED);
    }

    @Test
    void refreshMayNeedALiveSession() {
        mt.turnOn(MatchTraderQuirk.REFRESH_NEEDS_LIVE_SESSION);
        check(browser.refresh(first), 401, REFUSED);
        String both = "co-auth=" + session(login) + "; rt=" + first;
        HttpResponse<String> answer = ok(browser.post(REFRESH, "{}", "Cookie", both));
        time.advance(Duration.ofMinutes(15));
        check(
                browser.post(REFRESH, "{}", "Cookie", "co-auth=" + session(answer) + "; rt=" + refreshToken(answer)),
                401,
                REFUSED);
    }

    @Test
    void refreshCookieMayStayOrBeAbsent() { // MT 36, MT 39
        mt.turnOn(MatchTraderQuirk.KEEPS_REFRESH_TOKEN);
        HttpResponse<String> answer = ok(browser.refresh(first));
        assertThat(setCookies(answer)).hasSize(1);
        ok(browser.refresh(first));
        mt.turnOn(MatchTraderQuirk.NO_REFRESH_COOKIE);
        assertThat(setCookies(browser.login())).hasSize(1);
    }

    @Test
    void budgetIsCountedInAnHourOfFakeTime() { // MT 40
        mt.settings().refreshesPerHour(2);
        String second = refreshToken(ok(browser.refresh(first)));
        String third = refreshToken(ok(browser.refresh(second)));
        check(browser.refresh(third), 429, "{\"errorMessage\":\"Too many requests\"}");
        mt.turnOn(MatchTraderQuirk.BUDGET_REFUSED_WITH_403);
        check(browser.refresh(third), 403, "{\"errorMessage\":\"Too many requests\"}");
        time.advance(Duration.ofHours(1));
        ok(browser.refresh(third));
    }

    @Test
    void sessionsAndRefreshCookiesCanBeEndedApart() {
        user.endSessionTokens();
        assertThat(mt.accepts(session(login))).isFalse();
        HttpResponse<String> answer = ok(browser.refresh(first));
        user.endRefreshTokens();
        check(browser.refresh(refreshToken(answer)), 401, REFUSED);
        assertThat(mt.accepts(session(answer))).isTrue();
    }

    @Test
    void deletedUserHasNoSession() {
        user.delete();
        assertThat(mt.accepts(session(login))).isFalse();
        check(browser.refresh(first), 401, REFUSED);
    }

    @Test
    void sessionsOfTwoSignInsAreApart() { // MT 63
        String other = refreshToken(browser.login());
        ok(browser.refresh(first));
        ok(browser.refresh(other));
    }

    @Test
    void lostAnswerLeavesTheCookieSpent() {
        mt.plan(PLATFORM, REFRESH, Fault.droppedAnswer());
        assertThatThrownBy(() -> browser.refresh(first)).isInstanceOf(UncheckedIOException.class);
        check(browser.refresh(first), 401, REFUSED);
        assertThat(uses(first)).isEqualTo(new Uses(2, 1));
    }

    @Test
    void lostRequestLeavesTheCookieGood() {
        mt.plan(PLATFORM, REFRESH, Fault.droppedRequest());
        assertThatThrownBy(() -> browser.refresh(first)).isInstanceOf(UncheckedIOException.class);
        ok(browser.refresh(first));
        assertThat(uses(first)).isEqualTo(new Uses(1, 1));
    }

    @Test
    void oneOfManyRenewalsAtOnceSucceeds() {
        List<CompletableFuture<Integer>> all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> browser.refresh(first).statusCode()))
                .toList();
        assertThat(all)
                .extracting(CompletableFuture::join)
                .containsOnlyOnce(200)
                .contains(401);
        assertThat(uses(first)).isEqualTo(new Uses(8, 1));
    }
}
