package io.gatepass.testkit;

import static io.gatepass.testkit.MatchTraderQuirk.ACCOUNT_TOKEN_AS_COOKIE;
import static io.gatepass.testkit.MatchTraderQuirk.ERROR_CODE_BESIDE_OK;
import static io.gatepass.testkit.MatchTraderQuirk.NEEDS_ACCOUNT_TOKEN_HEADER;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Trading calls, which need a session and the token of an account of the system in the path. */
final class MtTrading {
    static final List<String> PREFIXES = List.of("/mtr-api/", "/trading-edge/", "/market-data-api/");

    private final MtState state;

    MtTrading(MtState state) {
        this.state = state;
    }

    boolean owns(String path) {
        return PREFIXES.stream().anyMatch(path::startsWith);
    }

    FakeAnswer answer(FakeRequest request) {
        String[] parts = request.path().split("/", 4);
        String system = parts.length == 4 ? parts[2] : "";
        if (state.offers.stream().noneMatch(offer -> offer.systemUuid().equals(system))) {
            return MtAnswers.error(404, "Not Found");
        }
        Optional<MtAccount> account = account(request)
                .filter(known -> known.offer.systemUuid().equals(system))
                .filter(known -> !state.has(NEEDS_ACCOUNT_TOKEN_HEADER)
                        || request.header("Trading-Account-Token").orElse("").equals(known.accountToken));
        return account.map(known -> call(request, known, parts[3])).orElseGet(() -> MtAnswers.refusedSession(state));
    }

    /** Whose call it is, if cookie and header belong together. */
    private Optional<MtAccount> account(FakeRequest request) {
        String token = request.header("Auth-trading-api").orElse("");
        String cookie = MtCookies.value(request, MtCookies.SESSION);
        if (state.has(ACCOUNT_TOKEN_AS_COOKIE)) {
            return state.users.stream()
                    .flatMap(user -> user.accounts.stream())
                    .filter(known -> known.accountToken.equals(cookie) && known.tradingToken.equals(token))
                    .findFirst();
        }
        return state.session(cookie)
                .flatMap(session -> session.user.accounts.stream()
                        .filter(known -> known.tradingToken.equals(token))
                        .findFirst());
    }

    private FakeAnswer call(FakeRequest request, MtAccount account, String call) {
        return switch (request.method() + " " + call) {
            case "GET balance" -> MtAnswers.ok(balance(account));
            case "GET open-positions" -> MtAnswers.ok(FakeJson.object("positions", List.copyOf(account.orders)));
            case "GET active-orders" -> MtAnswers.ok(FakeJson.object("orders", List.of()));
            case "GET closed-positions" -> MtAnswers.ok(FakeJson.object("operations", List.of()));
            case "POST position/open" -> MtAnswers.onForm(request, form -> open(account, form));
            default -> MtAnswers.error(404, "Not Found");
        };
    }

    static Map<String, @Nullable Object> balance(MtAccount account) {
        return FakeJson.object(
                "tradingAccountId",
                account.id,
                "balance",
                "10000.00",
                "equity",
                "10000.00",
                "currency",
                account.offer.currency());
    }

    private FakeAnswer open(MtAccount account, MtForm form) {
        if (!(form.value("volume") instanceof Double volume) || volume <= 0) {
            return MtAnswers.business("INVALID_VOLUME", "Volume is too low");
        }
        String order = "order-" + (account.orders.size() + 1);
        account.orders.add(order);
        return MtAnswers.ok(
                state.has(ERROR_CODE_BESIDE_OK)
                        ? FakeJson.object("status", "OK", "orderId", order, "errorCode", "UNKNOWN_ERROR")
                        : FakeJson.object("status", "OK", "orderId", order));
    }
}
