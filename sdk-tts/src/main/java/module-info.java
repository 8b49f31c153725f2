import org.jspecify.annotations.NullMarked;

/** TradeTechSolutions: registration, login, the persistent key, and the way into the trader's dashboard. */
@NullMarked
module io.gatepass.tts {
    requires transitive io.gatepass.core;
    requires static transitive org.jspecify;

    exports io.gatepass.tts;
}
