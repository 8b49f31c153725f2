package io.gatepass.core.spi;

import okhttp3.Headers;
import okhttp3.HttpUrl;
import okio.ByteString;

/**
 * What came back, read in full or as far as it went.
 *
 * @param url where from
 * @param status the HTTP status
 * @param headers its headers
 * @param body its decompressed body, perhaps only the beginning
 * @param end whether that is all of it
 */
record Answer(HttpUrl url, int status, Headers headers, ByteString body, End end) {
    enum End {
        COMPLETE,
        /** The connection broke before the end. */
        CUT_OFF,
        /** Longer than the bound; the rest was not read. */
        TOO_LONG
    }
}
