package io.gatepass.testkit;

import io.gatepass.testkit.FakeMatchTrader.Offer;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A user of a {@link FakeMatchTrader}, for a test to look at and to change. Safe for use by many threads. */
public final class FakeMatchTraderUser {
    private final Journal journal;
    private final MtState state;
    private final MtUser user;

    FakeMatchTraderUser(Journal journal, MtState state, MtUser user) {
        this.journal = journal;
        this.state = state;
        this.user = user;
    }

    /** The user's id. */
    public String uuid() {
        return user.uuid;
    }

    /** The password as it is now. */
    public String password() {
        return locked(() -> user.password);
    }

    /** The trading accounts, oldest first. */
    public List<Account> accounts() {
        return locked(() -> user.accounts.stream().map(Account::of).toList());
    }

    /** The fields that the user was created and changed with, without the password; names as they were sent. */
    public Map<String, @Nullable Object> form() {
        return locked(() -> Collections.unmodifiableMap(new LinkedHashMap<>(user.form)));
    }

    /** Adds a trading account of the first offer. */
    public FakeMatchTraderUser account(String id) {
        return locked(() -> account(id, state.offers.get(0)));
    }

    /** Adds a trading account of this offer. */
    public FakeMatchTraderUser account(String id, Offer offer) {
        return change(() -> state.addAccount(user, id, offer));
    }

    /** Takes a trading account away. */
    public FakeMatchTraderUser removeAccount(String id) {
        return change(() -> user.accounts.removeIf(account -> account.id.equals(id)));
    }

    /** Makes this the selected account; unless set, it is the first. */
    public FakeMatchTraderUser select(String id) {
        return change(() -> user.selected = id);
    }

    /** Sets another password; sessions stay good. */
    public FakeMatchTraderUser password(String password) {
        return change(() -> user.password = password);
    }

    /** Deletes the user: sign-in is refused with {@code ACCOUNT_DELETED}, sessions end, the address is free again. */
    public FakeMatchTraderUser delete() {
        return change(() -> user.deleted = true);
    }

    /** Refuses sign-in with {@code EMAIL_UNVERIFIED}. */
    public FakeMatchTraderUser unverify() {
        return refuse("EMAIL_UNVERIFIED");
    }

    /** Refuses sign-in with this type of error, known or not, in the form that has a type. */
    public FakeMatchTraderUser refuse(String type) {
        return change(() -> user.refusal = type);
    }

    /** Lets sign-in by password ask for a second factor, for which {@code code} is right. */
    public FakeMatchTraderUser requireCode(String code) {
        return change(() -> user.code = code);
    }

    /** Ends the session tokens that were issued so far; refresh cookies stay good. */
    public FakeMatchTraderUser endSessionTokens() {
        return change(() -> sessions(session -> session.tokens.clear()));
    }

    /** Ends the refresh cookies that were issued so far; session tokens stay good. */
    public FakeMatchTraderUser endRefreshTokens() {
        return change(() -> sessions(session -> session.refreshTokens.forEach(token -> token.revoked = true)));
    }

    /** Gives all trading accounts new tokens; the earlier ones are good no more. */
    public FakeMatchTraderUser rotateAccountTokens() {
        return change(() ->
                user.accounts.forEach(account -> account.tradingToken = state.issue("trading-token", user.email)));
    }

    /** Issues a one-time token, as the broker host does; earlier ones are good no more. */
    public String issueOneTimeToken(Duration validity) {
        return locked(() -> state.issueOneTime(user, validity).token);
    }

    /**
     * Makes a personal token for one trading account, as the user does in the terminal.
     *
     * @param resources what the token may read and trade on, such as {@code balance}
     */
    public String addPersonalToken(String accountId, String... resources) {
        return locked(() -> {
            MtAccount account = user.account(accountId).orElseThrow();
            var token = new MtTraderToken(state.issue("personal-token", user.email), account, List.of(resources));
            state.traderTokens.add(token);
            return token.token();
        });
    }

    /** Revokes all personal tokens. */
    public FakeMatchTraderUser revokePersonalTokens() {
        return change(() -> state.traderTokens.removeIf(token -> user.accounts.contains(token.account())));
    }

    private void sessions(Consumer<MtSession> action) {
        state.sessions.stream().filter(session -> session.user == user).forEach(action);
    }

    private FakeMatchTraderUser change(Runnable change) {
        return locked(() -> {
            change.run();
            return this;
        });
    }

    private <R> R locked(Supplier<R> action) {
        return journal.locked(action);
    }

    /**
     * A trading account as it is now.
     *
     * @param id its number
     * @param offer what it was opened by
     * @param tradingToken the value of {@code Auth-trading-api}
     * @param accountToken its second token, which some deployments want
     * @param orders the orders that were taken
     */
    public record Account(String id, Offer offer, String tradingToken, String accountToken, List<String> orders) {
        static Account of(MtAccount account) {
            return new Account(
                    account.id, account.offer, account.tradingToken, account.accountToken, List.copyOf(account.orders));
        }
    }
}
