package io.fastdfs.storage.recovery;

import io.fastdfs.server.Dialer;
import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.storage.group.Member;
import io.fastdfs.storage.group.MemberConnections;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Connections to members that give files back. Stopping cuts those that are open. */
final class SourceConnections {
    /** A member reads all of its binlog before it may have a line to send; C waits as long. */
    private static final Duration LIST_TIMEOUT = Duration.ofMinutes(10);

    private final MemberConnections connections;
    private final Dialer dialer;
    private final OutgoingConnection.Timeouts timeouts;
    private final Set<Source> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopped = new CountDownLatch(1);

    SourceConnections(MemberConnections connections, Dialer dialer, OutgoingConnection.Timeouts timeouts) {
        this.connections = connections;
        this.dialer = dialer;
        this.timeouts = timeouts;
    }

    /** A member, and the connection to it. */
    final class Source implements AutoCloseable {
        final Member member;
        final OutgoingConnection connection;

        private Source(Member member, OutgoingConnection connection) throws IOException {
            this.member = member;
            this.connection = connection;
            open.add(this);
            if (isStopped()) {
                close();
                throw new IOException("stopping");
            }
        }

        @Override
        public void close() {
            open.remove(this);
            connection.close();
        }

        @Override
        public String toString() {
            return member.id();
        }
    }

    Source connect(Member member) throws IOException {
        return new Source(member, connections.connect(member));
    }

    /** A connection that waits longer for an answer. */
    Source connectForList(Member member) throws IOException {
        Duration network = timeouts.network().compareTo(LIST_TIMEOUT) > 0 ? timeouts.network() : LIST_TIMEOUT;
        return new Source(
                member, dialer.connect(member.address(), new OutgoingConnection.Timeouts(timeouts.connect(), network)));
    }

    boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** Waits so long, or until this is stopped; then it returns true. */
    boolean awaitStop(Duration atMost) {
        try {
            return stopped.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    void stop() {
        stopped.countDown();
        open.forEach(Source::close);
    }
}
