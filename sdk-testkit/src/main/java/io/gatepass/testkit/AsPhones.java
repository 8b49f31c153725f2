package io.gatepass.testkit;

import io.gatepass.testkit.AsRoutes.Access;
import io.gatepass.testkit.AsRoutes.Call;
import io.gatepass.testkit.AsTicket.Purpose;
import io.gatepass.testkit.FakeAutoshares.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Binding a telephone, which codes by SMS need. */
final class AsPhones {
    private static final String PATH = "/v1.0/users/{}/subscriptions/settings/phonenumber";

    private final AsState state;
    private final Map<String, String> codes = new HashMap<>();
    private int lastToken = 1924;

    AsPhones(AsState state) {
        this.state = state;
    }

    void addTo(AsRoutes.Sink routes) {
        routes.add(Access.SELF, "PUT " + PATH, this::bind);
        routes.add(Access.SELF, "PUT " + PATH + "/token/{}", this::confirm);
        routes.add(Access.SELF, "GET " + PATH, call -> FakeAnswer.json(200, phone(call.signedIn())));
        routes.add(Access.SELF, "DELETE " + PATH, this::unbind);
    }

    private static Map<String, ?> phone(AsUser user) {
        return FakeJson.object("PhoneNumber", user.phone, "PhoneNumberState", user.phoneState);
    }

    /** A plus sign that is not encoded arrives as a blank, and is no number any more. */
    private FakeAnswer bind(Call call) {
        AsUser user = call.signedIn();
        String number = call.request().query().getOrDefault("phoneNumber", "");
        if (!number.matches("\\+\\d{7,15}")) {
            return AsAnswers.invalid(state.settings.validationStatus, "phoneNumber", "Phone number is invalid");
        }
        user.phone = number;
        user.phoneState = "NotVerified";
        String code = state.issue(state.send(user, "sms"), Purpose.of(Kind.PHONE_CODE, user), state.settings.codeLife);
        codes.put(String.valueOf(++lastToken), code);
        return AsAnswers.json(200, "m_Item1", phone(user), "m_Item2", lastToken);
    }

    private FakeAnswer confirm(Call call) {
        AsUser user = call.signedIn();
        String code = call.request().query().getOrDefault("tokenValue", "");
        Optional<AsTicket> good = code.equals(codes.get(call.arguments().get(1)))
                ? state.spend(Kind.PHONE_CODE, code).filter(found -> found.user() == user)
                : Optional.empty();
        if (good.isEmpty()) {
            return AsAnswers.envelope(409, "Code is invalid or expired", "ErrorInvalidCode");
        }
        user.phoneState = "Active";
        return FakeAnswer.json(200, phone(user));
    }

    private FakeAnswer unbind(Call call) {
        AsUser user = call.signedIn();
        user.phone = "";
        user.phoneState = "NotLinked";
        return FakeAnswer.empty(204);
    }
}
