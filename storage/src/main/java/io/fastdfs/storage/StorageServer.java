package io.fastdfs.storage;

import io.fastdfs.protocol.storage.ReportServerId;
import io.fastdfs.server.Listener;
import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.server.TransferBuffers;
import io.fastdfs.storage.binlog.Binlog;
import io.fastdfs.storage.disk.Disk;
import io.fastdfs.storage.disk.FileLocks;
import io.fastdfs.storage.disk.FolderCursor;
import io.fastdfs.storage.disk.LocalDisk;
import io.fastdfs.storage.disk.NameSource;
import io.fastdfs.storage.disk.NewNames;
import io.fastdfs.storage.disk.StorePath;
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
import io.fastdfs.storage.shelf.Shelf;
import io.fastdfs.storage.sync.Replication;
import io.fastdfs.storage.sync.SyncConfig;
import io.fastdfs.storage.sync.SyncParts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;

/** One storage: opens its disks, listens, and reports to its trackers until it is closed. */
public final class StorageServer implements AutoCloseable {
    private final Binlog binlog;
    private final Listener listener;
    private final Replication replication;
    private final List<TrackerSession> sessions;
    private volatile ClusterParameters parameters = ClusterParameters.ALONE;

    /** Makes folders where they are missing and binds the port; {@link #start} begins to serve. */
    public StorageServer(StorageConfig config) throws IOException {
        this(config, new LocalDisk());
    }

    /** A storage on this disk. */
    StorageServer(StorageConfig config, Disk disk) throws IOException {
        StorePaths paths = StorePaths.open(
                config.storePaths(),
                index -> new StorePath.Settings(
                        config.readonlyStorePaths().contains(index),
                        config.subdirCountPerPath(),
                        config.diskReaderThreads(),
                        config.diskWriterThreads()),
                disk);
        NameSource source = sourceOfNames(config);
        FolderCursor cursor = new FolderCursor(
                FolderCursor.Position.START, config.subdirCountPerPath(), config.fileDistributeRotateCount());
        Counters counters = new Counters();
        binlog = Binlog.open(config.basePath(), disk);
        Shelf shelf = new Shelf(
                config.group(),
                paths,
                new NewNames(source, cursor),
                new FileLocks(),
                new TransferBuffers(),
                binlog,
                counters,
                () -> parameters);
        InetAddress own = config.bind().getAddress();
        Membership membership = new Membership();
        membership.identify(own.getHostAddress());
        SyncedUntil synced = new SyncedUntil();
        long now = System.currentTimeMillis() / 1000;
        Negotiation negotiation =
                new Negotiation(new UnkeptJoinState(now), config.trackers().size());
        GroupView group = new GroupView(membership, negotiation, synced);
        ReplicaHandler replicas = new ReplicaHandler(shelf, (peer, filename, content) -> {}, synced);
        listener = new Listener(
                config.bind(),
                new Listener.Limits(config.maxConnections(), config.networkTimeout(), true),
                new Dispatch(shelf, replicas));
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
                source,
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

    private static NameSource sourceOfNames(StorageConfig config) throws IOException {
        InetAddress bind = config.bind().getAddress();
        if (!bind.isAnyLocalAddress()) {
            return NameSource.of(bind);
        }
        return config.trackers().isEmpty() ? NameSource.ofThisHost() : NameSource.asSeenByTrackers();
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
