import org.jspecify.annotations.NullMarked;

/** Match-Trader: the trader's platform, the broker's API, and the browser's way from one to the other. */
@NullMarked
module io.gatepass.matchtrader {
    requires transitive io.gatepass.core;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.gatepass.matchtrader;
}
