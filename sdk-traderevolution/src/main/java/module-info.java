import org.jspecify.annotations.NullMarked;

/** TraderEvolution: the back office for a broker's own systems, and the client API for its traders. */
@NullMarked
module io.gatepass.traderevolution {
    requires transitive io.gatepass.core;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.gatepass.traderevolution;
}
