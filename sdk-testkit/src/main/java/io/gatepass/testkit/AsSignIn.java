package io.gatepass.testkit;

import io.gatepass.testkit.AsRoutes.Access;
import io.gatepass.testkit.AsRoutes.Call;
import io.gatepass.testkit.AsState.Issued;
import io.gatepass.testkit.AsState.Kind;
import io.gatepass.testkit.FakeAutoshares.Message;
import io.gatepass.testkit.FakeAutoshares.Throttle;
import io.gatepass.testkit.FakeAutoshares.WrongFactor;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** {@code POST /token}, step by step, and {@code POST /logout}. */
final class AsSignIn {
    private static final String CODE = "VerificationCode";
    private static final String PIN = "SecutityPin"; // so on nearly every page of the vendor
    private static final String PASSWORD = "BaseAuthentication";
    private static final Duration INTERIM_LIFE = Duration.ofMinutes(10);

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
        boolean answers = request.header(CODE).isPresent() || request.header("PinCode").isPresent();
        return answers ? next(request, user.get()) : first(user.get());
    }

    private FakeAnswer throttled(long seconds) {
        return state.settings.throttle == Throttle.GATEWAY
                ? AsAnswers.throttledByGateway(seconds, state.now().plusSeconds(seconds))
                : AsAnswers.failed(PASSWORD, "Too many login requests. Please try again later.");
    }

    private FakeAnswer first(AsUser user) {
        if (user.expired) {
            String token = state.issue(Kind.PASSWORD_TOKEN, user, INTERIM_LIFE);
            return AsAnswers.json(
                    202,
                    "State",
                    user.expiredInState ? PASSWORD : "Expecting",
                    "Step",
                    PASSWORD,
                    "Reason",
                    "Your Password has expired and must be changed",
                    "ConfirmationToken",
                    token);
        }
        return user.channel == null ? afterCode(user) : askForCode(user, user.channel);
    }

    private FakeAnswer askForCode(AsUser user, String channel) {
        String code = state.code();
        state.messages.add(new Message(user.login, channel, code));
        return expecting(user, Map.of("step", CODE, "code", code), "Expecting confirmation code");
    }

    private FakeAnswer afterCode(AsUser user) {
        if (!user.pinDue) {
            return signedIn(user);
        }
        return user.pin == null ? pinNotSetUp(user) : expecting(user, Map.of("step", PIN), "Expecting pin code");
    }

    private FakeAnswer pinNotSetUp(AsUser user) {
        return AsAnswers.json(
                202,
                "State",
                "Expecting",
                "Step",
                PIN,
                "Reason",
                "PIN code is not init",
                "Token",
                interim(user, Map.of("step", "none")),
                "ConfirmationToken",
                state.issue(Kind.PIN_TOKEN, user, INTERIM_LIFE));
    }

    private FakeAnswer expecting(AsUser user, Map<String, String> question, String reason) {
        Map<String, Object> body = FakeJson.object(
                "State", "Expecting", "Step", question.get("step"), "Reason", reason, "Token", interim(user, question));
        if (PIN.equals(question.get("step"))) {
            body.put("PersonalPhrase", user.phrase);
            body.put("Image", user.image);
        }
        return FakeAnswer.json(202, body);
    }

    private String interim(AsUser user, Map<String, String> question) {
        return state.issue(
                state.token(), new Issued(Kind.INTERIM, user, state.now().plus(INTERIM_LIFE), question));
    }

    /** An interim token is good for one answer of its own user. */
    private FakeAnswer next(FakeRequest request, AsUser user) {
        Optional<Issued> interim =
                state.spend(Kind.INTERIM, AsRoutes.bearer(request)).filter(found -> found.user() == user);
        if (interim.isEmpty()) {
            return AsAnswers.failed(CODE, "Corrupted ticket");
        }
        Map<String, String> question = interim.get().detail();
        boolean code = CODE.equals(question.get("step"));
        String expected = String.valueOf(code ? question.get("code") : user.pin);
        if (!request.header(code ? CODE : "PinCode").equals(Optional.of(expected))) {
            return wrong(user, question, code ? "Invalid verification code" : "Invalid pin");
        }
        return code ? afterCode(user) : signedIn(user);
    }

    private FakeAnswer signedIn(AsUser user) {
        return AsAnswers.json(
                200, "State", "Succeeded", "Token", state.issue(Kind.TOKEN, user, state.settings.tokenLife));
    }

    private FakeAnswer wrong(AsUser user, Map<String, String> question, String reason) {
        if (state.settings.wrongFactor == WrongFactor.ASKED_AGAIN) {
            return expecting(user, question, reason);
        }
        return AsAnswers.json(
                401, "State", "Failed", "Step", question.get("step"), "Reason", reason, "ConfirmationToken", "");
    }

    /** The vendor documents no answer; a token that is not good is refused as everywhere. */
    private FakeAnswer logout(Call call) {
        return state.spend(Kind.TOKEN, AsRoutes.bearer(call.request())).isPresent()
                ? FakeAnswer.empty(200)
                : AsAnswers.denied();
    }
}
