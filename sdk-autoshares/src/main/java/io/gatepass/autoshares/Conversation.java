package io.gatepass.autoshares;

import io.gatepass.autoshares.AutosharesChallenge.Code;
import io.gatepass.autoshares.AutosharesChallenge.Pin;
import io.gatepass.autoshares.AutosharesChallenge.Question;
import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;
import io.gatepass.core.SignIn;
import java.time.Duration;

/** A sign-in with the person it is for: which step comes next, and that each question is answered once. */
final class Conversation {
    private static final Duration RESEND_AFTER = Duration.ofSeconds(30);

    private final TokenEndpoint tokens;

    Conversation(TokenEndpoint tokens) {
        this.tokens = tokens;
    }

    /** Codes are pasted, with blanks around them; whether they are digits is the platform's business. */
    SignIn<AutosharesToken, AutosharesChallenge> answer(Code question, Secret code) {
        String typed = Rejected.requireSecret("code", code).reveal().strip();
        return answer(question, Secret.of(typed), "code");
    }

    SignIn<AutosharesToken, AutosharesChallenge> answer(Pin question, Secret pin) {
        return answer(question, Rejected.requireSecret("pin", pin), "pin");
    }

    /** What cannot be sent is refused before the question is touched. */
    private SignIn<AutosharesToken, AutosharesChallenge> answer(Question question, Secret typed, String field) {
        typed.forHeader(field);
        return question.pending().use(step -> tokens.next(step, typed));
    }

    SignIn<AutosharesToken, AutosharesChallenge> resend(Code question) {
        Duration pause = RESEND_AFTER.minus(question.pending().age());
        if (question.pending().isOpen() && !pause.isNegative() && !pause.isZero()) {
            throw new RateLimited("the last code was asked for a moment ago", pause, null);
        }
        return question.pending().use(step -> tokens.first(step.credentials()));
    }

    AutosharesToken run(AutosharesCredentials credentials, AutosharesPrompt prompt) {
        SignIn<AutosharesToken, AutosharesChallenge> outcome = tokens.first(credentials);
        while (outcome instanceof SignIn.Challenged<AutosharesToken, AutosharesChallenge> asked) {
            outcome = ask(asked.challenge(), prompt);
        }
        return outcome.orElseThrow();
    }

    private SignIn<AutosharesToken, AutosharesChallenge> ask(AutosharesChallenge challenge, AutosharesPrompt prompt) {
        if (challenge instanceof Code code) {
            return answer(code, prompt.ask(code));
        }
        if (challenge instanceof Pin pin) {
            return answer(pin, prompt.ask(pin));
        }
        throw TokenEndpoint.deadEnd(challenge);
    }
}
