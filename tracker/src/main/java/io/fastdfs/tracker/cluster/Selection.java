package io.fastdfs.tracker.cluster;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.DiskUsage;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chooses group, storage and store path by C's rules. Guarded by the lock of {@link Cluster}. */
final class Selection {
    private final Policy policy;
    private int groupCursor;

    Selection(Policy policy) {
        this.policy = policy;
    }

    /** The group for an upload; {@code wanted} null: by {@code store_lookup}. */
    Group groupForUpload(NavigableMap<String, Group> groups, @Nullable String wanted) throws FdfsException {
        String fixed =
                wanted == null && policy.storeLookup() == Policy.StoreLookup.FIXED_GROUP ? policy.storeGroup() : wanted;
        if (fixed != null) {
            Group group = groups.get(fixed);
            if (group == null || group.writable().isEmpty()) {
                throw new FdfsException(Status.ENOENT, "no active storage in group " + fixed);
            }
            if (!hasRoom(group)) {
                throw new FdfsException(Status.ENOSPC, "group " + fixed + " has only its reserve left");
            }
            return group;
        }
        List<Group> writable = groups.values().stream()
                .filter(group -> !group.writable().isEmpty())
                .toList();
        if (writable.isEmpty()) {
            throw new FdfsException(Status.ENOENT, "no group has an active storage");
        }
        Optional<Group> chosen = policy.storeLookup() == Policy.StoreLookup.MOST_FREE
                ? writable.stream().filter(this::hasRoom).max(Comparator.comparingLong(group -> group.freeMegabytes))
                : nextWithRoom(List.copyOf(groups.values()));
        return chosen.orElseThrow(() -> new FdfsException(Status.ENOSPC, "every group has only its reserve left"));
    }

    private Optional<Group> nextWithRoom(List<Group> groups) {
        int first = groupCursor < groups.size() ? groupCursor : 0;
        for (int i = 0; i < groups.size(); i++) {
            int at = (first + i) % groups.size();
            Group group = groups.get(at);
            if (!group.writable().isEmpty() && hasRoom(group)) {
                groupCursor = (at + 1) % groups.size();
                return Optional.of(group);
            }
        }
        return Optional.empty();
    }

    private boolean hasRoom(Group group) {
        return policy.reservedSpace().allows(group.totalMegabytes, group.freeMegabytes);
    }

    /** The storage of the group that takes the upload. The group has one. */
    Storage storageForUpload(Group group) {
        List<Storage> writable = group.writable();
        if (policy.storeServer() == Policy.StoreServer.ROUND_ROBIN) {
            int at = group.writeCursor < writable.size() ? group.writeCursor : 0;
            group.writeCursor = (at + 1) % writable.size();
            return writable.get(at);
        }
        return storeServer(writable);
    }

    private Storage storeServer(List<Storage> writable) {
        return policy.storeServer() == Policy.StoreServer.PRIORITY
                ? writable.stream()
                        .min(Comparator.comparingLong(storage -> storage.join.uploadPriority()))
                        .orElseThrow()
                : writable.getFirst();
    }

    /** The store path of the storage that takes the upload, 0 to 255. */
    int pathForUpload(Storage storage) throws FdfsException {
        List<DiskUsage.Space> space = storage.space;
        int first = storage.currentWritePath < space.size() ? storage.currentWritePath : 0;
        for (int i = 0; i < space.size(); i++) {
            int at = (first + i) % space.size();
            DiskUsage.Space path = space.get(at);
            if (policy.reservedSpace().allowsOnPath(path.totalMegabytes(), path.freeMegabytes(), space.size())) {
                storage.currentWritePath =
                        policy.storePath() == Policy.StorePath.ROUND_ROBIN ? (at + 1) % space.size() : at;
                return at;
            }
        }
        throw new FdfsException(Status.ENOSPC, "storage " + storage.id + " has only its reserve left");
    }

    /** Moves the write path to the one with the most room, if that is the policy. */
    void spaceReported(Storage storage) {
        if (policy.storePath() == Policy.StorePath.MOST_FREE) {
            List<DiskUsage.Space> space = storage.space;
            for (int i = 0; i < space.size(); i++) {
                int current = storage.currentWritePath < space.size() ? storage.currentWritePath : 0;
                if (space.get(i).freeMegabytes() > space.get(current).freeMegabytes()) {
                    storage.currentWritePath = i;
                }
            }
        }
    }

    /** The storage to read one file from. */
    Storage forDownload(Group group, FileName name, long nowSeconds) throws FdfsException {
        List<Storage> readable = group.readable();
        if (readable.isEmpty()) {
            throw new FdfsException(Status.ENOENT, "no active storage in group " + group.name);
        }
        boolean normal = name.kind() == FileName.Kind.NORMAL;
        Optional<Storage> source = source(readable, name);
        if ((!normal || policy.downloadServer() == Policy.DownloadServer.SOURCE_FIRST) && source.isPresent()) {
            return source.get();
        }
        if (normal) {
            int first = group.readCursor < readable.size() ? group.readCursor : 0;
            for (int i = 0; i < readable.size(); i++) {
                int at = (first + i) % readable.size();
                if (has(readable.get(at), name, nowSeconds)) {
                    group.readCursor = (at + 1) % readable.size();
                    return readable.get(at);
                }
            }
        }
        return storeServer(readable);
    }

    /** Every storage that has the file by now. */
    List<Storage> allForDownload(Group group, FileName name, long nowSeconds) throws FdfsException {
        List<Storage> readable = group.readable();
        if (readable.isEmpty()) {
            throw new FdfsException(Status.ENOENT, "no active storage in group " + group.name);
        }
        List<Storage> holders = name.kind() == FileName.Kind.NORMAL
                ? readable.stream()
                        .filter(storage -> has(storage, name, nowSeconds))
                        .toList()
                : source(readable, name).stream().toList();
        return holders.isEmpty() ? List.of(storeServer(readable)) : holders;
    }

    /** The storage that may change the file: the one that made it, or where an upload would go. */
    Storage forUpdate(Group group, FileName name) throws FdfsException {
        List<Storage> writable = group.writable();
        if (writable.isEmpty()) {
            throw new FdfsException(Status.ENOENT, "no active storage in group " + group.name);
        }
        return source(writable, name).orElseGet(() -> storageForUpload(group));
    }

    private static Optional<Storage> source(List<Storage> among, FileName name) {
        return among.stream().filter(storage -> isSource(storage, name)).findFirst();
    }

    private static boolean isSource(Storage storage, FileName name) {
        int id = name.sourceStorageId();
        return id != 0 ? storage.id.equals(String.valueOf(id)) : storage.address.equals(name.sourceAddress());
    }

    private boolean has(Storage storage, FileName name, long nowSeconds) {
        long created = name.createdSeconds();
        return isSource(storage, name)
                || created < nowSeconds - policy.syncFileMaxDelay().toSeconds()
                || storage.lastSyncedSeconds > created
                || storage.lastSyncedSeconds + 1 >= created
                        && nowSeconds - created > policy.syncFileMaxTime().toSeconds();
    }
}
