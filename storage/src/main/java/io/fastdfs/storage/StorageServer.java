package io.fastdfs.storage;

import io.fastdfs.server.Listener;
import io.fastdfs.server.OutgoingConnection;
import io.fastdfs.server.RequestHandler;
import io.fastdfs.server.log.AccessLog;
import io.fastdfs.storage.disk.Disk;
import io.fastdfs.storage.disk.LocalDisk;
import io.fastdfs.storage.fetch.Fetch;
import io.fastdfs.storage.fetch.LostFiles;
import io.fastdfs.storage.group.CatchUp;
import io.fastdfs.storage.group.GroupView;
import io.fastdfs.storage.group.Member;
import io.fastdfs.storage.group.MemberConnections;
import io.fastdfs.storage.group.Membership;
import io.fastdfs.storage.group.Negotiation;
import io.fastdfs.storage.group.Renaming;
import io.fastdfs.storage.group.SyncedUntil;
import io.fastdfs.storage.recovery.DiskRecovery;
import io.fastdfs.storage.recovery.Gate;
import io.fastdfs.storage.recovery.RecoveryParts;
import io.fastdfs.storage.replica.CopyCheck;
import io.fastdfs.storage.replica.ReplicaHandler;
import io.fastdfs.storage.report.Advertised;
import io.fastdfs.storage.report.ClusterParameters;
import io.fastdfs.storage.report.Identity;
import io.fastdfs.storage.report.TrackerCalls;
import io.fastdfs.storage.report.TrackerSession;
import io.fastdfs.storage.shelf.Shelf;
import io.fastdfs.storage.sync.MarkFiles;
import io.fastdfs.storage.sync.Replication;
import io.fastdfs.storage.sync.SyncParts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * One storage: opens its disks, serves clients, replicates to the other members of its group, and reports to its trackers
 * until it is closed.
 */
public final class StorageServer implements AutoCloseable {
    private final long startSeconds = System.currentTimeMillis() / 1000;
    private final LocalStorage local;
    private final Gate gate;
    private final Listener listener;
    private final DiskRecovery recovery;
    private final Replication replication;
    private final LostFiles lost;
    private final List<TrackerSession> sessions;
    private final Periodic counters;
    private final Optional<Periodic> packing;
    private volatile ClusterParameters parameters = ClusterParameters.ALONE;

    /** Makes folders where they are missing and binds the port; {@link #start} begins to serve. */
    public StorageServer(StorageConfig config) throws IOException {
        this(config, Optional.empty());
    }

    /** The same, with an access log if there is one. */
    public StorageServer(StorageConfig config, Optional<AccessLog> accessLog) throws IOException {
        this(config, accessLog, new LocalDisk());
    }

    /** A storage on this disk. */
    StorageServer(StorageConfig config, Optional<AccessLog> accessLog, Disk disk) throws IOException {
        local = LocalStorage.open(config, disk, () -> parameters);
        try {
            Shelf shelf = local.shelf();
            Membership membership = new Membership();
            MemberConnections members = new MemberConnections(local.dialer(), membership, timeouts(config));
            Fetch fetch = new Fetch(shelf, membership, members);
            SyncedUntil synced = new SyncedUntil();
            ReplicaHandler replicas = new ReplicaHandler(shelf, new CopyCheck(membership, fetch), synced);
            Negotiation negotiation =
                    new Negotiation(local.flag(), config.trackers().size());
            GroupView group = new GroupView(membership, negotiation, synced);
            Path folder = config.basePath().resolve("data").resolve("sync");
            lost = new LostFiles(shelf, fetch, folder);
            TrackerCalls trackers =
                    new TrackerCalls(config.trackers(), local.dialer(), config.group(), group, timeouts(config));
            replication = new Replication(
                    new SyncParts(
                            config.sync(), folder, shelf, membership, trackers, members, fetch, Clock.systemUTC()),
                    peer -> markName(folder, peer));
            Dispatch dispatch = new Dispatch(
                    shelf,
                    membership,
                    fetch,
                    new Dispatch.Replicating(replicas, replication),
                    new SelfReport(config, shelf.paths(), startSeconds, Clock.systemUTC()));
            gate = new Gate(handler(dispatch, accessLog));
            listener = new Listener(config.listen(), limits(config.connections()), gate);
            Identity identity = identity(config);
            recovery = new DiskRecovery(
                    new RecoveryParts(shelf, identity, membership, trackers, members, fetch, timeouts(config), folder),
                    config.disks().recoveryThreads(),
                    !local.wasKilled());
            sessions = sessions(config, identity, group, new CatchUp(membership, members));
            counters = new Periodic("counters", config.intervals().statFile(), local::writeCounters);
            packing = config.intervals().packBinlog().map(at -> Periodic.daily("packing", at, local::packBinlog));
            local.usePort(listener.address().getPort());
        } catch (IOException e) {
            local.close();
            throw e;
        }
    }

