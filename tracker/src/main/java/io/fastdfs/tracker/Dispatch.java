package io.fastdfs.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Header;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.Width;
import io.fastdfs.protocol.tracker.ChangeLogReply;
import io.fastdfs.protocol.tracker.ChangeStatus;
import io.fastdfs.protocol.tracker.Connections;
import io.fastdfs.protocol.tracker.DeleteGroup;
import io.fastdfs.protocol.tracker.DeleteStorage;
import io.fastdfs.protocol.tracker.DiskUsage;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.FetchStorageIds;
import io.fastdfs.protocol.tracker.FindStorage;
import io.fastdfs.protocol.tracker.GetMyIp;
import io.fastdfs.protocol.tracker.GetStorages;
import io.fastdfs.protocol.tracker.GetTrackers;
import io.fastdfs.protocol.tracker.GetVolumes;
import io.fastdfs.protocol.tracker.GroupStat;
import io.fastdfs.protocol.tracker.JoinReply;
import io.fastdfs.protocol.tracker.Leader;
import io.fastdfs.protocol.tracker.ListGroup;
import io.fastdfs.protocol.tracker.ListStorages;
import io.fastdfs.protocol.tracker.OfStorage;
import io.fastdfs.protocol.tracker.QueryFetch;
import io.fastdfs.protocol.tracker.QueryStore;
import io.fastdfs.protocol.tracker.ReplicaChange;
import io.fastdfs.protocol.tracker.ReportIpChanged;
import io.fastdfs.protocol.tracker.ReportStatus;
import io.fastdfs.protocol.tracker.SetTrunkServer;
import io.fastdfs.protocol.tracker.StorageBeat;
import io.fastdfs.protocol.tracker.StorageIds;
import io.fastdfs.protocol.tracker.StorageJoin;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.SyncNotify;
import io.fastdfs.protocol.tracker.SyncReport;
import io.fastdfs.protocol.tracker.SyncSource;
import io.fastdfs.protocol.tracker.TrackerStats;
import io.fastdfs.protocol.tracker.TrackerStatus;
import io.fastdfs.server.Connection;
import io.fastdfs.server.RequestHandler;
import io.fastdfs.tracker.cluster.Cluster;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Decodes each request, asks the cluster, and encodes the answer. */
final class Dispatch implements RequestHandler {
    /** The largest frame that a C tracker reads with its shipped configuration. */
    private static final int MAX_BODY = 256 * 1024 - Header.BYTES;

    private static final int ELECTION_STEP_SECONDS = 300;
    /** The release of C whose protocol this is. */
    private static final String VERSION = "6.16.1";

    private final TrackerConfig config;
    private final Cluster cluster;
    private final Clock clock;
    private final IntSupplier connections;
    private final IntSupplier port;
    private final Instant started;

    /** Makes one; {@code connections} are those open now, {@code port} is where the tracker listens. */
    Dispatch(TrackerConfig config, Cluster cluster, Clock clock, IntSupplier connections, IntSupplier port) {
        this.config = config;
        this.cluster = cluster;
        this.clock = clock;
        this.connections = connections;
        this.port = port;
        this.started = clock.instant();
    }

