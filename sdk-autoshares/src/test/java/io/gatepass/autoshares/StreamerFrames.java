package io.gatepass.autoshares;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/** Opens a web socket for a moment, as an application would. */
final class StreamerFrames {
    private StreamerFrames() {}

    /** The first text that comes over the socket at {@code url}. */
    static String first(OkHttpClient client, URI url) throws Exception {
        var text = new CompletableFuture<String>();
        WebSocket socket =
                client.newWebSocket(new Request.Builder().url(url.toString()).build(), new WebSocketListener() {
                    @Override
                    public void onMessage(WebSocket webSocket, String message) {
                        text.complete(message);
                    }

                    @Override
                    public void onFailure(WebSocket webSocket, Throwable t, @Nullable Response response) {
                        text.completeExceptionally(t);
                    }
                });
        try {
            return text.get(10, TimeUnit.SECONDS);
        } finally {
            socket.cancel();
        }
    }
}
