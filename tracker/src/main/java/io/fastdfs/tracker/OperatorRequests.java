package io.fastdfs.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.IpText;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.DeleteGroup;
import io.fastdfs.protocol.tracker.DeleteStorage;
import io.fastdfs.protocol.tracker.GetStorages;
import io.fastdfs.protocol.tracker.GetTrackers;
import io.fastdfs.protocol.tracker.GetVolumes;
import io.fastdfs.protocol.tracker.GroupStat;
import io.fastdfs.protocol.tracker.ListGroup;
import io.fastdfs.protocol.tracker.ListStorages;
import io.fastdfs.protocol.tracker.SetTrunkServer;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.server.Connection;
import io.fastdfs.tracker.cluster.Cluster;

/** What monitors and operators ask. */
final class OperatorRequests {
    private final boolean oldLayout;
    private final int addressWidth;
    private final Cluster cluster;
    private final TrackerMonitor monitor;
    private final Administrators administrators;

    OperatorRequests(TrackerConfig config, Cluster cluster, TrackerMonitor monitor, Administrators administrators) {
        this.oldLayout = config.groupStatLayout() == GroupStat.OLD_BYTES;
        this.addressWidth = config.identities().addressWidth();
        this.cluster = cluster;
        this.monitor = monitor;
        this.administrators = administrators;
    }

    void answer(Connection peer, Command command, BodyReader body, BodyWriter reply) throws FdfsException {
        String from = IpText.of(peer.remoteAddress());
        switch (command) {
            case SERVER_LIST_ONE_GROUP ->
                encode(cluster.group(ListGroup.decode(body).group()), reply);
            case SERVER_LIST_ALL_GROUPS -> {
                body.end();
                cluster.groups().forEach(group -> encode(group, reply));
            }
            case SERVER_LIST_STORAGE -> {
                ListStorages asked = ListStorages.decode(body);
                cluster.storages(asked.group(), asked.storageId(), from).forEach(storage -> encode(storage, reply));
            }
            case SERVER_DELETE_STORAGE -> {
                DeleteStorage asked = DeleteStorage.decode(body);
                administrators.require(peer);
                cluster.deleteStorage(asked.group(), asked.storageId());
            }
            case SERVER_DELETE_GROUP -> {
                DeleteGroup asked = DeleteGroup.decode(body);
                administrators.require(peer);
                cluster.deleteGroup(asked.group());
            }
            case SERVER_SET_TRUNK_SERVER -> {
                SetTrunkServer.decode(body);
                administrators.require(peer);
                throw new FdfsException(Status.EOPNOTSUPP, "this cluster has no trunk files");
            }
            case SERVER_GET_LEADER -> {
                body.end();
                monitor.leader(peer).encode(reply);
            }
            case SERVER_REPORT -> {
                body.end();
                monitor.report().encode(reply);
            }
            case SERVER_TRACKER_CLUSTER_STAT ->
                monitor.stats(peer, GetTrackers.decode(body)).encode(reply);
            case SERVER_STORAGE_CLUSTER_STAT ->
                cluster.storages(GetStorages.decode(body), from).encode(reply);
            default -> // SERVER_STORAGE_VOLUMN_STAT
                cluster.volumes(GetVolumes.decode(body)).encode(reply);
        }
    }

    private void encode(GroupStat group, BodyWriter reply) {
        if (oldLayout) {
            group.encodeOld(reply);
        } else {
            group.encode(reply);
        }
    }

    private void encode(StorageStat storage, BodyWriter reply) {
        if (oldLayout) {
            storage.encodeOld(reply);
        } else {
            storage.encode(reply, addressWidth);
        }
    }
}
