package io.gatepass.autoshares;

import io.gatepass.core.Secret;

/** Puts a question to the person at a terminal or in a dialogue. For {@link AutosharesClient#signIn}. */
@FunctionalInterface
public interface AutosharesPrompt {
    /**
     * Returns what the user typed; may block for as long as that takes. Called on the thread that signs in, once for
     * each question. An exception ends the sign-in and reaches its caller.
     */
    Secret ask(AutosharesChallenge.Question question);
}
