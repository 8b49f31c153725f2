package io.gatepass.testkit;

import io.gatepass.testkit.AsRoutes.Access;
import io.gatepass.testkit.AsRoutes.Call;
import io.gatepass.testkit.FakeAutoshares.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fields that a broker wants from new users, and the call that makes one. */
final class AsRegistration {
    private static final List<String> SUFFIXES = List.of("NoSuffix", "Jr", "Sr", "Second", "Third", "Fourth");

    private final AsState state;

    AsRegistration(AsState state) {
        this.state = state;
        field("Credentials", "Login", true);
        field("Credentials", "Email", true);
        field("Credentials", "Password", true);
        field("Name", "FirstName", true);
        field("Name", "LastName", true);
        field("Name", "MiddleName", false);
        field("Name", "Suffix", false);
    }

    private void field(String unit, String name, boolean required) {
        state.schema.computeIfAbsent(unit, u -> new LinkedHashMap<>()).put(name, required);
    }

    void addTo(AsRoutes.Sink routes) {
        routes.add(Access.APP, "GET /v1.0/registration/schema", call -> admitted(call) ? schema() : AsAnswers.denied());
        routes.add(
                Access.APP, "POST /v1.0/registration/", call -> admitted(call) ? register(call) : AsAnswers.denied());
    }

    private boolean admitted(Call call) {
        return !state.settings.registrationWantsUser
                || state.present(Kind.TOKEN, AsRoutes.bearer(call.request())).isPresent();
    }

    private FakeAnswer schema() {
        var units = new ArrayList<Map<String, @Nullable Object>>();
        state.schema.forEach((unit, names) -> {
            var fields = new ArrayList<Map<String, @Nullable Object>>();
            names.forEach((name, required) -> fields.add(describe(name, required)));
            units.add(FakeJson.object("UnitName", unit, "Fields", fields));
        });
        return FakeAnswer.json(200, units);
    }

    private static Map<String, @Nullable Object> describe(String name, boolean required) {
        Map<String, @Nullable Object> field = FakeJson.object("FieldName", name, "Required", required);
        if (name.equals("Suffix")) {
            field.put("Options", SUFFIXES);
        }
        return field;
    }

    private FakeAnswer register(Call call) {
        Optional<String> problem = problem(call);
        if (problem.isPresent()) {
            return refused(problem.get());
        }
        AsBody credentials = call.body().object("Credentials");
        AsUser user = state.add(credentials.text("Login"), credentials.text("Password"));
        user.email = credentials.text("Email");
        user.profile.clear();
        call.body().object("Name").texts().forEach(user.profile::put);
        return FakeAnswer.json(200, AsIdentity.info(user));
    }

    private Optional<String> problem(Call call) {
        String host = call.request().header("Origin").orElse("").replaceFirst("^https?://", "");
        if (!host.equals(state.settings.webHost)) {
            return Optional.of("Company was not found.");
        }
        for (Map.Entry<String, Map<String, Boolean>> unit : state.schema.entrySet()) {
            AsBody given = call.body().object(unit.getKey());
            for (Map.Entry<String, Boolean> field : unit.getValue().entrySet()) {
                if (field.getValue() && given.text(field.getKey()).isBlank()) {
                    return Optional.of(field.getKey() + " was not set.");
                }
            }
        }
        return taken(call.body().object("Credentials"));
    }

    private Optional<String> taken(AsBody credentials) {
        String email = credentials.text("Email");
        if (!email.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+")) {
            return Optional.of("Provided value is not a valid email address.");
        }
        if (state.find(credentials.text("Login")).isPresent()) {
            return Optional.of("User with specified login already exists");
        }
        return state.first(user -> user.login.equals(email) || user.email.equals(email))
                .map(user -> "Email is equal to existing user Login");
    }

    private FakeAnswer refused(String problem) {
        return state.settings.olderRegistration
                ? AsAnswers.json(409, "Errors", List.of(problem), "Reason", "SchemaValidationFail")
                : AsAnswers.envelope(409, problem, "ErrorRegistration");
    }
}
