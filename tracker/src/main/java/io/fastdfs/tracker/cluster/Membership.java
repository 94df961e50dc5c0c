package io.fastdfs.tracker.cluster;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.StorageBrief;
import io.fastdfs.protocol.tracker.StorageJoin;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.tracker.identity.Identities;
import io.fastdfs.tracker.identity.Identity;
import java.util.List;

/** How storages come into a group, and how they leave it. Guarded by the lock of {@link Cluster}. */
final class Membership {
    private final Groups groups;
    private final Policy.StoreServer storeServerRule;
    private final Identities identities;
    private final ChangeLog changeLog;

    Membership(Groups groups, Policy.StoreServer storeServerRule, Identities identities, ChangeLog changeLog) {
        this.groups = groups;
        this.storeServerRule = storeServerRule;
        this.identities = identities;
        this.changeLog = changeLog;
    }

    /**
     * A storage joins. A refused one changes nothing, but for what a known one says of its shape: so a whole group can be
     * given another, one member after the other.
     */
    Member join(StorageJoin join, String peerAddress) throws FdfsException {
        Identity who = identities.of(join, peerAddress);
        Group known = groups.find(join.group());
        Group group = known != null ? known : new Group(join.group(), storeServerRule);
        Storage there = group.find(who.id());
        StorageStatus status = there != null
                ? StatusRules.afterJoin(there.status())
                : StatusRules.first(join.initFlag(), join.status());
        Storage storage = there != null ? there : new Storage(who);
        storage.describe(join);
        List<Storage> others = group.inJoinOrder().stream()
                .filter(other -> other != storage && !other.isTombstone())
                .toList();
        GroupShape shape = group.shape.after(storage, others, identities.mixedPorts());

        if (known == null) {
            groups.add(group);
        }
        if (there == null) {
            group.add(storage);
        }
        if (there == null || !shape.equals(group.shape) || status != storage.status()) {
            groups.changed();
        }
        group.shape = shape;
        storage.connectedFrom(peerAddress);
        storage.upSeconds = join.upSeconds();
        storage.toldChange = -1;
        if (status == StorageStatus.INIT) {
            storage.toldLogBytes = changeLog.length();
        }
        group.setStatus(storage, status);
        group.listsChanged();
        Member member = new Member(group, storage, peerAddress);
        storage.session = member;
        return member;
    }

    /** The connection of a member has closed. */
    void left(Member member) {
        Storage storage = member.storage;
        if (storage.session == member) { // Else it has joined again before this connection was seen to close.
            storage.session = null;
            storage.upSeconds = 0;
            member.group.setStatus(storage, StatusRules.afterClose(storage.status()));
        }
    }

    /**
     * Somebody reports the status of a storage.
     *
     * @throws FdfsException ENOENT if there is no such group
     */
    void reported(String groupName, StorageBrief brief) throws FdfsException {
        Group group = groups.group(groupName);
        StorageStatus status = StorageStatus.of(brief.status());
        Storage storage = group.find(brief.id());
        if (storage != null) {
            StorageStatus to = StatusRules.afterReport(storage.status(), status);
            if (to != storage.status()) {
                group.setStatus(storage, to);
                groups.changed();
            }
            return;
        }
        Identity who = identities.reported(groupName, brief.id(), brief.address());
        if (who != null && StatusRules.introduces(status) && !changeLog.hasLeft(groupName, brief.id())) {
            Storage introduced = new Storage(who);
            introduced.setPort(brief.port() > 0 ? brief.port() : Math.max(0, group.shape.port()));
            group.add(introduced);
            group.setStatus(introduced, status);
            groups.changed();
        }
    }

    /**
     * Gives a storage up that has left for good. The others of its group hear of it, and it stays in the lists as DELETED.
     *
     * @throws FdfsException ENOENT if there is none, EBUSY if it is running, EALREADY if it is deleted
     */
    void delete(String groupName, String id, long nowSeconds) throws FdfsException {
        Group group = groups.group(groupName);
        Storage storage = group.storage(id);
        switch (storage.status()) {
            case IP_CHANGED -> throw new FdfsException(Status.ENOENT, "storage " + id + " has another address now");
            case ONLINE, ACTIVE, RECOVERY -> throw new FdfsException(Status.EBUSY, id + " is " + storage.status());
            case DELETED -> throw new FdfsException(Status.EALREADY, id + " is deleted");
            case INIT, WAIT_SYNC, SYNCING, OFFLINE, NONE -> {
                changeLog.add(nowSeconds, group, id, StorageStatus.DELETED, "");
                for (Storage other : group.storages()) {
                    other.syncedUntil.remove(id);
                    if (other.sourceId.equals(id)) {
                        other.sourceId = "";
                    }
                }
                storage.forget();
                group.setStatus(storage, StorageStatus.DELETED);
                groups.changed();
            }
        }
    }

    /**
     * Forgets a group without storages.
     *
     * @throws FdfsException ENOENT if there is none, EBUSY if it has storages, deleted ones too
     */
    void deleteGroup(String name) throws FdfsException {
        Group group = groups.group(name);
        if (!group.storages().isEmpty()) {
            throw new FdfsException(Status.EBUSY, "group " + name + " has storages");
        }
        groups.remove(group);
        groups.changed();
    }

    /**
     * A storage has another address now, and says so before it joins: it keeps its place under the new one, and the old one
     * stays as IP_CHANGED.
     *
     * @throws FdfsException ENOENT if the old address is not known, EBUSY if a running storage has it, EALREADY if it has
     *     moved, EEXIST if another storage has the new one
     */
    void moved(String groupName, String oldAddress, String newAddress, long nowSeconds) throws FdfsException {
        Group group = groups.group(groupName);
        Storage storage = group.storage(oldAddress);
        switch (storage.status()) {
            case DELETED -> throw new FdfsException(Status.ENOENT, oldAddress + " is deleted");
            case ONLINE, ACTIVE, RECOVERY ->
                throw new FdfsException(Status.EBUSY, oldAddress + " is " + storage.status());
            case IP_CHANGED -> throw new FdfsException(Status.EALREADY, oldAddress + " has moved");
            case INIT, WAIT_SYNC, SYNCING, OFFLINE, NONE -> {}
        }
        Storage there = group.find(newAddress);
        if (there != null && there.status() != StorageStatus.DELETED) {
            throw new FdfsException(Status.EEXIST, newAddress + " is " + there.status());
        }
        Identity now = identities.reported(groupName, newAddress, newAddress);
        Identity before = identities.reported(groupName, oldAddress, oldAddress);
        if (now == null || before == null) {
            throw FdfsException.invalid("storage " + oldAddress + " cannot move to " + newAddress);
        }
        changeLog.add(nowSeconds, group, oldAddress, StorageStatus.IP_CHANGED, newAddress);
        group.rename(storage, now);
        Storage tombstone = new Storage(before);
        tombstone.setPort(storage.port);
        tombstone.setStatus(StorageStatus.IP_CHANGED);
        group.add(tombstone);
        for (Storage other : group.storages()) {
            Long until = other.syncedUntil.remove(oldAddress);
            if (until != null) {
                other.syncedUntil.put(newAddress, until);
            }
            if (other.sourceId.equals(oldAddress)) {
                other.sourceId = newAddress;
            }
        }
        groups.changed();
    }
}
