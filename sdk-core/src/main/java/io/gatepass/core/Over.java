package io.gatepass.core;

import io.gatepass.core.AuthException.ReauthenticationRequired;

/** The end of a session, and why. */
record Over<T extends Token>(ReauthenticationRequired reason) implements State<T> {
    static <T extends Token> Over<T> closed() {
        return new Over<>(new ReauthenticationRequired("the session is closed"));
    }

    @Override
    public Held<T> orElseThrow() {
        throw reason.again();
    }
}
