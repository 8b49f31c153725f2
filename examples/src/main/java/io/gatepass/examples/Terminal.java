package io.gatepass.examples;

import io.gatepass.core.Secret;
import java.io.Console;

/** Asks the person at the terminal. */
final class Terminal {
    private Terminal() {}

    // Without a terminal, Java 17 to 21 has no console; later ones have one whose input is at its end. Both come out
    // null.
    @SuppressWarnings("SystemConsoleNull")
    static Secret askSecret(String prompt) {
        Console console = System.console();
        char[] typed = console == null ? null : console.readPassword("%s", prompt);
        if (typed == null) {
            throw new IllegalArgumentException("the platform asks for a code, and there is no terminal to ask at");
        }
        return Secret.of(new String(typed));
    }
}
