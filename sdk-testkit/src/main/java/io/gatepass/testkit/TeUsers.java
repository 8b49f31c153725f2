package io.gatepass.testkit;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Traders as the back office shows and creates them. */
final class TeUsers {
    /** Not published: any code that no client explains. */
    private static final String TAKEN = "1.9.9.9";

    private final TeState state;

    TeUsers(TeState state) {
        this.state = state;
    }

    static boolean knows(String path) {
        return path.equals("/users") || path.matches("/users/\\d+/accounts");
    }

    FakeAnswer answer(FakeRequest request, String path) {
        if (!path.equals("/users")) {
            return request.method().equals("GET") ? accounts(path.split("/", -1)[2]) : FakeAnswer.empty(405);
        }
        return switch (request.method()) {
            case "GET" -> find(request.query().getOrDefault("login", ""));
            case "POST" -> TeBackOffice.body(request).map(this::create).orElseGet(() -> FakeAnswer.empty(400));
            default -> FakeAnswer.empty(405).with("Allow", "GET, POST");
        };
    }

    /** The value stands between single quotes. */
    private FakeAnswer find(String quoted) {
        if (!quoted.matches("'[^']*'")) {
            return TeBackOffice.error(406, TeBackOffice.MISSING);
        }
        String login = quoted.substring(1, quoted.length() - 1);
        return FakeAnswer.json(
                200,
                state.traders.values().stream()
                        .filter(trader -> trader.login.equals(login))
                        .map(TeUsers::shown)
                        .toList());
    }

    private static Map<String, @Nullable Object> shown(TeTrader trader) {
        return FakeJson.object("id", trader.id, "login", trader.login, "email", trader.form.get("email"));
    }

    private FakeAnswer accounts(String id) {
        Optional<TeTrader> owner = state.traders.values().stream()
                .filter(trader -> String.valueOf(trader.id).equals(id))
                .findFirst();
        return owner.map(trader -> FakeAnswer.json(200, List.of(FakeJson.object("id", trader.accountId))))
                .orElseGet(() -> FakeAnswer.empty(404));
    }

    private FakeAnswer create(Map<?, ?> form) {
        boolean complete = Stream.of("email", "firstName", "lastName", "login", "password")
                        .allMatch(name -> form.get(name) instanceof String text && !text.isBlank())
                && form.get("userGroup") instanceof Double group
                && group == Math.rint(group)
                && form.values().stream().anyMatch(TeUsers::isAccountSection);
        if (!complete) {
            return TeBackOffice.error(406, TeBackOffice.MISSING);
        }
        String login = String.valueOf(form.get("login"));
        if (state.traders.containsKey(login)) {
            return TeBackOffice.error(406, TAKEN);
        }
        var trader = new TeTrader(state, login, String.valueOf(form.get("password")));
        trader.form = form;
        state.traders.put(login, trader);
        return FakeAnswer.json(
                200, FakeJson.object("id", trader.id, "accounts", List.of(FakeJson.object("id", trader.accountId))));
    }

    /** What it is called is not published, only that it holds a name. */
    private static boolean isAccountSection(@Nullable Object member) {
        return member instanceof Map<?, ?> account
                ? account.get("name") instanceof String
                : member instanceof Collection<?> accounts && accounts.stream().anyMatch(TeUsers::isAccountSection);
    }
}
