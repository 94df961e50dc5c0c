package io.fastdfs.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Header;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.Width;
import io.fastdfs.protocol.tracker.ChangeStatus;
import io.fastdfs.protocol.tracker.DiskUsage;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.FetchStorageIds;
import io.fastdfs.protocol.tracker.FindStorage;
import io.fastdfs.protocol.tracker.GetMyIp;
import io.fastdfs.protocol.tracker.GroupStat;
import io.fastdfs.protocol.tracker.JoinReply;
import io.fastdfs.protocol.tracker.ListGroup;
import io.fastdfs.protocol.tracker.ListStorages;
import io.fastdfs.protocol.tracker.OfStorage;
import io.fastdfs.protocol.tracker.QueryFetch;
import io.fastdfs.protocol.tracker.QueryStore;
import io.fastdfs.protocol.tracker.ReplicaChange;
import io.fastdfs.protocol.tracker.ReportStatus;
import io.fastdfs.protocol.tracker.StorageBeat;
import io.fastdfs.protocol.tracker.StorageIds;
import io.fastdfs.protocol.tracker.StorageJoin;
import io.fastdfs.protocol.tracker.SyncNotify;
import io.fastdfs.protocol.tracker.SyncReport;
import io.fastdfs.protocol.tracker.SyncSource;
import io.fastdfs.server.Connection;
import io.fastdfs.server.RequestHandler;
import io.fastdfs.tracker.cluster.Cluster;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decodes each request, asks the cluster, and encodes the answer. */
final class Dispatch implements RequestHandler {
    /** The largest frame that a C tracker reads with its shipped configuration. */
    private static final int MAX_BODY = 256 * 1024 - Header.BYTES;

    private final TrackerConfig config;
    private final Cluster cluster;

    Dispatch(TrackerConfig config, Cluster cluster) {
        this.config = config;
        this.cluster = cluster;
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
                cluster.storages(asked.group(), asked.storageId())
                        .forEach(storage -> storage.encode(reply, Width.IPV4));
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
        return new Endpoint(peer.localAddress().getHostAddress(), config.bind().getPort());
    }

    @Override
    public void closed(Connection peer) {
        if (peer.attachment() instanceof Cluster.Member member) {
            cluster.left(member);
        }
    }
}
