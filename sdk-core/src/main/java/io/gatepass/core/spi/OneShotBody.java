package io.gatepass.core.spi;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** A body that OkHttp must not send again by itself, even though it could. */
final class OneShotBody extends RequestBody {
    private final ByteString content;
    private final @Nullable MediaType type;

    OneShotBody(ByteString content, @Nullable MediaType type) {
        this.content = content;
        this.type = type;
    }

    @Override
    public @Nullable MediaType contentType() {
        return type;
    }

    @Override
    public long contentLength() {
        return content.size();
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        sink.write(content);
    }
}
