import org.jspecify.annotations.NullMarked;

/** An application as a module. */
@NullMarked
module io.gatepass.moduletests {
    requires io.gatepass.traderevolution;
    requires io.gatepass.autoshares;
    requires io.gatepass.matchtrader;
    requires io.gatepass.tts;
    requires okhttp3;
    requires jdk.compiler; // the tests compile what must not compile
    requires static org.jspecify;
}