    @Override
    public void handle(Connection peer, Header request) throws IOException {
        if (request.bodyLength() > MAX_BODY) {
            throw new IOException("body of " + request.bodyLength() + " bytes, " + MAX_BODY + " allowed");
        }
        BodyReader body = peer.readBody(request.bodyLength(), MAX_BODY);
        Command command = Command.of(request.command());
        if (command == null) {
            throw FdfsException.invalid("unknown command " + request.command());
        }
        switch (command) {
            case QUIT -> peer.close();
            case STORAGE_JOIN, STORAGE_BEAT, STORAGE_REPORT_DISK_USAGE, STORAGE_SYNC_REPORT, STORAGE_PARAMETER_REQ ->
                peer.reply(storage(peer, command, body));
            case STORAGE_SYNC_DEST_REQ,
                    STORAGE_SYNC_DEST_QUERY,
                    STORAGE_SYNC_SRC_REQ,
                    STORAGE_SYNC_NOTIFY,
                    STORAGE_CHANGE_STATUS,
                    STORAGE_REPORT_STATUS,
                    STORAGE_REPLICA_CHG -> peer.reply(membership(peer, command, body));
            case STORAGE_GET_MY_IP, STORAGE_FETCH_STORAGE_IDS, STORAGE_GET_SERVER_ID, STORAGE_GET_STATUS ->
                peer.reply(identity(peer, command, body));
            case SERVICE_QUERY_STORE_WITHOUT_GROUP_ONE,
                    SERVICE_QUERY_STORE_WITH_GROUP_ONE,
                    SERVICE_QUERY_STORE_WITHOUT_GROUP_ALL,
                    SERVICE_QUERY_STORE_WITH_GROUP_ALL,
                    SERVICE_QUERY_FETCH_ONE,
                    SERVICE_QUERY_FETCH_ALL,
                    SERVICE_QUERY_UPDATE -> peer.reply(query(command, body));
            case SERVER_LIST_ALL_GROUPS, SERVER_LIST_ONE_GROUP, SERVER_LIST_STORAGE -> peer.reply(list(command, body));
            case SERVER_DELETE_STORAGE,
                    SERVER_DELETE_GROUP,
                    SERVER_SET_TRUNK_SERVER,
                    SERVER_GET_LEADER,
                    SERVER_TRACKER_CLUSTER_STAT,
                    SERVER_STORAGE_CLUSTER_STAT,
                    SERVER_STORAGE_VOLUMN_STAT,
                    TRACKER_GET_STATUS -> peer.reply(administration(peer, command, body));
            case STORAGE_CHANGELOG_REQ, STORAGE_REPORT_IP_CHANGED -> peer.reply(changes(peer, command, body));
            case STORAGE_FETCH_TRUNK_FID, STORAGE_REPORT_TRUNK_FID, STORAGE_REPORT_TRUNK_FREE ->
                throw trunkRefusal(peer);
            case STORAGE_GET_GROUP_NAME ->
                throw new FdfsException(Status.EOPNOTSUPP, "this cluster has no storage ids");
            case ACTIVE_TEST -> {
                body.end();
                peer.reply(Status.OK);
            }
            default -> throw FdfsException.invalid(command + " is not served by this tracker");
        }
    }

    private BodyWriter query(Command command, BodyReader body) throws FdfsException {
        BodyWriter reply = new BodyWriter();
        switch (command) {
            case SERVICE_QUERY_FETCH_ONE, SERVICE_QUERY_FETCH_ALL, SERVICE_QUERY_UPDATE -> {
                QueryFetch asked = QueryFetch.decode(command, body);
                var answer = switch (command) {
                    case SERVICE_QUERY_FETCH_ONE -> cluster.whereToFetch(asked.group(), asked.filename());
                    case SERVICE_QUERY_FETCH_ALL -> cluster.allToFetch(asked.group(), asked.filename());
                    default -> cluster.whereToUpdate(asked.group(), asked.filename());
                };
                answer.encode(reply, Width.IPV4);
            }
            default -> {
                QueryStore asked = QueryStore.decode(command, body);
                cluster.whereToStore(asked.group(), asked.all()).encode(reply, Width.IPV4);
            }
        }
        return reply;
    }

    private BodyWriter list(Command command, BodyReader body) throws FdfsException {
        BodyWriter reply = new BodyWriter(1024);
        switch (command) {
            case SERVER_LIST_ALL_GROUPS -> {
                body.end();
                cluster.groups().forEach(group -> encode(group, reply));
            }
            case SERVER_LIST_ONE_GROUP ->
                encode(cluster.groupStat(ListGroup.decode(body).group()), reply);
            default -> {
                ListStorages asked = ListStorages.decode(body);
                cluster.storages(asked.group(), asked.storageId()).forEach(storage -> encode(storage, reply));
            }
        }
        return reply;
    }

    private void encode(GroupStat group, BodyWriter reply) {
        if (config.groupStatLayout() == GroupStat.OLD_BYTES) {
            group.encodeOld(reply);
        } else {
            group.encode(reply);
        }
    }

