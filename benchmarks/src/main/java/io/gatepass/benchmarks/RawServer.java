package io.gatepass.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.function.Function;

/**
 * The least HTTP/1.1 server: keep-alive, one blocking thread for each connection, no Nagle. It reads the head and the
 * body of a request and writes the answer in one piece, so that what is measured is the client.
 */
final class RawServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Function<String, byte[]> answers;

    private RawServer(Function<String, byte[]> answers) throws IOException {
        this.answers = answers;
        this.listener = new ServerSocket(0, 1024, InetAddress.getByName("127.0.0.1"));
        daemon(this::accept);
    }

    /** A server whose answer depends on the head of the request, which is given in lower case. */
    static RawServer answering(Function<String, byte[]> answers) {
        try {
            return new RawServer(answers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server that always says the same. */
    static RawServer saying(String json) {
        byte[] answer = answer(200, json);
        return answering(head -> answer);
    }

    static byte[] answer(int status, String json) {
        return ("HTTP/1.1 " + status + " Any\r\nContent-Type: application/json\r\nContent-Length: " + json.length()
                        + "\r\n\r\n" + json)
                .getBytes(US_ASCII);
    }

    String url(String path) {
        return "http://127.0.0.1:" + listener.getLocalPort() + path;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                daemon(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the end
        }
    }

    private void serve(Socket socket) {
        try (socket;
                InputStream in = new BufferedInputStream(socket.getInputStream(), 4096);
                OutputStream out = socket.getOutputStream()) {
            socket.setTcpNoDelay(true);
            var head = new StringBuilder(512);
            while (readHead(in, head)) {
                String text = head.toString().toLowerCase(Locale.ROOT);
                in.skipNBytes(bodyLength(text));
                out.write(answers.apply(text));
                out.flush();
                head.setLength(0);
            }
        } catch (IOException gone) {
            // the client closed the connection
        }
    }

    private static boolean readHead(InputStream in, StringBuilder head) throws IOException {
        while (true) {
            int c = in.read();
            if (c < 0) {
                return false;
            }
            head.append((char) c);
            int length = head.length();
            if (c == '\n' && length >= 4 && head.charAt(length - 3) == '\n') {
                return true;
            }
        }
    }

    private static long bodyLength(String head) {
        int at = head.indexOf("content-length:");
        return at < 0
                ? 0
                : Long.parseLong(head.substring(at + 15, head.indexOf('\r', at)).trim());
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
