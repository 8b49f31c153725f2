package io.gatepass.testkit;

import java.time.Duration;

/** One-time tokens for existing users. */
final class MtBrokerTokens {
    private static final int USUAL_SECONDS = 30;
    private static final int MOST_SECONDS = 3600;

    private final MtState state;

    MtBrokerTokens(MtState state) {
        this.state = state;
    }

    FakeAnswer issue(MtBroker.Call call) {
        MtForm form = call.form();
        form.firstMissing("email").ifPresent(field -> {
            throw new MtProblem(400, field + " must not be empty");
        });
        Duration validity = Duration.ofSeconds(seconds(form));
        MtUser user = state.byEmail(form.text("email").orElse("")).orElseThrow(() -> MtBrokerUsers.notFound(state));
        return answer(state.issueOneTime(user, validity).token);
    }

    private static long seconds(MtForm form) {
        if (!form.has("validityTime")) {
            return USUAL_SECONDS;
        }
        if (form.value("validityTime") instanceof Double seconds
                && seconds >= 1
                && seconds <= MOST_SECONDS
                && seconds == Math.rint(seconds)) {
            return seconds.longValue();
        }
        throw new MtProblem(400, "validityTime is invalid");
    }

    private FakeAnswer answer(String token) {
        return switch (state.settings.oneTimeAnswer) {
            case OBJECT -> MtAnswers.ok(FakeJson.object("oneTimeToken", token));
            case TOKEN -> MtAnswers.ok(FakeJson.object("token", token));
            case JSON_STRING -> FakeAnswer.json(200, token);
            case TEXT ->
                FakeAnswer.empty(200).with("Content-Type", "text/plain").withBody(token);
        };
    }
}
