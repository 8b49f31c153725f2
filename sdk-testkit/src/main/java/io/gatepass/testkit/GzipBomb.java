package io.gatepass.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** A small body that unpacks to a large one. */
final class GzipBomb {
    private static final int UNPACKED = 8 * 1024 * 1024;
    private static final byte[] PACKED = packed();

    private GzipBomb() {}

    static byte[] bytes() {
        return PACKED.clone();
    }

    private static byte[] packed() {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(new byte[UNPACKED]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
