package io.gatepass.core;

/** A session either holds a token or is over; the second lasts. */
sealed interface State<T extends Token> permits Held, Over {
    /** What is held; throws a new exception for this caller if the session is over. */
    Held<T> orElseThrow();
}
