package io.fastdfs.storage;

import io.fastdfs.protocol.Width;
import io.fastdfs.protocol.storage.ReportServerId;
import io.fastdfs.server.Listener;
import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.server.TransferBuffers;
import io.fastdfs.storage.binlog.Binlog;
import io.fastdfs.storage.disk.FileLocks;
import io.fastdfs.storage.disk.NewNames;
import io.fastdfs.storage.disk.Reserve;
import io.fastdfs.storage.disk.Shelf;
import io.fastdfs.storage.disk.StorePaths;
import io.fastdfs.storage.group.GroupView;
import io.fastdfs.storage.group.Membership;
import io.fastdfs.storage.group.Negotiation;
import io.fastdfs.storage.group.SyncedUntil;
import io.fastdfs.storage.group.UnkeptJoinState;
import io.fastdfs.storage.replica.ReplicaHandler;
import io.fastdfs.storage.report.ClusterParameters;
import io.fastdfs.storage.report.Counters;
import io.fastdfs.storage.report.Identity;
import io.fastdfs.storage.report.TrackerCalls;
import io.fastdfs.storage.report.TrackerSession;
import io.fastdfs.storage.sync.Replication;
import io.fastdfs.storage.sync.SyncConfig;
import io.fastdfs.storage.sync.SyncParts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;

/** One storage: opens its disks, listens, and reports to its trackers until it is closed. */
public final class StorageServer implements AutoCloseable {
    private final StorePaths paths;
    private final Binlog binlog;
    private final Listener listener;
    private final Replication replication;
    private final List<TrackerSession> sessions;
    private volatile ClusterParameters parameters = new ClusterParameters(new Reserve.Megabytes(0), Width.IPV4);

    /** Makes folders where they are missing and binds the port; {@link #start} begins to serve. */
    public StorageServer(StorageConfig config) throws IOException {
        paths = StorePaths.open(config.storePaths(), config.subdirCountPerPath());
        binlog = Binlog.open(config.basePath());
        NewNames names =
                new NewNames(sourceOf(config.bind()), config.subdirCountPerPath(), config.fileDistributeRotateCount());
        Shelf shelf = new Shelf(
                config.group(),
                paths,
                names,
                new FileLocks(),
                new TransferBuffers(),
                binlog,
                () -> parameters.reserve());
        Counters counters = new Counters();
        InetAddress own = config.bind().getAddress();
        Membership membership = new Membership();
        membership.identify(own.getHostAddress());
        SyncedUntil synced = new SyncedUntil();
        long now = System.currentTimeMillis() / 1000;
        Negotiation negotiation =
                new Negotiation(new UnkeptJoinState(now), config.trackers().size());
        GroupView group = new GroupView(membership, negotiation, synced);
        ReplicaHandler replicas = new ReplicaHandler(shelf, (peer, filename, content) -> {}, synced);
        Dispatch dispatch = new Dispatch(shelf, replicas, () -> parameters.addressWidth(), counters);
        listener = new Listener(
                config.bind(), new Listener.Limits(config.maxConnections(), config.networkTimeout(), true), dispatch);
        int port = listener.address().getPort();
        OutgoingConnection.Timeouts timeouts =
                new OutgoingConnection.Timeouts(config.networkTimeout(), config.networkTimeout());
        replication = new Replication(
                new SyncParts(
                        SyncConfig.defaults(config.basePath().resolve("data").resolve("sync")),
                        config.group(),
                        binlog,
                        paths,
                        membership,
                        new TrackerCalls(config.trackers(), own, config.group(), group, timeouts),
                        member -> introduced(new OutgoingConnection(member.address(), own, timeouts), membership),
                        filename -> false,
                        Clock.systemUTC()),
                "_" + port + ".mark");
        Identity identity = new Identity(
                config.group(),
                own,
                port,
                paths,
                config.subdirCountPerPath(),
                config.trackers(),
                now,
                counters,
                listener::connectionCount);
        TrackerSession.Timing timing =
                new TrackerSession.Timing(config.heartBeatInterval(), config.statReportInterval(), timeouts);
        sessions = config.trackers().stream()
                .map(tracker -> new TrackerSession(tracker, identity, timing, group, heard -> parameters = heard))
                .toList();
    }

    private static OutgoingConnection introduced(OutgoingConnection connection, Membership membership)
            throws IOException {
        connection.ask(new ReportServerId(membership.ownId())).end();
        return connection;
    }

    /** The four source bytes of every name made here. */
    private static int sourceOf(InetSocketAddress bind) {
        byte[] address = bind.getAddress().getAddress();
        return ByteBuffer.wrap(address, address.length == 4 ? 0 : 8, 4).getInt();
    }

    public InetSocketAddress address() {
        return listener.address();
    }

    public void start() {
        listener.start();
        replication.start();
        sessions.forEach(TrackerSession::start);
    }

    /** Closes the connections, waits for what they were doing, and flushes the binlog. */
    @Override
    public void close() throws IOException {
        for (TrackerSession session : sessions) {
            session.close();
        }
        replication.close();
        listener.close();
        binlog.close();
    }
}
