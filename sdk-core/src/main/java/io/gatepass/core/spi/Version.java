package io.gatepass.core.spi;

/** What this library calls itself on the wire. */
final class Version {
    /** Kept in step with the build by a test. */
    static final String NUMBER = "0.1.0";

    static final String USER_AGENT = "gatepass-java/" + NUMBER;

    private Version() {}
}
