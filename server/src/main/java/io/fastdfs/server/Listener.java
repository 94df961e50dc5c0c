package io.fastdfs.server;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Header;
import io.fastdfs.protocol.Status;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections and serves each on a virtual thread of its own, until it is closed.
 *
 * <p>The thread that accepts starts all others, and waits for them at its end: so none is started too late.
 */
public final class Listener implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 1024;
    /** A refused request whose content is longer than this is closed at once: nobody waits for that answer. */
    private static final long MAX_SKIPPED_BYTES = 1L << 40;
    /** For requests in flight when the server stops, which has 10 s in all. */
    private static final Duration GRACE = Duration.ofSeconds(7);

    private final List<ServerSocketChannel> servers = new ArrayList<>();
    private final Limits limits;
    private final RequestHandler handler;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Thread acceptor = Thread.ofVirtual().name("accept").unstarted(this::accept);
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * @param maxConnections a connection beyond them is closed at once, as in C
     * @param stallTimeout a peer that owes bytes of a request for so long, or sends none at all, is closed
     * @param closeOnInvalid close after answering EINVAL, as a C storage does and a C tracker does not
     * @param allowed a connection from anybody else is closed at once, as in C
     */
    public record Limits(int maxConnections, Duration stallTimeout, boolean closeOnInvalid, AllowedPeers allowed) {
        /** Everybody may connect. */
        public Limits(int maxConnections, Duration stallTimeout, boolean closeOnInvalid) {
            this(maxConnections, stallTimeout, closeOnInvalid, AllowedPeers.EVERYBODY);
        }
    }

    /** Binds at once; {@link #start} begins to accept. */
    public Listener(InetSocketAddress bind, Limits limits, RequestHandler handler) throws IOException {
        this(List.of(bind), limits, handler);
    }

    /**
     * The same at several addresses.
     *
     * @param bind one or more; port 0 of a later one is that of the first
     */
    public Listener(List<InetSocketAddress> bind, Limits limits, RequestHandler handler) throws IOException {
        this.limits = limits;
        this.handler = handler;
        try {
            servers.add(listen(bind.getFirst()));
            for (InetSocketAddress other : bind.subList(1, bind.size())) {
                servers.add(listen(
                        other.getPort() == 0
                                ? new InetSocketAddress(
                                        other.getAddress(), address().getPort())
                                : other));
            }
        } catch (IOException e) {
            closeServers();
            throw e;
        }
    }

    private static ServerSocketChannel listen(InetSocketAddress bind) throws IOException {
        // A socket of IPv6 that listens on all addresses would take IPv4 as well, and the reverse must not be.
        ServerSocketChannel server = bind.getAddress() instanceof Inet4Address
                ? ServerSocketChannel.open(StandardProtocolFamily.INET)
                : ServerSocketChannel.open();
        try {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            return server.bind(bind, BACKLOG);
        } catch (IOException e) {
            server.close();
            throw new IOException(
                    "cannot listen on " + bind.getHostString() + ":" + bind.getPort() + ": " + e.getMessage(), e);
        }
    }

    /** Where it listens first; the port is the real one when 0 was asked for. */
    public InetSocketAddress address() {
        try {
            return (InetSocketAddress) servers.getFirst().getLocalAddress();
        } catch (IOException e) {
            throw new IllegalStateException("listener is closed", e);
        }
    }

    public void start() {
        acceptor.start();
    }

    /** Connections that are open now. */
    public int connectionCount() {
        return connections.size();
    }

    private void accept() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.execute(this::closeStalled);
            for (ServerSocketChannel other : servers.subList(1, servers.size())) {
                threads.execute(() -> accept(other, threads));
            }
            accept(servers.getFirst(), threads);
        }
    }

    private void accept(ServerSocketChannel server, ExecutorService threads) {
        while (!isStopped()) {
            try {
                SocketChannel peer = server.accept();
                start(peer, threads);
            } catch (ClosedChannelException _) {
                return;
            } catch (IOException e) {
                log.warn("accept failed: {}", e.getMessage());
                waitForStop(Duration.ofMillis(100));
            }
        }
    }

    private void start(SocketChannel peer, ExecutorService threads) throws IOException {
        try {
            threads.execute(() -> serve(peer));
        } catch (RejectedExecutionException _) {
            peer.close(); // It came to the one address while the other was stopping.
        }
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            serve(new Connection(channel));
        } catch (IOException e) {
            log.debug("{}: {}", channel, e.getMessage());
        } catch (RuntimeException | Error e) {
            log.error("{}: connection ended by a broken invariant", channel, e);
        }
    }

    private void serve(Connection peer) throws IOException {
        if (!limits.allowed.allows(peer.remoteAddress())) {
            log.warn("{}: refused, not in allow_hosts", peer);
            peer.close();
            return;
        }
        connections.add(peer);
        try (peer) {
            if (connections.size() > limits.maxConnections) {
                log.warn("{}: refused, max_connections {} reached", peer, limits.maxConnections);
                return;
            }
            answerAll(peer);
        } catch (IOException e) {
            log.debug("{}: {}", peer, e.getMessage());
        } finally {
            connections.remove(peer);
            handler.closed(peer);
        }
    }

    private void answerAll(Connection peer) throws IOException {
        Header request;
        // A connection that came too late for close() to see it finds the server stopped.
        while (!isStopped() && (request = peer.nextRequest()) != null) {
            if (request.bodyLength() < 0) {
                throw new IOException("negative body length " + request.bodyLength());
            }
            if (!answer(peer, request)) {
                return;
            }
            peer.requestDone();
        }
        peer.sendAnswers();
    }

    private boolean answer(Connection peer, Header request) throws IOException {
        try {
            handler.handle(peer, request);
            peer.skipRestOfBody(MAX_SKIPPED_BYTES);
            return true;
        } catch (FdfsException e) {
            log.debug("{}: command {}: {}", peer, request.command(), e.getMessage());
            if (peer.replied()) {
                throw e;
            }
            peer.reply(e.status());
            boolean close = limits.closeOnInvalid && e.status().equals(Status.EINVAL);
            if (close) {
                peer.shutdownOutput();
            }
            // Closing with unread bytes would reset the connection, and the peer might never see the answer.
            peer.skipRestOfBody(MAX_SKIPPED_BYTES);
            return !close;
        }
    }

    private void closeStalled() {
        Duration pause = limits.stallTimeout.dividedBy(4);
        Duration atMost = Duration.ofSeconds(1);
        while (!waitForStop(pause.compareTo(atMost) < 0 ? pause : atMost)) {
            long before = System.nanoTime() - limits.stallTimeout.toNanos();
            for (Connection peer : connections) {
                if (peer.stalledSince(before)) {
                    log.debug("{}: closed after {} s of silence", peer, limits.stallTimeout.toSeconds());
                    peer.close();
                }
            }
        }
    }

    private boolean waitForStop(Duration atMost) {
        try {
            return stopped.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void closeServers() {
        for (ServerSocketChannel server : servers) {
            try {
                server.close();
            } catch (IOException e) {
                log.warn("closing the listener: {}", e.getMessage());
            }
        }
    }

    /**
     * Stops accepting, closes idle connections at once, and waits for the requests in flight. Those that have not ended
     * after {@link #GRACE} lose their connection; their threads are waited for.
     */
    @Override
    public void close() {
        close(GRACE);
    }

    void close(Duration grace) {
        stopped.countDown();
        closeServers();
        if (acceptor.getState() == Thread.State.NEW) {
            return;
        }
        connections.forEach(Connection::closeIfIdle);
        try {
            if (!acceptor.join(grace)) {
                log.warn("{} requests have not ended after {} s and are cut", connections.size(), grace.toSeconds());
                connections.forEach(Connection::close);
                acceptor.join();
            }
        } catch (InterruptedException _) {
            connections.forEach(Connection::close);
            Thread.currentThread().interrupt();
        }
    }
}
