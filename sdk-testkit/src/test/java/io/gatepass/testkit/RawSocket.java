package io.gatepass.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;

/** A request as no well-behaved client would send it. */
final class RawSocket {
    private RawSocket() {}

    /** Sends a request line and headers, and returns what came back until the server had no more. */
    static String send(String url, String requestLine, String... headers) {
        URI uri = URI.create(url);
        String head = requestLine + "\r\nHost: localhost\r\nConnection: close\r\n" + String.join("\r\n", headers);
        try (var socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((head + "\r\n\r\n").getBytes(UTF_8));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
