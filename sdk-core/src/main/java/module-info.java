import org.jspecify.annotations.NullMarked;

/**
 * Sessions, their renewal, and the tools a platform module is built from.
 *
 * <p>Applications read {@link io.gatepass.core} and, to put a session behind an OkHttp client,
 * {@link io.gatepass.core.okhttp.OkHttpEngine}. Authors of platform modules also read {@link io.gatepass.core.spi}.
 * OkHttp and Moshi are deliberately not {@code requires transitive}: a platform module that imports them does not
 * compile.
 */
@NullMarked
module io.gatepass.core {
    requires okhttp3;
    requires okio;
    requires com.squareup.moshi;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.gatepass.core;
    exports io.gatepass.core.okhttp;
    exports io.gatepass.core.spi;
}
