package io.gatepass.examples;

import io.gatepass.core.AuthException;
import io.gatepass.core.AuthException.Misconfigured;
import io.gatepass.core.AuthException.OutcomeUnknown;
import io.gatepass.core.AuthException.RateLimited;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.AuthException.Unavailable;
import java.io.PrintStream;

/**
 * Runs every platform's flow and prints each step: against embedded fakes, or against the real platform whose base URL and
 * credentials are in the environment.
 */
public final class Quickstart {
    private Quickstart() {}

    /** Exits with 0 if every flow went through, else with 1 and a sentence that says what to do. */
    public static void main(String[] args) {
        int status = run(new Settings(System.getenv()), System.out);
        System.out.flush();
        if (status != 0) {
            System.exit(status);
        }
    }

    static int run(Settings settings, PrintStream out) {
        var steps = new Steps(out);
        try {
            TtsQuickstart.run(settings, steps);
            TraderEvolutionQuickstart.run(settings, steps);
            AutosharesQuickstart.run(settings, steps);
            MatchTraderQuickstart.run(settings, steps);
            out.println();
            out.println("All done.");
            return 0;
        } catch (AuthException failure) {
            out.println();
            out.println("Failed: " + failure.getMessage());
            out.println(advice(failure));
            return 1;
        } catch (IllegalArgumentException incomplete) {
            out.println();
            out.println("Failed: " + incomplete.getMessage());
            return 1;
        }
    }

    /** One sentence for each kind of failure: the kinds are named after what the caller does next. */
    private static String advice(AuthException failure) {
        if (failure instanceof Rejected rejected) {
            return "The platform said no (" + rejected.ground() + "): correct the input " + rejected.fieldErrors()
                    + ".";
        }
        if (failure instanceof RateLimited limited) {
            return "Wait"
                    + limited.retryAfter()
                            .map(pause -> " " + pause.toSeconds() + " s")
                            .orElse("") + ", then try again.";
        }
        if (failure instanceof Unavailable) {
            return "Nothing took effect: try again, and check the network if it stays so.";
        }
        if (failure instanceof OutcomeUnknown) {
            return "It was sent but not answered: look at the platform before repeating it.";
        }
        if (failure instanceof Misconfigured) {
            return "A setting is wrong: check the base URL and what the platform handed out with it.";
        }
        return "Sign in anew; if it happens again, report it with the line above.";
    }
}
