package io.fastdfs.cli.tools;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.Width;
import io.fastdfs.protocol.tracker.DeleteGroup;
import io.fastdfs.protocol.tracker.DeleteStorage;
import io.fastdfs.protocol.tracker.SetTrunkServer;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.protocol.tracker.TrunkServerReply;
import java.util.List;

/** What fdfs_monitor changes. Each tracker keeps its own state, so all of them are told, in order. */
final class ClusterChange {
    private final Call call;
    private final Trackers trackers;

    ClusterChange(Call call, Trackers trackers) {
        this.call = call;
        this.trackers = trackers;
    }

    /** Forgets a storage, or a whole group; operands: group, and maybe storage id. */
    int delete(List<String> operands) {
        String group = operands.get(0);
        if (operands.size() == 1) {
            String what = "delete group: " + group;
            try {
                deleteGroup(group);
                call.print(what + " success");
                return 0;
            } catch (FdfsException e) {
                return failed(what, e);
            }
        }
        String what = "delete storage server " + group + "::" + operands.get(1);
        try {
            deleteStorage(group, operands.get(1));
            call.print(what + " success");
            return 0;
        } catch (FdfsException e) {
            return failed(what, e);
        }
    }

    /** Makes a storage the trunk server, or lets the trackers choose; operands: group, and maybe storage id. */
    int setTrunkServer(List<String> operands) {
        String group = operands.get(0);
        String id = operands.size() > 1 ? operands.get(1) : "";
        String what = "set trunk server " + group + "::" + id;
        try {
            call.print(what + " success, new trunk server: " + newTrunkServer(group, id));
            return 0;
        } catch (FdfsException e) {
            return failed(what, e);
        }
    }

    private int failed(String what, FdfsException why) {
        call.failed(call.out(), what + " fail", why);
        return Call.FAILED;
    }

    private void deleteGroup(String group) throws FdfsException {
        DeleteGroup request = new DeleteGroup(Arguments.cut(group, Width.GROUP));
        for (ServerHost tracker : trackers.all()) {
            ask(tracker, request);
        }
    }

    private void deleteStorage(String group, String id) throws FdfsException {
        String shortGroup = Arguments.cut(group, Width.GROUP);
        String shortId = Arguments.cut(id, Width.STORAGE_ID - 1);
        requireGone(shortGroup, shortId);
        DeleteStorage request = new DeleteStorage(shortGroup, shortId);
        int unknown = 0;
        FdfsException already = null;
        for (ServerHost tracker : trackers.all()) {
            already = null;
            try {
                ask(tracker, request);
            } catch (FdfsException e) {
                if (e.status().equals(Status.ENOENT)) {
                    unknown++;
                } else if (e.status().equals(Status.EALREADY)) {
                    already = e;
                } else {
                    throw e;
                }
            }
        }
        if (unknown == trackers.all().size()) {
            throw noSuchStorage(group, id);
        }
        if (already != null) {
            throw already;
        }
    }

    /** No tracker must still see the storage at work, and one at least must know it. */
    private void requireGone(String group, String id) throws FdfsException {
        boolean known = false;
        for (ServerHost tracker : trackers.all()) {
            for (StorageStat storage : find(tracker, group, id)) {
                known = true;
                if (storage.status() == StorageStatus.ONLINE || storage.status() == StorageStatus.ACTIVE) {
                    throw new FdfsException(Status.EBUSY, "storage " + id + " of " + group + " is " + storage.status());
                }
            }
        }
        if (!known) {
            throw noSuchStorage(group, id);
        }
    }

    private List<StorageStat> find(ServerHost tracker, String group, String id) throws FdfsException {
        try (Peer peer = trackers.connect(tracker)) {
            return MonitorTool.storages(peer, group, id);
        } catch (FdfsException e) {
            if (e.status().equals(Status.ENOENT)) {
                return List.of();
            }
            throw e;
        }
    }

    private static FdfsException noSuchStorage(String group, String id) {
        return new FdfsException(Status.ENOENT, "no tracker knows storage " + id + " of " + group);
    }

    /** Only the leader decides, so the trackers are asked in turn until one does. */
    private String newTrunkServer(String group, String id) throws FdfsException {
        SetTrunkServer request =
                new SetTrunkServer(Arguments.cut(group, Width.GROUP), Arguments.cut(id, Width.STORAGE_ID - 1));
        FdfsException failure = FdfsException.invalid("no tracker");
        for (ServerHost tracker : trackers.all()) {
            Peer peer;
            try {
                peer = trackers.connect(tracker);
            } catch (FdfsException e) {
                failure = e;
                continue;
            }
            try (peer) {
                return TrunkServerReply.decode(peer.ask(request)).storageId();
            } catch (FdfsException e) {
                if (!e.status().equals(Status.EOPNOTSUPP)) {
                    throw e;
                }
                failure = e;
            }
        }
        throw failure;
    }

    private void ask(ServerHost tracker, Request request) throws FdfsException {
        try (Peer peer = trackers.connect(tracker)) {
            peer.ask(request);
        }
    }
}
