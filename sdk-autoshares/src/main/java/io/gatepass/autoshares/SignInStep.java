package io.gatepass.autoshares;

import io.gatepass.core.Secret;

/**
 * What the next request of a sign-in needs.
 *
 * @param credentials those of the first request, repeated in every later one
 * @param interimToken the platform's mark of how far the user has come
 * @param factor what it asks for
 * @param answers how many questions were answered so far
 */
record SignInStep(AutosharesCredentials credentials, Secret interimToken, Factor factor, int answers) {
    /** What the platform can ask for, and the header that the answer travels in. */
    enum Factor {
        CODE("VerificationCode"),
        PIN("PinCode");

        private final String header;

        Factor(String header) {
            this.header = header;
        }

        String header() {
            return header;
        }
    }
}
