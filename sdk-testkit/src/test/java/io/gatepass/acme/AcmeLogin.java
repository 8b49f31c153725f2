package io.gatepass.acme;

import io.gatepass.core.AuthException.Rejected;
import io.gatepass.core.Secret;

public record AcmeLogin(String user, Secret password) {
    public AcmeLogin {
        Rejected.requireText("user", user);
        Rejected.requireSecret("password", password);
    }
}
