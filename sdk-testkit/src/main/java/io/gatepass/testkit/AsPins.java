package io.gatepass.testkit;

import io.gatepass.testkit.AsRoutes.Access;
import io.gatepass.testkit.AsRoutes.Call;
import io.gatepass.testkit.AsTicket.Purpose;
import io.gatepass.testkit.FakeAutoshares.Kind;
import java.util.List;
import java.util.Optional;

/** Setting up a PIN, and beginning to reset one. */
final class AsPins {
    static final List<String> IMAGES =
            List.of("image-lighthouse-01.png", "image-windmill-02.png", "image-sailboat-03.png");

    private final AsState state;

    AsPins(AsState state) {
        this.state = state;
    }

    void addTo(AsRoutes.Sink routes) {
        routes.add(Access.BEARER, "GET /v1.0/assets/security-images", call -> FakeAnswer.json(200, IMAGES));
        routes.add(Access.SELF, "POST /v1.0/users/{}/pincode", this::reset);
        routes.add(Access.INTERIM, "PUT /v1.0/users/pincode/change", this::change);
        routes.add(Access.INTERIM, "POST /v1.0/users/pincode/change", this::change);
    }

    private FakeAnswer reset(Call call) {
        AsUser user = call.signedIn();
        if (user.pin == null) {
            return FakeAnswer.json(409, List.of("PIN code is not init"));
        }
        Purpose purpose = Purpose.of(Kind.PIN_CODE, user);
        state.issue(state.send(user, "email"), purpose, state.settings.codeLife);
        return FakeAnswer.empty(200);
    }

    private FakeAnswer change(Call call) {
        if (!call.request().method().equals(state.settings.pinMethod)) {
            return AsAnswers.methodNotAllowed(call.request().method());
        }
        Optional<FakeAnswer> problem = problem(call);
        if (problem.isPresent()) {
            return problem.get();
        }
        Optional<AsTicket> token =
                state.spend(Kind.PIN_TOKEN, call.text("Token")).filter(found -> found.user() == call.user());
        if (token.isEmpty()) {
            return AsAnswers.envelope(409, "Token is invalid or expired", "ErrorInvalidToken");
        }
        AsUser user = call.signedIn();
        user.pin = call.text("Pin");
        user.image = call.text("ImageName");
        user.phrase = call.text("PersonalPhrase");
        return AsAnswers.model(null);
    }

    private Optional<FakeAnswer> problem(Call call) {
        if (call.text("Pin").isEmpty()) {
            return Optional.of(invalid("Pin", "Pin is required"));
        }
        if (!IMAGES.contains(call.text("ImageName"))) {
            return Optional.of(invalid("ImageName", "ImageName is invalid"));
        }
        return call.text("PersonalPhrase").isEmpty()
                ? Optional.of(invalid("PersonalPhrase", "PersonalPhrase is required"))
                : Optional.empty();
    }

    private FakeAnswer invalid(String member, String problem) {
        return AsAnswers.invalid(state.settings.validationStatus, "model." + member, problem);
    }
}
