package io.gatepass.testkit;

import io.gatepass.testkit.FakeMatchTraderSettings.Refusal;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The refusals of the platform host. Its list of errors is not published; these are the shapes that clients know. */
final class MtAnswers {
    private static final String CHALLENGE_PAGE =
            "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>";

    private MtAnswers() {}

    static FakeAnswer error(int status, String message) {
        return FakeAnswer.json(status, FakeJson.object("errorMessage", message));
    }

    static FakeAnswer missing(String field) {
        return error(400, field + " cannot be null");
    }

    static FakeAnswer envelope(int status, String type, String message) {
        return FakeAnswer.json(
                status,
                FakeJson.object("status", "error", "error", FakeJson.object("type", type, "errorMessage", message)));
    }

    static FakeAnswer business(String nativeCode, String message) {
        return FakeAnswer.json(
                200, FakeJson.object("status", "REJECTED", "errorMessage", message, "nativeCode", nativeCode));
    }

    /** A refused sign-in, in the form that this deployment uses. */
    static FakeAnswer refusedSignIn(MtState state, String type, String message) {
        Refusal refusal = state.settings.refusal;
        if (refusal == Refusal.BUSINESS) {
            return business(type, message);
        }
        return refusal == Refusal.ENVELOPE ? envelope(401, type, message) : error(401, message);
    }

    /** A session that is missing, unknown or over. */
    static FakeAnswer refusedSession(MtState state) {
        return error(state.has(MatchTraderQuirk.SESSIONS_REFUSED_WITH_403) ? 403 : 401, "Unauthorized");
    }

    static FakeAnswer challenge() {
        return FakeAnswer.html(403, CHALLENGE_PAGE).with("cf-mitigated", "challenge");
    }

    /** Acts on the JSON object in the body of a request; refuses any other body. */
    static FakeAnswer onForm(FakeRequest request, Function<MtForm, FakeAnswer> action) {
        if (!request.contentType().equals("application/json")) {
            return error(415, "Unsupported Media Type");
        }
        return MtForm.of(request).map(action).orElseGet(() -> error(400, "Malformed request"));
    }

    static FakeAnswer ok(Map<String, ? extends @Nullable Object> body) {
        return FakeAnswer.json(200, body);
    }
}
