package io.fastdfs.tracker.cluster;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.protocol.tracker.SyncSource;
import org.jspecify.annotations.Nullable;

/** Which member fills a new one with the files that are there already. Guarded by the lock of {@link Cluster}. */
final class FullCopy {
    private final Groups groups;
    private final long membersKnownSeconds;

    /** @param membersKnownSeconds before it, members may be missing that have not joined again yet */
    FullCopy(Groups groups, long membersKnownSeconds) {
        this.groups = groups;
        this.membersKnownSeconds = membersKnownSeconds;
    }

    /**
     * A new member asks who fills it: the first that takes uploads. Where no other has files it is online at once.
     *
     * @return null if there is nothing to copy
     * @throws FdfsException ENOENT if others exist but none can fill it now: it asks again later
     */
    @Nullable
    SyncSource choose(Member member, long nowSeconds) throws FdfsException {
        Group group = member.group;
        Storage asking = member.storage;
        requirePresent(asking);
        boolean othersHaveFiles =
                group.storages().stream().anyMatch(other -> other != asking && StatusRules.isFilled(other.status()));
        if (!othersHaveFiles) {
            if (nowSeconds < membersKnownSeconds) {
                throw new FdfsException(Status.ENOENT, "members of group " + group.name + " may be missing yet");
            }
            group.setStatus(asking, StorageStatus.ONLINE);
            groups.changed();
            return null;
        }
        Storage source = group.writable().stream()
                .filter(other -> other != asking)
                .findFirst()
                .orElseThrow(() -> new FdfsException(
                        Status.ENOENT, "no member of group " + group.name + " can fill " + asking.id() + " now"));
        asking.sourceId = source.id();
        asking.untilSeconds = nowSeconds;
        group.setStatus(asking, StorageStatus.WAIT_SYNC);
        groups.changed();
        return new SyncSource(source.id(), nowSeconds);
    }

    /** A member tells what another tracker has chosen for it, or that there is nothing to copy. */
    void notified(Member member, SyncSource source) throws FdfsException {
        Group group = member.group;
        Storage storage = member.storage;
        requirePresent(storage);
        if (source.id().isEmpty()) {
            setStatus(group, storage, StatusRules.withoutSource(storage.status()));
            return;
        }
        if (storage.sourceId.isEmpty()) {
            if (group.storage(source.id()).isTombstone()) {
                throw new FdfsException(Status.ENOENT, "storage " + source.id() + " has left");
            }
            storage.sourceId = source.id();
            storage.untilSeconds = source.untilSeconds();
            groups.changed();
        }
        if (storage.status() == StorageStatus.INIT) {
            setStatus(group, storage, StorageStatus.WAIT_SYNC);
        }
    }

    private void setStatus(Group group, Storage storage, StorageStatus to) {
        if (storage.status() != to) {
            group.setStatus(storage, to);
            groups.changed();
        }
    }

    /** Who fills this member; null if nobody does. */
    static @Nullable SyncSource of(Member member) {
        Storage storage = member.storage;
        return storage.sourceId.isEmpty() ? null : new SyncSource(storage.sourceId, storage.untilSeconds);
    }

    /**
     * Who fills the storage, as another member asks that may have to. A source that is not in service any more is forgotten.
     *
     * @return null if nobody does
     * @throws FdfsException ENOENT if there is no such storage, or it has not asked yet who fills it
     */
    @Nullable
    SyncSource of(String groupName, String id) throws FdfsException {
        Group group = groups.group(groupName);
        Storage storage = group.storage(id);
        if (storage.status() == StorageStatus.INIT || storage.isTombstone()) {
            throw new FdfsException(Status.ENOENT, "storage " + id + " is " + storage.status());
        }
        Storage source = group.find(storage.sourceId);
        if (source == null || !StatusRules.isFilled(source.status()) && source.status() != StorageStatus.RECOVERY) {
            if (!storage.sourceId.isEmpty()) {
                storage.sourceId = "";
                groups.changed();
            }
            return null;
        }
        return new SyncSource(storage.sourceId, storage.untilSeconds);
    }

    /** One that an operator has given up over an open connection has to join again first. */
    private static void requirePresent(Storage storage) throws FdfsException {
        if (storage.isTombstone()) {
            throw new FdfsException(Status.ENOENT, "storage " + storage.id() + " is " + storage.status());
        }
    }
}
