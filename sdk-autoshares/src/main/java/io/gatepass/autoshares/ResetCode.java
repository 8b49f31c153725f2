package io.gatepass.autoshares;

import io.gatepass.core.AuthException.Ground;
import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;
import io.gatepass.core.spi.Reply;
import java.util.Map;

/** The exchange of a mailed code for the token that lets something be set anew: a password or a PIN. */
final class ResetCode {
    private ResetCode() {}

    /** {@code identifier} is the platform's name for what is to be set. */
    static Secret exchange(AutosharesCalls calls, String identifier, Secret code) {
        String typed = Rejected.requireSecret("code", code).reveal().strip();
        Reply reply = calls.request("POST", "/v1.0/users/identifiers/reset/code")
                .json(Map.of("Code", Secret.of(typed), "Identifier", identifier))
                .send();
        try {
            return AutosharesRefusals.accepted(reply).fields().requireSecret("Model");
        } catch (Rejected form) {
            throw form.ground() == Ground.FORM
                    ? reply.rejected(Ground.ONE_TIME_TOKEN, "the code was not accepted")
                    : form;
        }
    }
}
