package io.gatepass.testkit;

import io.gatepass.testkit.FakeMatchTrader.Offer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the broker host writes users, accounts and lists. */
final class MtBrokerViews {
    private final MtState state;
    private final MtViews views;

    MtBrokerViews(MtState state) {
        this.state = state;
        this.views = new MtViews(state);
    }

    FakeAnswer offers() {
        return MtAnswers.ok(FakeJson.object(
                "offers", state.offers.stream().map(views::offer).toList()));
    }

    FakeAnswer branches() {
        Map<String, @Nullable Object> branch =
                FakeJson.object("uuid", state.branchUuid, "name", "Main", "tfaRequiredForClients", false);
        return MtAnswers.ok(FakeJson.object("branches", List.of(branch)));
    }

    FakeAnswer roles() {
        return MtAnswers.ok(FakeJson.object("roles", List.of(FakeJson.object("uuid", state.roleUuid, "name", "User"))));
    }

    Map<String, @Nullable Object> user(MtUser user) {
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("uuid", user.uuid);
        view.put("created", state.timestamp(user.created));
        view.put("updated", state.timestamp(user.updated));
        view.put("email", user.email);
        view.put("verificationStatus", user.verificationStatus);
        Object type = user.form.get("clientType");
        if (type != null) {
            view.put("type", type);
        }
        for (String section : MtBrokerForm.SECTIONS) {
            Object sent = user.form.get(section);
            view.put(section, sent == null ? Map.of() : sent);
        }
        view.put("accountConfiguration", configuration(user));
        return view;
    }

    /** What was sent, except that the manager is answered as an object. */
    private Map<String, @Nullable Object> configuration(MtUser user) {
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("partnerId", Long.valueOf(state.brokerId));
        view.put("branchUuid", state.branchUuid);
        view.put("roleUuid", state.roleUuid);
        new MtForm(user.form).object("accountConfiguration").fields().forEach((name, value) -> {
            if (name.equals("accountManagerUuid")) {
                view.put(
                        "accountManager",
                        FakeJson.object("uuid", value, "email", "manager@broker.example", "name", "Mary Manager"));
            } else if (!name.equals("partnerId")) {
                view.put(String.valueOf(name), value);
            }
        });
        return view;
    }

    Map<String, @Nullable Object> tradingAccount(MtAccount account) {
        Offer offer = account.offer;
        return FakeJson.object(
                "uuid",
                account.uuid,
                "login",
                account.id,
                "created",
                state.timestamp(account.created),
                "offer",
                FakeJson.object("uuid", offer.uuid(), "name", offer.name(), "currency", offer.currency()));
    }
}
