package io.fastdfs.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What a NAT or a mapped port of a container does: connections to one address end at another one. */
final class Relay implements AutoCloseable {
    private final ServerSocket listener;
    private final InetSocketAddress behind;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    Relay(InetSocketAddress at, InetSocketAddress behind) throws IOException {
        this.behind = behind;
        listener = new ServerSocket(at.getPort(), 50, at.getAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How many have come. */
    int connections() {
        return connections.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket peer = listener.accept();
                connections.incrementAndGet();
                Socket server = new Socket(behind.getAddress(), behind.getPort());
                open.add(peer);
                open.add(server);
                Thread.ofVirtual().start(() -> handOn(peer, server));
                Thread.ofVirtual().start(() -> handOn(server, peer));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private static void handOn(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // One of the two has gone.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
