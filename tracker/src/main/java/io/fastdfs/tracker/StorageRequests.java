package io.fastdfs.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.IpText;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.AdvertiseAddress;
import io.fastdfs.protocol.tracker.ChangeList;
import io.fastdfs.protocol.tracker.ChangeLogReply;
import io.fastdfs.protocol.tracker.ChangeStatus;
import io.fastdfs.protocol.tracker.DiskUsage;
import io.fastdfs.protocol.tracker.FetchStorageIds;
import io.fastdfs.protocol.tracker.FindStorage;
import io.fastdfs.protocol.tracker.GetGroupName;
import io.fastdfs.protocol.tracker.GetMyIp;
import io.fastdfs.protocol.tracker.GroupName;
import io.fastdfs.protocol.tracker.JoinReply;
import io.fastdfs.protocol.tracker.MyIpReply;
import io.fastdfs.protocol.tracker.OfStorage;
import io.fastdfs.protocol.tracker.ParametersReply;
import io.fastdfs.protocol.tracker.ReplicaChange;
import io.fastdfs.protocol.tracker.ReportIpChanged;
import io.fastdfs.protocol.tracker.ReportStatus;
import io.fastdfs.protocol.tracker.ServerIdReply;
import io.fastdfs.protocol.tracker.StorageBeat;
import io.fastdfs.protocol.tracker.StorageBrief;
import io.fastdfs.protocol.tracker.StorageIds;
import io.fastdfs.protocol.tracker.StorageJoin;
import io.fastdfs.protocol.tracker.SyncNotify;
import io.fastdfs.protocol.tracker.SyncReport;
import io.fastdfs.protocol.tracker.SyncSource;
import io.fastdfs.protocol.tracker.TrunkFileId;
import io.fastdfs.protocol.tracker.TrunkFreeSpace;
import io.fastdfs.server.Connection;
import io.fastdfs.tracker.cluster.Cluster;
import io.fastdfs.tracker.cluster.Member;
import io.fastdfs.tracker.cluster.News;
import io.fastdfs.tracker.identity.Identities;
import io.fastdfs.tracker.leader.Leadership;
import io.fastdfs.tracker.leader.StateCopy;
import io.fastdfs.tracker.leader.TrackerAddress;
import io.fastdfs.tracker.leader.TrackerList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What storages report and ask. Those that need a join are refused with EACCES before their body is looked at. */
final class StorageRequests {
    private static final Logger log = LoggerFactory.getLogger(StorageRequests.class);

    private final Identities identities;
    private final ParametersReply parameters;
    private final Cluster cluster;
    private final Trackers trackers;
    private final Self self;

    /** What a join teaches about the trackers, and who of them leads. */
    record Trackers(TrackerList list, Leadership leadership, StateCopy stateCopy) {}

    StorageRequests(TrackerConfig config, Cluster cluster, Trackers trackers, Self self) {
        this.identities = config.identities();
        this.parameters = Parameters.of(config);
        this.cluster = cluster;
        this.trackers = trackers;
        this.self = self;
    }

    void answer(Connection peer, Command command, BodyReader body, BodyWriter reply) throws FdfsException {
        switch (command) {
            case STORAGE_JOIN -> join(peer, StorageJoin.decode(body)).encode(reply);
            case STORAGE_BEAT -> {
                cluster.beat(joined(peer), StorageBeat.decode(body));
                news(peer, reply);
            }
            case STORAGE_REPORT_DISK_USAGE -> {
                cluster.diskUsage(joined(peer), DiskUsage.decode(body));
                news(peer, reply);
            }
            case STORAGE_SYNC_REPORT -> {
                cluster.syncReported(joined(peer), SyncReport.decode(body));
                news(peer, reply);
            }
            case STORAGE_CHANGE_STATUS ->
                cluster.statusAtLeader(joined(peer), ChangeStatus.decode(body).changedTo());
            case STORAGE_REPLICA_CHG -> {
                Member member = joined(peer);
                ReplicaChange change = ReplicaChange.decode(body);
                if (!trackers.leadership.isSelf()) { // A leader knows better.
                    cluster.membersReported(member, change.storages());
                }
            }
            case STORAGE_FETCH_TRUNK_FID -> new TrunkFileId(cluster.trunkFileId(alone(peer, body))).encode(reply);
            case STORAGE_REPORT_TRUNK_FID ->
                cluster.trunkFileMade(joined(peer), TrunkFileId.decode(body).number());
            case STORAGE_REPORT_TRUNK_FREE ->
                cluster.trunkSpace(joined(peer), TrunkFreeSpace.decode(body).megabytes());
            case STORAGE_SYNC_DEST_REQ -> encode(cluster.chooseSource(alone(peer, body)), reply);
            case STORAGE_SYNC_DEST_QUERY -> encode(cluster.syncSource(alone(peer, body)), reply);
            case STORAGE_SYNC_NOTIFY ->
                cluster.syncNotified(joined(peer), SyncNotify.decode(body).source());
            default -> withoutJoin(peer, command, body, reply);
        }
    }