    private static OutgoingConnection.Timeouts timeouts(StorageConfig config) {
        return new OutgoingConnection.Timeouts(
                config.connections().connectTimeout(), config.connections().networkTimeout());
    }

    private static Listener.Limits limits(StorageConfig.Connections connections) {
        return new Listener.Limits(connections.max(), connections.networkTimeout(), true, connections.allowed());
    }

    private static RequestHandler handler(Dispatch dispatch, Optional<AccessLog> accessLog) {
        return accessLog
                .<RequestHandler>map(log -> new AccessRecorder(dispatch, log))
                .orElse(dispatch);
    }

    private Identity identity(StorageConfig config) {
        return new Identity(
                config.group(),
                config.serverId(),
                local.dialer(),
                local.source(),
                Advertised.of(
                        config.connections().advertised(), listener.address().getPort()),
                local.shelf().paths(),
                config.disks().subdirCount(),
                config.uploadPriority(),
                config.trackers(),
                startSeconds,
                local.shelf().counters(),
                listener::connectionCount);
    }

    private List<TrackerSession> sessions(StorageConfig config, Identity identity, GroupView group, CatchUp catchUp) {
        TrackerSession.Timing timing = new TrackerSession.Timing(
                config.intervals().heartBeat(), config.intervals().statReport(), timeouts(config));
        Renaming renaming = new Renaming(
                local.flag(),
                config.group(),
                (before, now) -> replication.moved(before, now, address().getPort()));
        return config.trackers().stream()
                .map(tracker -> new TrackerSession(
                        tracker,
                        identity,
                        timing,
                        new TrackerSession.OfGroup(group, renaming, catchUp),
                        heard -> parameters = heard))
                .toList();
    }

    /** Asked when the first tracker has been heard. Without storage ids this storage's own port is part of the name, as in C. */
    private String markName(Path folder, Member peer) {
        int port = address().getPort();
        return parameters.useStorageId()
                ? MarkFiles.withIds(folder, peer, port)
                : MarkFiles.withoutIds(peer.id(), port);
    }

    public InetSocketAddress address() {
        return listener.address();
    }

    /** Serves at once, or, if a store path was replaced, as soon as its files are back; until then clients are turned away. */
    public void start() throws IOException {
        if (recovery.isNeeded()) {
            listener.start();
            recovery.start(this::serve);
        } else {
            serve();
            listener.start();
        }
    }

    /** After a kill, first looks whether what the binlog says is there. */
    private void serve() throws IOException {
        if (local.wasKilled()) {
            lost.findAfterKill();
        }
        gate.open();
        replication.start();
        sessions.forEach(TrackerSession::start);
        lost.startFetching();
        counters.start();
        packing.ifPresent(Periodic::start);
    }

    /** Ends what clients have begun, then the connections to other servers, and writes what is not written yet. */
    @Override
    public void close() throws IOException {
        recovery.close();
        listener.close();
        for (TrackerSession session : sessions) {
            session.close();
        }
        replication.close();
        lost.close();
        counters.close();
        local.close();
        packing.ifPresent(Periodic::close); // It gives up what it has begun.
    }
}
