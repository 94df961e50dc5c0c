package io.fastdfs.tracker.cluster;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.DiskUsage;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Chooses group, storage and store path of an upload by C's rules. Guarded by the lock of {@link Cluster}. */
final class UploadSelection {
    private final Policy policy;
    private final Groups groups;
    private int groupCursor;

    UploadSelection(Policy policy, Groups groups) {
        this.policy = policy;
        this.groups = groups;
    }

    /** The group for an upload; {@code wanted} null: by {@code store_lookup}. */
    Group group(@Nullable String wanted) throws FdfsException {
        if (wanted != null) {
            return fixed(groups.group(wanted));
        }
        return switch (policy.storeLookup()) {
            case FIXED_GROUP -> fixed(groups.group(policy.storeGroup()));
            case MOST_FREE -> nextWithRoom();
            case ROUND_ROBIN -> {
                Group group = nextWithRoom();
                groupCursor = (groupCursor + 1) % groups.inOrder().size();
                yield group;
            }
        };
    }

    private Group fixed(Group group) throws FdfsException {
        if (group.writable().isEmpty()) {
            throw new FdfsException(Status.ENOENT, "no active storage in group " + group.name);
        }
        if (!hasRoom(group) && !hasRoomWithSlots(group)) {
            throw new FdfsException(Status.ENOSPC, "group " + group.name + " has only its reserve left");
        }
        return group;
    }

    /** The first group with room from the cursor on, which moves there; or else the first of all with room in slots. */
    private Group nextWithRoom() throws FdfsException {
        List<Group> all = groups.inOrder();
        int first = groupCursor < all.size() ? groupCursor : 0;
        if (policy.storeLookup() == Policy.StoreLookup.MOST_FREE && first < all.size()) {
            Group chosen = all.get(first); // By its slots, if no group has other room.
            if (!chosen.writable().isEmpty() && hasRoomWithSlots(chosen)) {
                return chosen;
            }
        }
        boolean writable = false;
        for (int i = 0; i < all.size(); i++) {
            int at = (first + i) % all.size();
            Group group = all.get(at);
            if (!group.writable().isEmpty()) {
                if (hasRoom(group)) {
                    groupCursor = at;
                    return group;
                }
                writable = true;
            }
        }
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).writable().isEmpty() && hasRoomWithSlots(all.get(i))) {
                groupCursor = i;
                return all.get(i);
            }
        }
        throw writable
                ? new FdfsException(Status.ENOSPC, "every group has only its reserve left")
                : new FdfsException(Status.ENOENT, "no group has an active storage");
    }

    private boolean hasRoom(Group group) {
        return policy.reservedSpace().allows(group.totalMegabytes, group.freeMegabytes);
    }

    /** With what is free in slots, which only a small file can use; but the tracker does not know the size of the file. */
    private boolean hasRoomWithSlots(Group group) {
        return policy.trunkFiles()
                && policy.reservedSpace().allows(group.totalMegabytes, group.freeMegabytes + group.trunkFreeMegabytes);
    }

    /**
     * Space has been reported: with {@code store_lookup} 2 the cursor moves to the group with the most room; where even that
     * has only its reserve left, to the one with the most room in slots.
     */
    void spaceChanged() {
        if (policy.storeLookup() == Policy.StoreLookup.MOST_FREE) {
            moveCursorToMost(group -> group.freeMegabytes);
            List<Group> all = groups.inOrder();
            if (policy.trunkFiles() && groupCursor < all.size() && !hasRoom(all.get(groupCursor))) {
                moveCursorToMost(group -> group.trunkFreeMegabytes);
            }
        }
    }

    private void moveCursorToMost(ToLongFunction<Group> room) {
        List<Group> all = groups.inOrder();
        long most = -1;
        for (int i = 0; i < all.size(); i++) {
            Group group = all.get(i);
            if (!group.writable().isEmpty() && room.applyAsLong(group) > most) {
                most = room.applyAsLong(group);
                groupCursor = i;
            }
        }
    }

    /** The storage of the group that takes the upload. */
    Storage storage(Group group) throws FdfsException {
        List<Storage> writable = group.writable();
        Storage storeServer = group.storeServer();
        if (storeServer == null) {
            throw new FdfsException(Status.ENOENT, "no active storage in group " + group.name);
        }
        if (policy.storeServer() != Policy.StoreServer.ROUND_ROBIN || writable.size() == 1) {
            return storeServer;
        }
        int at = group.writeCursor < writable.size() ? group.writeCursor : 0;
        group.writeCursor = (at + 1) % writable.size();
        return writable.get(at);
    }

    /** The store path of the storage that takes the upload, 0 to 255. */
    int storePath(Group group, Storage storage) throws FdfsException {
        OptionalInt path = pathWithRoom(group, storage, 0);
        if (path.isEmpty() && policy.trunkFiles()) {
            path = pathWithRoom(group, storage, group.trunkFreeMegabytes);
        }
        return path.orElseThrow(
                () -> new FdfsException(Status.ENOSPC, "storage " + storage.id() + " has only its reserve left"));
    }

    /** The first path with room from the storage's write path on, which moves. */
    private OptionalInt pathWithRoom(Group group, Storage storage, long inSlots) {
        List<DiskUsage.Space> space = storage.space;
        int count = Math.min(space.size(), group.shape.storePathCount());
        int first = storage.currentWritePath < count ? storage.currentWritePath : 0;
        for (int i = 0; i < count; i++) {
            int at = (first + i) % count;
            DiskUsage.Space path = space.get(at);
            if (policy.reservedSpace().allowsOnPath(path.totalMegabytes(), path.freeMegabytes() + inSlots, count)) {
                storage.currentWritePath = policy.storePath() == Policy.StorePath.ROUND_ROBIN ? (at + 1) % count : at;
                return OptionalInt.of(at);
            }
        }
        return OptionalInt.empty();
    }

    /** A storage has reported its space: with {@code store_path} 2 its write path moves to the one with the most room. */
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
}
