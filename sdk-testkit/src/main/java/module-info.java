import org.jspecify.annotations.NullMarked;

/**
 * What tests of sign-in code need: stateful fakes of the platforms, a scripted server with socket faults, time that only
 * the test moves, and a probe that finds leaked secrets.
 *
 * <p>The fakes know the platforms from their documentation alone and share no code with the clients.
 */
@NullMarked
module io.gatepass.testkit {
    requires transitive io.gatepass.core;
    requires mockwebserver3;
    requires okhttp3;
    requires okhttp3.tls;
    requires okio;
    requires com.squareup.moshi;
    requires org.slf4j;
    requires java.logging;
    requires static transitive org.jspecify;
    requires static transitive org.junit.jupiter.api;
    requires static org.assertj.core;

    exports io.gatepass.testkit;
}
