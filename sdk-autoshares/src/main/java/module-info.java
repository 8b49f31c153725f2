import org.jspecify.annotations.NullMarked;

/** Autoshares and every other ETNA Trader: sign-in in up to three steps, identity, streamer hand-shake, and OAuth. */
@NullMarked
module io.gatepass.autoshares {
    requires transitive io.gatepass.core;
    requires static transitive org.jspecify;

    exports io.gatepass.autoshares;
}
