package io.gatepass.testkit;

import io.gatepass.testkit.AsRoutes.Access;
import io.gatepass.testkit.AsRoutes.Call;
import io.gatepass.testkit.AsTicket.Purpose;
import io.gatepass.testkit.FakeAutoshares.Kind;
import io.gatepass.testkit.FakeAutoshares.Throttle;
import io.gatepass.testkit.FakeAutoshares.WrongFactor;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code POST /token}, step by step, and {@code POST /logout}. */
final class AsSignIn {
    private static final String CODE = "VerificationCode";
    private static final String PIN = "PinCode";
    private static final String PASSWORD = "BaseAuthentication";

    private final AsState state;

    AsSignIn(AsState state) {
        this.state = state;
    }

    void addTo(AsRoutes.Sink routes) {
        routes.add(Access.APP, "POST /token", this::token);
        routes.add(Access.APP, "POST /logout", this::logout);
    }

    private FakeAnswer token(Call call) {
        FakeRequest request = call.request();
        if (request.header("Content-Length").isEmpty()) {
            return AsAnswers.lengthRequired();
        }
        Optional<Long> pause = state.throttle();
        if (pause.isPresent()) {
            return throttled(pause.get());
        }
        Optional<AsUser> user = state.find(request.header("Username").orElse(""))
                .filter(found -> request.header("Password").equals(Optional.of(found.password)));
        if (user.isEmpty()) {
            return AsAnswers.failed(PASSWORD, "Invalid credentials");
        }
        boolean answers =
                request.header(CODE).isPresent() || request.header(PIN).isPresent();
        return answers ? next(request, user.get()) : first(user.get());
    }

    private FakeAnswer throttled(long seconds) {
        return state.settings.throttle == Throttle.GATEWAY
                ? AsAnswers.throttledByGateway(seconds, state.settings, state.now())
                : AsAnswers.failed(PASSWORD, "Too many login requests. Please try again later.");
    }

    private FakeAnswer first(AsUser user) {
        if (user.expired) {
            return expired(user);
        }
        if (user.channel == null) {
            return afterCode(user);
        }
        String code = state.send(user, user.channel);
        String end = state.now().plus(state.settings.codeLife).toString();
        return expecting(user, Map.of("asks", CODE, "code", code, "end", end), "Expecting confirmation code");
    }

    private FakeAnswer expired(AsUser user) {
        Purpose change = Purpose.of(Kind.PASSWORD_TOKEN, user);
        return AsAnswers.json(
                202,
                "State",
                user.expiredInState ? PASSWORD : "Expecting",
                "Step",
                PASSWORD,
                "Reason",
                "Your Password has expired and must be changed",
                state.settings.expiredMember,
                state.issue(state.token(), change, state.settings.interimLife));
    }

    private FakeAnswer afterCode(AsUser user) {
        if (!user.pinDue) {
            return signedIn(user);
        }
        if (user.pin != null) {
            return expecting(user, Map.of("asks", PIN), "Expecting pin code");
        }
        Map<String, @Nullable Object> body = question(user, Map.of("asks", ""), "PIN code is not init");
        Purpose setUp = Purpose.of(Kind.PIN_TOKEN, user);
        body.put("ConfirmationToken", state.issue(state.token(), setUp, state.settings.interimLife));
        return FakeAnswer.json(202, body);
    }

    private FakeAnswer expecting(AsUser user, Map<String, String> asked, String reason) {
        Map<String, @Nullable Object> body = question(user, asked, reason);
        if (PIN.equals(asked.get("asks")) && user.phrase != null) {
            body.put("PersonalPhrase", user.phrase);
            body.put("Image", user.image);
        }
        return FakeAnswer.json(202, body);
    }

    private Map<String, @Nullable Object> question(AsUser user, Map<String, String> asked, String reason) {
        Purpose interim = new Purpose(Kind.INTERIM, user, asked);
        String token = state.issue(state.token(), interim, state.settings.interimLife);
        return FakeJson.object("State", "Expecting", "Step", step(asked), "Reason", reason, "Token", token);
    }

    private String step(Map<String, String> asked) {
        return CODE.equals(asked.get("asks")) ? CODE : state.settings.pinStep;
    }

    /** An interim token is good for one answer of its own user. */
    private FakeAnswer next(FakeRequest request, AsUser user) {
        Optional<AsTicket> interim =
                state.spend(Kind.INTERIM, AsRoutes.bearer(request)).filter(found -> found.user() == user);
        if (interim.isEmpty()) {
            return AsAnswers.failed(
                    request.header(CODE).isPresent() ? CODE : state.settings.pinStep, "Corrupted ticket");
        }
        Map<String, String> asked = interim.get().purpose.detail();
        if (CODE.equals(asked.get("asks"))) {
            return isRightCode(request, asked) ? afterCode(user) : wrong(user, asked, "Invalid verification code");
        }
        boolean right = user.pin != null && request.header(PIN).equals(Optional.of(user.pin));
        return right && PIN.equals(asked.get("asks")) ? signedIn(user) : wrong(user, asked, "Invalid pin");
    }

    private boolean isRightCode(FakeRequest request, Map<String, String> asked) {
        Instant end = Instant.parse(String.valueOf(asked.get("end")));
        return request.header(CODE).equals(Optional.ofNullable(asked.get("code")))
                && state.now().isBefore(end);
    }

    private FakeAnswer signedIn(AsUser user) {
        Purpose purpose = Purpose.of(Kind.TOKEN, user);
        String token = state.issue(state.token(), purpose, state.settings.tokenLife);
        return AsAnswers.json(200, "State", "Succeeded", "Token", token);
    }

    private FakeAnswer wrong(AsUser user, Map<String, String> asked, String reason) {
        if (state.settings.wrongFactor == WrongFactor.ASKED_AGAIN) {
            return expecting(user, asked, reason);
        }
        return AsAnswers.json(401, "State", "Failed", "Step", step(asked), "Reason", reason, "ConfirmationToken", "");
    }

    /** The vendor documents no answer; a token that is not good is refused as everywhere. */
    private FakeAnswer logout(Call call) {
        if (call.request().header("Content-Length").isEmpty()) {
            return AsAnswers.lengthRequired();
        }
        return state.spend(Kind.TOKEN, AsRoutes.bearer(call.request())).isPresent()
                ? FakeAnswer.empty(200)
                : AsAnswers.denied();
    }
}