    private void encode(StorageStat storage, BodyWriter reply) {
        if (config.groupStatLayout() == GroupStat.OLD_BYTES) {
            storage.encodeOld(reply);
        } else {
            storage.encode(reply, Width.IPV4);
        }
    }

    /** Commands of monitors and operators. A tracker alone leads. */
    private BodyWriter administration(Connection peer, Command command, BodyReader body) throws FdfsException {
        BodyWriter reply = new BodyWriter();
        switch (command) {
            case SERVER_DELETE_STORAGE -> {
                DeleteStorage asked = DeleteStorage.decode(body);
                cluster.deleteStorage(asked.group(), asked.storageId());
            }
            case SERVER_DELETE_GROUP ->
                cluster.deleteGroup(DeleteGroup.decode(body).group());
            case SERVER_SET_TRUNK_SERVER -> {
                SetTrunkServer.decode(body);
                throw new FdfsException(Status.EOPNOTSUPP, "this cluster has no trunk files");
            }
            case SERVER_GET_LEADER -> {
                body.end();
                new Leader(command, self(peer).address()).encode(reply);
            }
            case SERVER_TRACKER_CLUSTER_STAT -> {
                GetTrackers filter = GetTrackers.decode(body);
                TrackerStats.Tracker self = selfStat(peer);
                new TrackerStats(filter.wants(self) ? List.of(self) : List.of()).encode(reply);
            }
            case SERVER_STORAGE_CLUSTER_STAT ->
                cluster.storages(GetStorages.decode(body)).encode(reply);
            case SERVER_STORAGE_VOLUMN_STAT ->
                cluster.volumes(GetVolumes.decode(body)).encode(reply);
            default -> {
                body.end();
                if (!cluster.hasGroups()) {
                    throw new FdfsException(
                            Status.ENOENT, "no storage has joined yet, so this tracker is no candidate");
                }
                new TrackerStatus(true, rounded(upSeconds()), 0).encode(reply);
            }
        }
        return reply;
    }

    private Leader self(Connection peer) {
        Endpoint self = leader(peer);
        String address = self.address().indexOf(':') < 0 ? self.address() : "[" + self.address() + "]";
        return new Leader(Command.SERVER_GET_LEADER, address + ":" + self.port());
    }

    private TrackerStats.Tracker selfStat(Connection peer) {
        int current = connections.getAsInt();
        return new TrackerStats.Tracker(
                self(peer).address(),
                true,
                true,
                new Connections(current, current, config.maxConnections()),
                VERSION,
                started.getEpochSecond(),
                0);
    }

    private long upSeconds() {
        return clock.instant().getEpochSecond() - started.getEpochSecond();
    }

    /** Trackers compare their times in steps, so that small differences decide nothing. */
    private static long rounded(long seconds) {
        return seconds - seconds % ELECTION_STEP_SECONDS;
    }

    private BodyWriter changes(Connection peer, Command command, BodyReader body) throws FdfsException {
        BodyWriter reply = new BodyWriter();
        if (command == Command.STORAGE_REPORT_IP_CHANGED) {
            ReportIpChanged report = ReportIpChanged.decode(body);
            if (!report.newAddress().equals(peer.remoteAddress().getHostAddress())) {
                throw FdfsException.invalid("new address " + report.newAddress() + " reported from " + peer);
            }
            cluster.addressChanged(report.group(), report.oldAddress(), report.newAddress());
        } else if (peer.attachment() instanceof Cluster.Member member) {
            body.end();
            new ChangeLogReply(cluster.changeLogFor(member)).encode(reply);
        } else {
            OfStorage asked = OfStorage.decode(command, body);
            new ChangeLogReply(cluster.changeLogFor(asked.group(), asked.storageId())).encode(reply);
        }
        return reply;
    }

    /** Without trunk files no storage is the trunk server of its group. */
    private static FdfsException trunkRefusal(Connection peer) throws FdfsException {
        joined(peer);
        return FdfsException.invalid("this cluster has no trunk files");
    }

