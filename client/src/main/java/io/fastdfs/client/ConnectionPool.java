package io.fastdfs.client;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Connections to many servers, a bounded number to each. Only healthy ones come back. */
final class ConnectionPool implements AutoCloseable {
    /** C servers drop connections that never sent a request; idle ones are closed by us long before others do. */
    private static final long MAX_IDLE_NANOS = TimeUnit.SECONDS.toNanos(50);

    private final Timeouts timeouts;
    private final int maxPerServer;
    private final Map<InetSocketAddress, Host> hosts = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private record Idle(ServerConnection connection, long sinceNanos) {}

    private static final class Host {
        private final Semaphore permits;
        private final Deque<Idle> idle = new ArrayDeque<>();

        Host(int permits) {
            this.permits = new Semaphore(permits);
        }

        synchronized @Nullable Idle takeIdle() {
            return idle.pollLast();
        }

        synchronized void putIdle(ServerConnection connection) {
            idle.addLast(new Idle(connection, System.nanoTime()));
        }
    }

    /** A borrowed connection; closing gives it back, or closes it if it is not in step any more. */
    final class Lease implements AutoCloseable {
        private final Host host;
        private final ServerConnection connection;

        private Lease(Host host, ServerConnection connection) {
            this.host = host;
            this.connection = connection;
        }

        ServerConnection connection() {
            return connection;
        }

        @Override
        public void close() {
            if (connection.healthy() && !closed) {
                host.putIdle(connection);
            } else {
                connection.close();
            }
            host.permits.release();
        }
    }

    ConnectionPool(Timeouts timeouts, int maxPerServer) {
        this.timeouts = timeouts;
        this.maxPerServer = maxPerServer;
    }

    /** Waits for a free place at the server, and connects if no idle connection is there. */
    Lease borrow(InetSocketAddress server) throws FastdfsException {
        Host host = hosts.computeIfAbsent(server, any -> new Host(maxPerServer));
        try {
            if (!host.permits.tryAcquire(timeouts.network().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new FastdfsException(
                        "all " + maxPerServer + " connections to " + server + " were busy for "
                                + timeouts.network().toSeconds() + " s",
                        null,
                        null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FastdfsException("interrupted while waiting for a connection to " + server, null, e);
        }
        try {
            return new Lease(host, idleOrNew(host, server));
        } catch (FastdfsException e) {
            host.permits.release();
            throw e;
        }
    }

    private ServerConnection idleOrNew(Host host, InetSocketAddress server) throws FastdfsException {
        Idle idle;
        while ((idle = host.takeIdle()) != null) {
            if (System.nanoTime() - idle.sinceNanos < MAX_IDLE_NANOS) {
                return idle.connection;
            }
            idle.connection.close();
        }
        return new ServerConnection(server, timeouts);
    }

    @Override
    public void close() {
        closed = true;
        for (Host host : hosts.values()) {
            Idle idle;
            while ((idle = host.takeIdle()) != null) {
                idle.connection.close();
            }
        }
    }
}
