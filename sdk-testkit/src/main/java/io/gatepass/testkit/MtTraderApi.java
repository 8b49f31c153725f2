package io.gatepass.testkit;

import static io.gatepass.testkit.MatchTraderQuirk.API_DISABLED;

import java.util.List;
import java.util.Optional;

/** The Trader API as far as its introduction tells: a personal token with every request, and a right for each resource. */
final class MtTraderApi {
    private static final String VERSION = "/v1/";

    private final MtState state;

    MtTraderApi(MtState state) {
        this.state = state;
    }

    FakeAnswer answer(FakeRequest request) {
        if (state.has(API_DISABLED)) {
            return MtAnswers.error(403, "API access is disabled");
        }
        String sent = request.header(state.settings.traderHeader).orElse("");
        Optional<MtTraderToken> token = state.traderTokens.stream()
                .filter(known -> sent.equals(state.settings.traderPrefix + known.token()))
                .findFirst();
        if (token.isEmpty()) {
            return MtAnswers.error(401, "Unauthorized");
        }
        if (!request.path().startsWith(VERSION)) {
            return MtAnswers.error(404, "Not Found");
        }
        String resource = request.path().substring(VERSION.length());
        return token.get().resources().contains(resource)
                ? read(request, token.get().account(), resource)
                : MtAnswers.error(403, "Forbidden");
    }

    private static FakeAnswer read(FakeRequest request, MtAccount account, String resource) {
        return switch (request.method() + " " + resource) {
            case "GET balance" -> MtAnswers.ok(MtTrading.balance(account));
            case "GET open-positions" -> MtAnswers.ok(FakeJson.object("positions", List.copyOf(account.orders)));
            default -> MtAnswers.error(404, "Not Found");
        };
    }
}
