package io.gatepass.testkit;

import static io.gatepass.testkit.MatchTraderQuirk.DUPLICATES_ACCEPTED;
import static io.gatepass.testkit.MatchTraderQuirk.NO_TOKEN_ON_CREATE;

import io.gatepass.testkit.FakeMatchTrader.BrokerApi;
import io.gatepass.testkit.FakeMatchTrader.Offer;
import io.gatepass.testkit.MtBroker.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Users as the broker host creates, finds, changes and deletes them. */
final class MtBrokerUsers {
    private final MtState state;
    private final MtBrokerViews views;

    MtBrokerUsers(MtState state, MtBrokerViews views) {
        this.state = state;
        this.views = views;
    }

    static MtProblem notFound(MtState state) {
        return new MtProblem(404, "User account not found.", entity(state) + "/not-found");
    }

    private static String entity(MtState state) {
        return state.brokerApi == BrokerApi.V2 ? "user-account" : "account";
    }

    FakeAnswer create(Call call) {
        MtForm form = call.form();
        if (isSecond()) {
            MtBrokerForm.require(form, "", "email", "password");
        } else {
            MtBrokerForm.checkRequired(form);
        }
        MtBrokerForm.check(form);
        Optional<Offer> offer = isSecond() ? Optional.empty() : offer(form);
        String email = form.text("email").orElse("");
        if (state.byEmail(email).isPresent() && !state.has(DUPLICATES_ACCEPTED)) {
            throw new MtProblem(409, "User account already exists.", entity(state) + "/already-exists");
        }
        MtUser user = state.addUser(email, form.text("password").orElse(""));
        keep(user, form);
        offer.ifPresent(known -> state.addAccount(user, known));
        return MtAnswers.ok(created(user));
    }

    private boolean isSecond() {
        return state.brokerApi == BrokerApi.V2;
    }

    /** The offer that is named, if one is; the first API understands an unknown one but cannot process it. */
    private Optional<Offer> offer(MtForm form) {
        if (!form.has("offerUuid")) {
            return Optional.empty();
        }
        return Optional.of(state.offer(form.text("offerUuid").orElse(""))
                .orElseThrow(() -> new MtProblem(
                        state.brokerApi == BrokerApi.V1 ? 422 : 400, "Offer not found.", "offer/not-found")));
    }

    private Map<String, @Nullable Object> created(MtUser user) {
        var view = new LinkedHashMap<String, @Nullable Object>();
        Map<String, @Nullable Object> all = views.user(user);
        view.put("uuid", all.get("uuid"));
        if (!isSecond() && !state.has(NO_TOKEN_ON_CREATE)) {
            view.put("oneTimeToken", state.issueOneTime(user, state.oneTimeLife).token);
        }
        view.putAll(all);
        return view;
    }

    private static void keep(MtUser user, MtForm form) {
        form.fields().forEach((name, value) -> {
            if (!name.equals("password")) {
                Object before = user.form.get(String.valueOf(name));
                user.form.put(String.valueOf(name), merged(before, MtForm.asSent(value)));
            }
        });
    }

    /** Fields of a section that are not sent stay as they are. */
    private static @Nullable Object merged(@Nullable Object before, @Nullable Object now) {
        if (!(before instanceof Map<?, ?> old) || !(now instanceof Map<?, ?> fresh)) {
            return now;
        }
        var both = new LinkedHashMap<Object, @Nullable Object>(old);
        fresh.forEach((name, value) -> both.put(name, merged(old.get(name), value)));
        return both;
    }

    FakeAnswer all() {
        return MtAnswers.ok(FakeJson.object(
                "userAccounts",
                state.users.stream()
                        .filter(user -> !user.deleted)
                        .map(views::user)
                        .toList()));
    }

    FakeAnswer byEmail(Call call) {
        return MtAnswers.ok(views.user(state.byEmail(call.id()).orElseThrow(() -> notFound(state))));
    }

    FakeAnswer byUuid(Call call) {
        return MtAnswers.ok(views.user(user(call.id())));
    }

    private MtUser user(String uuid) {
        return state.byUuid(uuid).orElseThrow(() -> notFound(state));
    }

    FakeAnswer change(Call call) {
        MtUser user = user(call.id());
        MtForm form = call.form();
        MtBrokerForm.check(form);
        keep(user, form);
        user.updated = state.time.now();
        return MtAnswers.ok(views.user(user));
    }

    FakeAnswer delete(Call call) {
        user(call.id()).deleted = true;
        return FakeAnswer.empty(204);
    }

    FakeAnswer deleteMany(Call call) {
        if (!(call.form().value("uuids") instanceof List<?> uuids)) {
            throw new MtProblem(400, "uuids must not be empty");
        }
        List<MtUser> users =
                uuids.stream().map(uuid -> user(String.valueOf(uuid))).toList();
        users.forEach(user -> user.deleted = true);
        return FakeAnswer.empty(204);
    }

    /** The first API names the user in the body, the second in the path, by a method that is not published. */
    FakeAnswer changePassword(Call call) {
        if (isSecond() && !call.request().method().equals(state.settings.passwordMethod)) {
            throw new MtProblem(405, "Method Not Allowed");
        }
        MtForm form = call.form();
        MtBrokerForm.require(form, "", "newPassword");
        if (!isSecond()) {
            MtBrokerForm.require(form, "", "accountUuid");
        }
        String uuid = isSecond() ? call.id() : form.text("accountUuid").orElse("");
        user(uuid).password = form.text("newPassword").orElse("");
        return FakeAnswer.empty(204);
    }

    FakeAnswer addTradingAccount(Call call) {
        MtUser user = user(call.id());
        MtForm form = call.form();
        MtBrokerForm.check(form);
        MtBrokerForm.require(form, "", isSecond() ? "group" : "offerUuid");
        Offer offer = isSecond() ? state.offers.get(0) : offer(form).orElseThrow();
        Map<String, @Nullable Object> view = views.tradingAccount(state.addAccount(user, offer));
        if (isSecond()) {
            view.remove("offer");
            form.fields().forEach((name, value) -> view.put(String.valueOf(name), MtForm.asSent(value)));
        }
        return MtAnswers.ok(view);
    }
}