    private void withoutJoin(Connection peer, Command command, BodyReader body, BodyWriter reply) throws FdfsException {
        switch (command) {
            case STORAGE_ADVERTISE_ADDRESS -> advertise(peer, AdvertiseAddress.decode(body));
            case STORAGE_GET_MY_IP -> myIp(peer, GetMyIp.decode(body)).encode(reply);
            case STORAGE_FETCH_STORAGE_IDS ->
                storageIds(FetchStorageIds.decode(body)).encode(reply);
            case STORAGE_GET_SERVER_ID ->
                new ServerIdReply(idOf(peer, FindStorage.decode(command, body))).encode(reply);
            case STORAGE_GET_STATUS ->
                status(peer, FindStorage.decode(command, body)).encode(reply);
            case STORAGE_GET_GROUP_NAME -> {
                identities.requireIds();
                groupOf(peer, GetGroupName.decode(body)).encode(reply);
            }
            case STORAGE_PARAMETER_REQ -> {
                body.end();
                parameters.encode(reply);
            }
            case STORAGE_CHANGELOG_REQ -> changeLog(peer, body).encode(reply);
            case STORAGE_SYNC_SRC_REQ -> {
                OfStorage asked = OfStorage.decode(command, body);
                encode(cluster.syncSource(asked.group(), asked.storageId()), reply);
            }
            case STORAGE_REPORT_STATUS -> {
                ReportStatus report = ReportStatus.decode(body);
                cluster.statusReported(report.group(), report.storage());
            }
            case STORAGE_REPORT_IP_CHANGED -> {
                if (identities.useIds()) {
                    throw new FdfsException(Status.EOPNOTSUPP, "with storage ids an address may change as it likes");
                }
                moved(peer, ReportIpChanged.decode(body));
            }
            default -> throw FdfsException.invalid(command + " is not served by this tracker");
        }
    }

    private JoinReply join(Connection peer, StorageJoin join) throws FdfsException {
        List<String> reachedAt = List.of(IpText.of(peer.localAddress()), join.trackerAddress());
        trackers.list.learn(join.trackers(), reachedAt, self.port());
        trackers.stateCopy.beforeJoin(join.initFlag());
        Member member = cluster.join(join, address(peer));
        trackers.leadership.leadIfAlone();
        if (peer.attachment() instanceof Member before) {
            cluster.left(before);
        }
        peer.attach(member);
        return cluster.joined(member);
    }

    private static Member joined(Connection peer) throws FdfsException {
        if (peer.attachment() instanceof Member member) {
            return member;
        }
        throw new FdfsException(Status.EACCES, peer + " has not joined");
    }

    /** The member that sends a request without a body. */
    private static Member alone(Connection peer, BodyReader body) throws FdfsException {
        Member member = joined(peer);
        body.end();
        return member;
    }

    private void news(Connection peer, BodyWriter reply) throws FdfsException {
        Member member = joined(peer);
        TrackerAddress leader =
                trackers.leadership.isSelf() ? trackers.list.self().orElse(null) : null;
        ChangeList news = leader == null
                ? News.ofFollower()
                : cluster.news(member, new News.Leading(leader.forPeer(address(peer)), trackers.leadership.term()));
        news.encode(reply);
    }

    private static void encode(@Nullable SyncSource source, BodyWriter reply) {
        if (source != null) {
            source.encode(reply);
        }
    }

    private MyIpReply myIp(Connection peer, GetMyIp asked) {
        return new MyIpReply(identities.addressesOf(asked.group(), address(peer), asked.port()));
    }

    private StorageIds storageIds(FetchStorageIds asked) throws FdfsException {
        if (!identities.useIds() && asked.allowEmpty()) {
            return new StorageIds(0, List.of());
        }
        identities.requireIds();
        return identities.page(asked.start());
    }

    private StorageBrief status(Connection peer, FindStorage asked) throws FdfsException {
        return cluster.storageBrief(asked.group(), idOf(peer, asked));
    }

    private String idOf(Connection peer, FindStorage asked) throws FdfsException {
        HostAndPort host = HostAndPort.parse(asked.host(), address(peer));
        if (identities.useIds() && host.port() == HostAndPort.ANY) {
            throw FdfsException.invalid("\"" + asked.host() + "\" has no port");
        }
        return identities.idOf(asked.group(), host.address(), host.port());
    }

    private GroupName groupOf(Connection peer, GetGroupName asked) throws FdfsException {
        String at = asked.address().isEmpty() ? address(peer) : asked.address();
        return new GroupName(identities.groupAt(at, asked.port()));
    }

    private ChangeLogReply changeLog(Connection peer, BodyReader body) throws FdfsException {
        if (peer.attachment() instanceof Member member) {
            body.end();
            return new ChangeLogReply(cluster.changeLogFor(member));
        }
        OfStorage asked = OfStorage.decode(Command.STORAGE_CHANGELOG_REQ, body);
        return new ChangeLogReply(cluster.changeLogFor(asked.group(), asked.storageId()));
    }

    private void moved(Connection peer, ReportIpChanged report) throws FdfsException {
        if (!report.newAddress().equals(address(peer))) {
            throw FdfsException.invalid("new address " + report.newAddress() + " reported from " + address(peer));
        }
        cluster.moved(report.group(), report.oldAddress(), report.newAddress());
    }

    /** A connection whose storage has said where it is, and has not joined yet. */
    private record Advertised(String address) {}

    private static void advertise(Connection peer, AdvertiseAddress at) throws FdfsException {
        if (peer.attachment() != null) {
            throw FdfsException.invalid(peer + " has said already who it is");
        }
        log.info("the storage at {} is to be reached at {}", peer, at.address());
        peer.attach(new Advertised(at.address()));
    }

    /** Where the storage is: where it says, or else where the connection comes from. */
    private static String address(Connection peer) {
        return switch (peer.attachment()) {
            case Advertised advertised -> advertised.address;
            case Member member -> member.address();
            case null, default -> IpText.of(peer.remoteAddress());
        };
    }
}
