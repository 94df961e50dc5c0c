package io.fastdfs.client;

import io.fastdfs.protocol.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Connections to many servers, a bounded number to each. Only healthy ones come back, and each is looked at before it is
 * used again: a request that must not run twice would otherwise fail on a server that has restarted meanwhile.
 */
final class ConnectionPool implements AutoCloseable {
    private final Limits limits;
    private final Timeouts timeouts;
    private final Map<ServerAddress, Host> hosts = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * @param connectionsPerServer at most
     * @param testAfterIdle one that was idle for so long is asked for a sign of life before it is used
     * @param closeAfterIdle one that was idle for so long is closed
     */
    record Limits(int connectionsPerServer, Duration testAfterIdle, Duration closeAfterIdle) {}

    private record Idle(ServerConnection connection, long sinceNanos) {
        Duration time() {
            return Duration.ofNanos(System.nanoTime() - sinceNanos);
        }
    }

    private final class Host {
        private final Semaphore permits = new Semaphore(limits.connectionsPerServer, true);
        /** The longest idle first. */
        private final Deque<Idle> idle = new ArrayDeque<>();

        synchronized @Nullable Idle takeIdle() {
            return idle.pollLast();
        }

        synchronized void putBack(ServerConnection connection) {
            if (closed || !connection.healthy()) {
                connection.close();
            } else {
                idle.addLast(new Idle(connection, System.nanoTime()));
            }
        }

        synchronized void closeIdleSince(Duration atLeast) {
            Idle oldest;
            while ((oldest = idle.peekFirst()) != null && oldest.time().compareTo(atLeast) >= 0) {
                oldest.connection.close();
                idle.removeFirst();
            }
        }
    }

    /** Something to ask of a server. */
    @FunctionalInterface
    interface Question<T> {
        T ask(ServerConnection connection) throws IOException;
    }

    /** A borrowed connection; closing gives it back, or closes it if it is not in step any more. */
    final class Lease implements AutoCloseable {
        private final Host host;
        private final ServerAddress server;
        private final boolean reused;
        private ServerConnection connection;

        private Lease(Host host, ServerAddress server, @Nullable ServerConnection idle) throws FastdfsException {
            this.host = host;
            this.server = server;
            this.reused = idle != null;
            this.connection = idle == null ? ServerConnection.connect(server, timeouts) : idle;
        }

        ServerConnection connection() {
            return connection;
        }

        /** Asks what may be asked twice: once more, anew, where a used connection breaks, as its server has just gone. */
        <T> T repeatable(Question<T> question) throws IOException {
            try {
                return question.ask(connection);
            } catch (FastdfsException e) {
                if (!reused || !e.isBroken()) {
                    throw e;
                }
                connection.close();
                connection = ServerConnection.connect(server, timeouts);
                return question.ask(connection);
            }
        }

        @Override
        public void close() {
            host.putBack(connection);
            host.permits.release();
        }
    }

    ConnectionPool(Limits limits, Timeouts timeouts) {
        this.limits = limits;
        this.timeouts = timeouts;
    }

    /** Waits for a free place at the server, and connects if no idle connection is there. */
    Lease borrow(ServerAddress server) throws FastdfsException {
        closeForgotten();
        Host host = hosts.computeIfAbsent(server, any -> new Host());
        awaitPlace(host, server);
        Lease lease = null;
        try {
            lease = new Lease(host, server, idle(host));
            return lease;
        } finally {
            if (lease == null) {
                host.permits.release();
            }
        }
    }

    /** Asks what may be asked twice, see {@link Lease#repeatable}. */
    <T> T askRepeatable(ServerAddress server, Request request, ServerConnection.Answer<T> answer) throws IOException {
        try (Lease lease = borrow(server)) {
            return lease.repeatable(connection -> connection.ask(request, Content.none(), answer));
        }
    }

    private void awaitPlace(Host host, ServerAddress server) throws FastdfsException {
        if (closed) {
            throw FastdfsException.noConnection("this client is closed", null);
        }
        try {
            if (!host.permits.tryAcquire(timeouts.network().toNanos(), TimeUnit.NANOSECONDS)) {
                throw FastdfsException.noConnection(
                        "all " + limits.connectionsPerServer + " connections to " + server + " were busy for "
                                + timeouts.network().toMillis() / 1000.0 + " s, and "
                                + host.permits.getQueueLength() + " more requests wait",
                        null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FastdfsException.noConnection("interrupted while waiting for a connection to " + server, e);
        }
    }

    private @Nullable ServerConnection idle(Host host) {
        Idle idle;
        while ((idle = host.takeIdle()) != null) {
            if (idle.connection.isQuiet()) {
                if (idle.time().compareTo(limits.testAfterIdle) < 0 || idle.connection.answersTest()) {
                    return idle.connection;
                }
                // What was idle as long is as dead, and each test may take a whole time-out.
                host.closeIdleSince(limits.testAfterIdle);
            }
            idle.connection.close();
        }
        return null;
    }

    /** Closes connections that nobody has used for long, to servers that may be gone for ever. */
    private void closeForgotten() {
        hosts.values().forEach(host -> host.closeIdleSince(limits.closeAfterIdle));
    }

    /** Closes idle connections now, and the others when they come back. */
    @Override
    public void close() {
        closed = true;
        hosts.values().forEach(host -> host.closeIdleSince(Duration.ZERO));
    }
}
