package io.gatepass.testkit;

import io.gatepass.testkit.AsRoutes.Access;
import io.gatepass.testkit.AsRoutes.Call;
import io.gatepass.testkit.AsTicket.Purpose;
import io.gatepass.testkit.FakeAutoshares.Kind;
import java.util.List;
import java.util.Optional;

/** The four steps around a forgotten password; the last one also replaces an expired password. */
final class AsRecovery {
    private final AsState state;

    AsRecovery(AsState state) {
        this.state = state;
    }

    void addTo(AsRoutes.Sink routes) {
        routes.add(Access.APP, "POST /v1.0/users/password/reset", this::begin);
        routes.add(Access.APP, "GET /v1.0/users/password/secret-question", this::question);
        routes.add(Access.APP, "POST /v1.0/users/identifiers/reset/code", this::exchange);
        routes.add(Access.APP, "PUT /v1.0/users/passwords/reset/", this::finish);
    }

    /** Succeeds with {@code IsSucceed} false, as documented, and does not say whether the user is known. */
    private FakeAnswer begin(Call call) {
        String name = call.text("User");
        if (name.isEmpty()) {
            return AsAnswers.invalid(state.settings.validationStatus, "model.User", "User is required");
        }
        Optional<AsUser> user = loginOrEmail(name);
        if (user.isPresent() && !call.text("SecretQuestionAnswer").equals(user.get().answer)) {
            return AsAnswers.envelope(409, "Answer is incorrect, try again.", "ErrorIncorrectAnswer");
        }
        user.ifPresent(known -> {
            Purpose purpose = Purpose.of(Kind.PASSWORD_CODE, known);
            state.issue(state.send(known, "email"), purpose, state.settings.codeLife);
        });
        return AsAnswers.json(200, "Errors", List.of(), "IsSucceed", false);
    }

    private Optional<AsUser> loginOrEmail(String name) {
        return state.first(user -> user.login.equals(name) || user.email.equals(name));
    }

    private FakeAnswer question(Call call) {
        String name = call.request().query().getOrDefault("username", "");
        return AsAnswers.model(loginOrEmail(name).map(user -> user.question).orElse(""));
    }

    private FakeAnswer exchange(Call call) {
        String identifier = call.text("Identifier");
        boolean password = identifier.equals("ResetPassword");
        if (!password && !identifier.equals("ResetPinCode")) {
            return AsAnswers.invalid(state.settings.validationStatus, "model.Identifier", "Identifier is invalid");
        }
        Kind token = password ? Kind.PASSWORD_TOKEN : Kind.PIN_TOKEN;
        return state.spend(password ? Kind.PASSWORD_CODE : Kind.PIN_CODE, call.text("Code"))
                .map(code -> Purpose.of(token, code.user()))
                .map(purpose -> state.issue(state.token(), purpose, state.settings.interimLife))
                .map(AsAnswers::model)
                .orElseGet(() -> AsAnswers.envelope(409, "Code is invalid or expired", "ErrorInvalidCode"));
    }

    private FakeAnswer finish(Call call) {
        String password = call.text("Password");
        if (password.isEmpty()) {
            return invalid("Password", "Password is required");
        }
        if (!password.equals(call.text("PasswordConfirmation"))) {
            return invalid("PasswordConfirmation", "Passwords do not match");
        }
        Optional<AsUser> user =
                state.spend(Kind.PASSWORD_TOKEN, call.text("Token")).map(AsTicket::user);
        if (user.isEmpty()) {
            return AsAnswers.envelope(409, "Token is invalid or expired", "ErrorInvalidToken");
        }
        user.get().change(password);
        state.endTokens(user.get());
        return AsAnswers.model(null);
    }

    private FakeAnswer invalid(String member, String problem) {
        return AsAnswers.invalid(state.settings.validationStatus, "userPassword." + member, problem);
    }
}
