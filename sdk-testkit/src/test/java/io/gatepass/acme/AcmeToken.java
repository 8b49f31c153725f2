package io.gatepass.acme;

import io.gatepass.core.Lifetime;
import io.gatepass.core.Secret;
import io.gatepass.core.Token;

public record AcmeToken(Secret access, Secret renewal, Lifetime lifetime) implements Token {}
