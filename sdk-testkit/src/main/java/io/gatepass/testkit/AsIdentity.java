package io.gatepass.testkit;

import io.gatepass.testkit.AsRoutes.Access;
import io.gatepass.testkit.AsRoutes.Call;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who a user is, what there is to sign, the password while it is known, and the calls that only prove a token. */
final class AsIdentity {
    private static final List<String> NAMES = List.of("FirstName", "MiddleName", "LastName", "Salutation", "Suffix");
    private static final DateTimeFormatter SEVEN_DIGITS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSS'Z'");

    private final AsState state;

    AsIdentity(AsState state) {
        this.state = state;
    }

    void addTo(AsRoutes.Sink routes) {
        routes.add(Access.APP, "GET /v1.0/applications/mobile/settings", call -> appSettings());
        routes.add(Access.SELF, "GET /v1.0/users/{}/info", call -> FakeAnswer.json(200, info(call.signedIn())));
        routes.add(Access.USER, "POST /v1.0/users/info", this::byEmail);
        routes.add(Access.SELF, "PATCH /v1.0/users/{}", this::patch);
        routes.add(Access.SELF, "PUT /v1.0/users/{}/password/change", this::changePassword);
        routes.add(Access.USER, "GET /v1.0/policies", call -> policies());
        routes.add(Access.SELF, "GET /v1.0/users/{}/agreements", this::agreements);
        routes.add(Access.SELF, "POST /v1.0/users/{}/agreements/{}/sign", this::sign);
        routes.add(Access.SELF, "GET /v1.0/users/{}/accounts", this::accounts);
        routes.add(
                Access.SELF,
                "GET /v1.0/users/{}/settings/trading",
                call -> FakeAnswer.json(200, call.signedIn().tradingSettings));
        routes.add(Access.SELF, "PUT /v1.0/users/{}/settings/trading", this::changeTradingSettings);
    }

    private FakeAnswer appSettings() {
        return AsAnswers.json(
                200,
                "PinEnabled",
                state.users.stream().anyMatch(user -> user.pinDue),
                "enableTouchID",
                true,
                "defaultLoginMode",
                "Password",
                "minimumIosVersion",
                "3.0.0",
                "minimumAndroidVersion",
                "3.0.0");
    }

    static Map<String, @Nullable Object> info(AsUser user) {
        Map<String, @Nullable Object> info = FakeJson.object("UserId", user.id);
        NAMES.forEach(name -> info.put(name, user.profile.get(name)));
        info.putIfAbsent("Salutation", "NoSalutation");
        info.putIfAbsent("Suffix", "NoSuffix");
        info.put("Login", user.login);
        info.put("Email", user.email);
        info.put("Role", 2);
        info.put("AddedDate", SEVEN_DIGITS.format(user.added.atZone(ZoneOffset.UTC)));
        info.put("DateOfBirth", "1985-04-12T00:00:00");
        return info;
    }

    private FakeAnswer byEmail(Call call) {
        String email = call.text("Email");
        if (!email.equals(call.signedIn().email)) {
            return AsAnswers.denied(); // the right of an administrator is missing
        }
        return FakeAnswer.json(200, info(call.signedIn()));
    }

    private FakeAnswer patch(Call call) {
        AsUser user = call.signedIn();
        call.body().texts().forEach(user.profile::put);
        return FakeAnswer.json(200, info(user));
    }

    private FakeAnswer changePassword(Call call) {
        AsUser user = call.signedIn();
        Optional<FakeAnswer> problem = missing(call, "OldPassword").or(() -> passwordProblem(call, "PasswordConfirm"));
        if (problem.isPresent()) {
            return problem.get();
        }
        if (!call.text("OldPassword").equals(user.password)) {
            return AsAnswers.envelope(409, "Old password is incorrect", "ErrorIncorrectPassword");
        }
        user.change(call.text("Password"));
        state.endTokens(user);
        return AsAnswers.json(200, "Errors", List.of(), "IsSucceed", true);
    }

    private Optional<FakeAnswer> missing(Call call, String member) {
        return call.text(member).isEmpty() ? Optional.of(invalid(member, "Password is required")) : Optional.empty();
    }

    /** What is wrong with a new password and its repetition. */
    private Optional<FakeAnswer> passwordProblem(Call call, String repeated) {
        Optional<FakeAnswer> absent = missing(call, "Password").or(() -> missing(call, repeated));
        if (absent.isPresent() || call.text("Password").equals(call.text(repeated))) {
            return absent;
        }
        return Optional.of(invalid(repeated, "Passwords do not match"));
    }

    private FakeAnswer invalid(String member, String problem) {
        return AsAnswers.invalid(state.settings.validationStatus, "userPassword." + member, problem);
    }

    private static FakeAnswer policies() {
        return AsAnswers.json(200, "PasswordExpiration", Map.of("duration", 90), "SmsPassword", Map.of());
    }

    private FakeAnswer agreements(Call call) {
        var items = new ArrayList<Map<String, @Nullable Object>>();
        call.signedIn()
                .agreements
                .forEach((id, title) -> items.add(FakeJson.object(
                        "Id", id, "Type", "Platform", "Title", title, "CanSkip", false, "Version", "1.0")));
        return FakeAnswer.json(200, items);
    }

    private FakeAnswer sign(Call call) {
        String id = call.arguments().get(1);
        boolean signed = call.signedIn()
                .agreements
                .keySet()
                .removeIf(known -> String.valueOf(known).equals(id));
        return signed ? FakeAnswer.empty(200) : AsAnswers.envelope(409, "Agreement was not found", "ErrorNotFound");
    }

    private FakeAnswer accounts(Call call) {
        AsUser user = call.signedIn();
        var items = new ArrayList<Map<String, @Nullable Object>>();
        for (String number : user.accounts) {
            items.add(FakeJson.object(
                    "Id", 10 * user.id + items.size(), "OwnerId", user.id, "ClearingAccount", number, "Enabled", true));
        }
        return FakeAnswer.json(200, items);
    }

    private FakeAnswer changeTradingSettings(Call call) {
        state.changes++;
        AsUser user = call.signedIn();
        user.tradingSettings = call.body().members();
        return FakeAnswer.json(200, user.tradingSettings);
    }
}