    private BodyWriter storage(Connection peer, Command command, BodyReader body) throws FdfsException {
        BodyWriter reply = new BodyWriter();
        switch (command) {
            case STORAGE_JOIN -> {
                var member = cluster.join(
                        StorageJoin.decode(body), peer.remoteAddress().getHostAddress());
                peer.attach(member);
                new JoinReply(member.status(), member.sourceId()).encode(reply);
            }
            case STORAGE_BEAT -> {
                Cluster.Member member = joined(peer);
                cluster.beat(member, StorageBeat.decode(body));
                cluster.changes(member, leader(peer)).encode(reply);
            }
            case STORAGE_REPORT_DISK_USAGE -> {
                Cluster.Member member = joined(peer);
                cluster.diskUsage(member, DiskUsage.decode(body));
                cluster.changes(member, leader(peer)).encode(reply);
            }
            case STORAGE_SYNC_REPORT -> {
                Cluster.Member member = joined(peer);
                cluster.syncReported(member, SyncReport.decode(body));
                cluster.changes(member, leader(peer)).encode(reply);
            }
            default -> {
                body.end();
                reply.text(Parameters.of(config));
            }
        }
        return reply;
    }

    private BodyWriter membership(Connection peer, Command command, BodyReader body) throws FdfsException {
        BodyWriter reply = new BodyWriter();
        switch (command) {
            case STORAGE_SYNC_DEST_REQ -> {
                body.end();
                cluster.chooseSource(joined(peer));
                encode(cluster.syncSource(joined(peer)), reply);
            }
            case STORAGE_SYNC_DEST_QUERY -> {
                body.end();
                encode(cluster.syncSource(joined(peer)), reply);
            }
            case STORAGE_SYNC_SRC_REQ -> {
                OfStorage asked = OfStorage.decode(command, body);
                encode(cluster.syncSource(asked.group(), asked.storageId()), reply);
            }
            case STORAGE_SYNC_NOTIFY ->
                cluster.syncNotified(joined(peer), SyncNotify.decode(body).source());
            case STORAGE_CHANGE_STATUS ->
                cluster.changeStatus(joined(peer), ChangeStatus.decode(body).changedTo());
            case STORAGE_REPORT_STATUS -> {
                ReportStatus report = ReportStatus.decode(body);
                cluster.statusReported(report.group(), report.storage());
            }
            default -> ReplicaChange.decode(body); // A leader knows better, and a tracker alone is the leader.
        }
        return reply;
    }

    private static void encode(@Nullable SyncSource source, BodyWriter reply) {
        if (source != null) {
            source.encode(reply);
        }
    }

    private BodyWriter identity(Connection peer, Command command, BodyReader body) throws FdfsException {
        BodyWriter reply = new BodyWriter();
        switch (command) {
            case STORAGE_GET_MY_IP -> {
                GetMyIp.decode(body);
                reply.text(peer.remoteAddress().getHostAddress());
            }
            case STORAGE_FETCH_STORAGE_IDS -> {
                if (!FetchStorageIds.decode(body).allowEmpty()) {
                    throw new FdfsException(Status.EOPNOTSUPP, "this cluster has no storage ids");
                }
                new StorageIds(0, List.of()).encode(reply);
            }
            case STORAGE_GET_SERVER_ID -> reply.text(address(peer, FindStorage.decode(command, body)));
            default -> {
                FindStorage asked = FindStorage.decode(command, body);
                cluster.storageBrief(asked.group(), address(peer, asked)).encode(reply);
            }
        }
        return reply;
    }

    /** Without storage ids the id of a storage is its address. */
    private static String address(Connection peer, FindStorage asked) {
        String host = asked.host();
        int colon = host.lastIndexOf(':');
        if (host.isEmpty()) {
            return peer.remoteAddress().getHostAddress();
        }
        return colon < 0 ? host : host.substring(0, colon);
    }

    private static Cluster.Member joined(Connection peer) throws FdfsException {
        if (peer.attachment() instanceof Cluster.Member member) {
            return member;
        }
        throw new FdfsException(Status.EACCES, peer + " has not joined");
    }

    /** A tracker alone is its own leader, at the address by which the storage reached it. */
    private Endpoint leader(Connection peer) {
        return new Endpoint(peer.localAddress().getHostAddress(), port.getAsInt());
    }

    @Override
    public void closed(Connection peer) {
        if (peer.attachment() instanceof Cluster.Member member) {
            cluster.left(member);
        }
    }
}
