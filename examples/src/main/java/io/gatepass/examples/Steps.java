package io.gatepass.examples;

import java.io.PrintStream;

/** Prints what happens, one line a step. */
final class Steps {
    private final PrintStream out;
    private int number;

    Steps(PrintStream out) {
        this.out = out;
    }

    void title(String text) {
        number = 0;
        out.println();
        out.println(text);
    }

    /** {@code what} happened, and this is what the program holds now: it may be printed, secrets redact themselves. */
    void done(String what, Object result) {
        number++;
        out.printf("%3d. %-28s %s%n", number, what, result);
    }

    void note(String text) {
        out.println("     " + text);
    }
}
