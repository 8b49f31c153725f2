package io.gatepass.testkit;

import static io.gatepass.testkit.MatchTraderQuirk.ACCOUNTS_TWICE;
import static io.gatepass.testkit.MatchTraderQuirk.ACCOUNT_TOKEN_AS_TEXT;
import static io.gatepass.testkit.MatchTraderQuirk.NO_ACCOUNT_TOKEN;
import static io.gatepass.testkit.MatchTraderQuirk.NULL_PARTNER_ID;
import static io.gatepass.testkit.MatchTraderQuirk.NUMERIC_ACCOUNT_IDS;
import static io.gatepass.testkit.MatchTraderQuirk.NUMERIC_PARTNER_ID;
import static io.gatepass.testkit.MatchTraderQuirk.SYSTEM_IN_ACCOUNT;

import io.gatepass.testkit.FakeMatchTrader.Offer;
import io.gatepass.testkit.FakeMatchTraderSettings.AccountList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How users, accounts and offers are written. */
final class MtViews {
    /** The logins that still use the names of the first documentation. */
    private static final Set<String> OLD_NAMES = Set.of("/manager/co-login");

    private static final String SYSTEM_IN_ACCOUNT_PATH = "/mtr-core-edge/v2/login";

    private final MtState state;

    MtViews(MtState state) {
        this.state = state;
    }

    /** A signed-in user, as {@code path} answers it. */
    Map<String, @Nullable Object> login(MtUser user, String path) {
        AccountList list = state.settings.accountList;
        boolean old = list == AccountList.BY_PATH ? OLD_NAMES.contains(path) : list == AccountList.ACCOUNTS;
        boolean systemInAccount = state.has(SYSTEM_IN_ACCOUNT) || path.equals(SYSTEM_IN_ACCOUNT_PATH);
        Map<String, @Nullable Object> body = FakeJson.object("email", user.email);
        if (list != AccountList.SELECTED_ONLY) {
            body.put(old ? "accounts" : "tradingAccounts", accounts(user, systemInAccount));
        }
        user.selectedAccount()
                .ifPresent(account -> body.put(
                        old ? "selectedAccount" : "selectedTradingAccount", account(account, systemInAccount)));
        return body;
    }

    private List<@Nullable Object> accounts(MtUser user, boolean systemInAccount) {
        var all = new ArrayList<@Nullable Object>();
        for (int round = state.has(ACCOUNTS_TWICE) ? 2 : 1; round > 0; round--) {
            user.accounts.forEach(account -> all.add(account(account, systemInAccount)));
        }
        return all;
    }

    private Map<String, @Nullable Object> account(MtAccount account, boolean systemInAccount) {
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("tradingAccountId", state.has(NUMERIC_ACCOUNT_IDS) ? Long.valueOf(account.id) : account.id);
        view.put("uuid", account.uuid);
        view.put("created", state.timestamp(account.created));
        view.put("branchUuid", account.offer.branchUuid());
        view.put("tradingApiToken", account.tradingToken);
        if (!state.has(NO_ACCOUNT_TOKEN)) {
            view.put(
                    "tradingAccountToken",
                    state.has(ACCOUNT_TOKEN_AS_TEXT)
                            ? account.accountToken
                            : FakeJson.object("token", account.accountToken));
        }
        Map<String, @Nullable Object> offer = offer(account.offer);
        if (systemInAccount) {
            view.put("system", offer.remove("system"));
        }
        view.put("offer", offer);
        return view;
    }

    Map<String, @Nullable Object> offer(Offer offer) {
        return FakeJson.object(
                "uuid", offer.uuid(),
                "partnerId", partnerId(),
                "created", "2023-03-23T10:09:17.683Z",
                "name", offer.name(),
                "description", "",
                "currency", offer.currency(),
                "initialDeposit", 10_000,
                "demo", true,
                "branch", FakeJson.object("uuid", offer.branchUuid()),
                "system", system(offer),
                "moneyManager", null);
    }

    private static Map<String, @Nullable Object> system(Offer offer) {
        return FakeJson.object(
                "uuid",
                offer.systemUuid(),
                "name",
                "QFX Demo",
                "demo",
                true,
                "active",
                true,
                "tradingApiDomain",
                "http://internal-host:8080");
    }

    @Nullable Object partnerId() {
        if (state.has(NULL_PARTNER_ID)) {
            return null;
        }
        return state.has(NUMERIC_PARTNER_ID) ? Long.valueOf(state.brokerId) : state.brokerId;
    }
}
