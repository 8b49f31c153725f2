package io.gatepass.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import javax.net.ServerSocketFactory;
import mockwebserver3.MockWebServer;
import org.jspecify.annotations.Nullable;

/**
 * Server sockets that answer at once, unless a fault is planned for the next connection: the server writes headers and
 * body apart, and would else wait 40 ms between them for an acknowledgement that the client delays.
 */
final class Loopback extends ServerSocketFactory {
    private final Queue<ConnectionFault> faults = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    /** Starts {@code server} on a free loopback port. */
    static Loopback start(MockWebServer server) {
        return start(server, 0);
    }

    /** Starts {@code server} on this loopback port; 0 for a free one. */
    static Loopback start(MockWebServer server, int port) {
        var sockets = new Loopback();
        server.setServerSocketFactory(sockets);
        try {
            server.start(InetAddress.getByName("localhost"), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sockets;
    }

    void plan(ConnectionFault fault) {
        faults.add(fault);
    }

    /** Ends the pauses of slow connections. */
    void release() {
        closing.countDown();
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
        return new Prompt();
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        return bound(port, 0, null);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return bound(port, backlog, null);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return bound(port, backlog, address);
    }

    private ServerSocket bound(int port, int backlog, @Nullable InetAddress address) throws IOException {
        ServerSocket socket = new Prompt();
        socket.bind(new InetSocketAddress(address, port), backlog);
        return socket;
    }

    private final class Prompt extends ServerSocket {
        Prompt() throws IOException {}

        @Override
        public Socket accept() throws IOException {
            FaultySocket socket = new FaultySocket(closing);
            implAccept(socket);
            ConnectionFault fault = faults.poll();
            socket.meet(fault == null ? ConnectionFault.NONE : fault);
            socket.setTcpNoDelay(true);
            return socket;
        }
    }
}
