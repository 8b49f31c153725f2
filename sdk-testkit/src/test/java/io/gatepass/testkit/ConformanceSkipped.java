package io.gatepass.testkit;

/** An exchange is not run, and why. */
final class ConformanceSkipped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConformanceSkipped(String why) {
        super(why);
    }
}
