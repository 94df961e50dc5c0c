package io.fastdfs.tracker.cluster;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.ChangeList;
import io.fastdfs.protocol.tracker.DiskUsage;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.GetStorages;
import io.fastdfs.protocol.tracker.GetVolumes;
import io.fastdfs.protocol.tracker.GroupStat;
import io.fastdfs.protocol.tracker.QueryFetchReply;
import io.fastdfs.protocol.tracker.QueryStoreReply;
import io.fastdfs.protocol.tracker.StorageBeat;
import io.fastdfs.protocol.tracker.StorageBrief;
import io.fastdfs.protocol.tracker.StorageCounters;
import io.fastdfs.protocol.tracker.StorageJoin;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.StorageStats;
import io.fastdfs.protocol.tracker.StorageStatus;
import io.fastdfs.protocol.tracker.SyncReport;
import io.fastdfs.protocol.tracker.SyncSource;
import io.fastdfs.protocol.tracker.VolumeStats;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything a tracker knows. Every public method takes the one lock for a moment. */
public final class Cluster {
    private static final Logger log = LoggerFactory.getLogger(Cluster.class);
    private static final int MAX_MEMBERS = 32;
    private static final int MAX_GROUPS = 512;

    private final NavigableMap<String, Group> groups = new TreeMap<>();
    private final Policy policy;
    private final Selection selection;
    private final Statistics statistics;
    private final ChangeLog changeLog = new ChangeLog();
    private final Clock clock;

    /** A storage that has joined over a connection; the connection remembers it. */
    public static final class Member {
        private final Group group;
        private final Storage storage;
        private boolean toldLeader;

        private Member(Group group, Storage storage) {
            this.group = group;
            this.storage = storage;
        }

        /** Status and sync source, for the answer to a join. */
        public StorageStatus status() {
            return storage.status;
        }

        public String sourceId() {
            return storage.sourceId;
        }
    }

    public Cluster(Policy policy, Clock clock) {
        this.policy = policy;
        this.selection = new Selection(policy);
        this.statistics = new Statistics(policy);
        this.clock = clock;
    }

    /** A storage at this address joins. */
    public synchronized Member join(StorageJoin join, String peerAddress) throws FdfsException {
        if (!FileId.isGroup(join.group())) {
            throw FdfsException.invalid("group name " + join.group());
        }
        Group group = groups.get(join.group());
        if (group == null) {
            if (groups.size() >= MAX_GROUPS) {
                throw new FdfsException(Status.ENOSPC, "there are " + MAX_GROUPS + " groups");
            }
            group = new Group(join.group());
            groups.put(group.name, group);
        }
        requireSameShape(group, join, peerAddress);
        Storage storage = group.storages.get(peerAddress);
        if (storage == null) {
            storage = newMember(group, join, peerAddress);
        }
        storage.join = join;
        storage.upSeconds = join.upSeconds();
        storage.toldChange = -1;
        if (storage.status == StorageStatus.OFFLINE || storage.status == StorageStatus.RECOVERY) {
            storage.status = StorageStatus.ONLINE;
        } else if (storage.status == StorageStatus.DELETED || storage.status == StorageStatus.IP_CHANGED) {
            storage.status = StorageStatus.INIT;
        }
        Member member = new Member(group, storage);
        storage.session = member;
        return member;
    }

    private static void requireSameShape(Group group, StorageJoin join, String peerAddress) throws FdfsException {
        boolean alone =
                group.storages.isEmpty() || group.storages.size() == 1 && group.storages.containsKey(peerAddress);
        if (alone) {
            group.port = join.port();
            group.storePathCount = join.storePathCount();
            group.subdirCount = join.subdirCountPerPath();
        } else if (group.port != join.port()
                || join.storePathCount() < group.storePathCount
                || group.subdirCount != join.subdirCountPerPath()) {
            throw FdfsException.invalid("storage " + peerAddress + " has port " + join.port() + ", "
                    + join.storePathCount() + " store paths, " + join.subdirCountPerPath() + " folders; group "
                    + group.name + " has " + group.port + ", " + group.storePathCount + ", " + group.subdirCount);
        }
    }

    private Storage newMember(Group group, StorageJoin join, String peerAddress) throws FdfsException {
        if (group.storages.size() >= MAX_MEMBERS) {
            throw new FdfsException(Status.ENOSPC, "group " + group.name + " has " + MAX_MEMBERS + " storages");
        }
        StorageStatus first = StorageStatus.INIT;
        if (!join.initFlag() && join.status() != StorageStatus.INIT.code) {
            first = join.status() < 0 ? StorageStatus.NONE : StorageStatus.of(join.status());
            if (first == StorageStatus.ACTIVE) {
                first = StorageStatus.ONLINE;
            }
            if (first == StorageStatus.NONE || first == StorageStatus.DELETED || first == StorageStatus.IP_CHANGED) {
                throw new FdfsException(Status.EFAULT, "unknown storage " + peerAddress + " with status " + first);
            }
        }
        Storage storage = new Storage(peerAddress, peerAddress, first, join);
        storage.toldLogLines = changeLog.size();
        group.storages.put(storage.id, storage);
        group.change++;
        return storage;
    }

    /** The connection of a member has closed. */
    public synchronized void left(Member member) {
        Storage storage = member.storage;
        if (storage.session != member) {
            return; // It has joined again over a newer connection before this one was seen to close.
        }
        storage.session = null;
        storage.upSeconds = 0;
        if (storage.status == StorageStatus.ONLINE || storage.status == StorageStatus.ACTIVE) {
            changeStatus(member.group, storage, StorageStatus.OFFLINE);
        }
    }

    public synchronized void beat(Member member, StorageBeat beat) {
        StorageCounters counters = beat.counters();
        if (counters != null) {
            member.storage.counters = counters;
        }
        member.storage.lastBeatSeconds = nowSeconds();
        activate(member);
    }

    /**
     * Takes the space of each store path.
     *
     * @throws FdfsException EINVAL if it is not that of as many store paths as the group has
     */
    public synchronized void diskUsage(Member member, DiskUsage usage) throws FdfsException {
        if (usage.storePaths().size() != member.group.storePathCount) {
            throw FdfsException.invalid(usage.storePaths().size() + " store paths reported, group " + member.group.name
                    + " has " + member.group.storePathCount);
        }
        long freeBefore = member.storage.freeMegabytes();
        member.storage.space = usage.storePaths();
        selection.spaceReported(member.storage);
        member.group.spaceReported(member.storage, freeBefore);
        activate(member);
    }

    private void activate(Member member) {
        switch (member.storage.status) {
            case INIT, WAIT_SYNC, SYNCING, IP_CHANGED, DELETED, ACTIVE -> {}
            case OFFLINE, ONLINE, RECOVERY, NONE -> changeStatus(member.group, member.storage, StorageStatus.ACTIVE);
        }
    }

    private static void changeStatus(Group group, Storage storage, StorageStatus to) {
        log.info("storage {}/{} {} -> {}", group.name, storage.id, storage.status, to);
        storage.status = to;
        group.change++;
        if (to == StorageStatus.OFFLINE) {
            storage.toldChange = -1;
        }
    }

    /** What the member has not been told yet; {@code leader} is this tracker. */
    public synchronized ChangeList changes(Member member, Endpoint leader) {
        int flags = 0;
        List<StorageBrief> briefs = new ArrayList<>();
        if (!member.toldLeader) {
            member.toldLeader = true;
            flags |= ChangeList.LEADER;
            String id =
                    leader.address().substring(0, Math.min(15, leader.address().length()));
            briefs.add(new StorageBrief(0, leader.port(), id, leader.address()));
        }
        if (member.storage.toldChange != member.group.change) {
            member.storage.toldChange = member.group.change;
            flags |= ChangeList.MEMBERS;
            member.group.storages.values().forEach(storage -> briefs.add(storage.brief()));
        }
        return new ChangeList(flags, briefs);
    }

    /**
     * A new member asks who fills it. Without another member there is nothing to copy, and it is online.
     *
     * @return the id of the source; null if there is nothing to copy
     * @throws FdfsException ENOENT if others exist but none is active: it asks again later
     */
    public synchronized @Nullable String chooseSource(Member member) throws FdfsException {
        boolean alone = member.group.storages.values().stream()
                .filter(other -> other != member.storage)
                .noneMatch(other -> other.status == StorageStatus.OFFLINE
                        || other.status == StorageStatus.ONLINE
                        || other.status == StorageStatus.ACTIVE);
        if (alone) {
            changeStatus(member.group, member.storage, StorageStatus.ONLINE);
            return null;
        }
        Storage source = member.group.writable().stream()
                .filter(other -> other != member.storage)
                .findFirst()
                .orElseThrow(() -> new FdfsException(Status.ENOENT, "no active member to copy from yet"));
        member.storage.sourceId = source.id;
        member.storage.untilSeconds = nowSeconds();
        changeStatus(member.group, member.storage, StorageStatus.WAIT_SYNC);
        return source.id;
    }

    /** The sender has this status at the leader. Among running ones nothing changes: only a heartbeat activates. */
    public synchronized void changeStatus(Member member, StorageStatus to) {
        Storage storage = member.storage;
        if (storage.status == to || isSettled(storage.status) && isSettled(to)) {
            return;
        }
        boolean running = to == StorageStatus.ONLINE || to == StorageStatus.ACTIVE;
        storage.status = running ? StorageStatus.OFFLINE : to;
    }

    private static boolean isSettled(StorageStatus status) {
        return status == StorageStatus.OFFLINE || status == StorageStatus.ONLINE || status == StorageStatus.ACTIVE;
    }

    /**
     * Takes what a member says of another by C's rule: what this tracker sees itself stands, a status may only advance.
     *
     * @throws FdfsException ENOENT if there is no such storage, EINVAL if there is no such status
     */
    public synchronized void statusReported(String groupName, StorageBrief reported) throws FdfsException {
        Group group = group(groupName);
        Storage storage = storage(group, reported.id());
        StorageStatus to = StorageStatus.of(reported.status());
        boolean mayAdvance = switch (storage.status) {
            // In C a report brings back what was deleted or has moved.
            case INIT, ONLINE, ACTIVE, RECOVERY, IP_CHANGED, DELETED -> false;
            case WAIT_SYNC, SYNCING, OFFLINE, NONE -> true;
        };
        boolean advances = to.code > storage.status.code || isTombstone(to);
        if (mayAdvance && to != StorageStatus.NONE && to != storage.status && advances) {
            changeStatus(group, storage, to);
        }
    }

    /** Who fills this member; null if nobody does. */
    public synchronized @Nullable SyncSource syncSource(Member member) {
        Storage storage = member.storage;
        return storage.sourceId.isEmpty() ? null : new SyncSource(storage.sourceId, storage.untilSeconds);
    }

    /**
     * Who fills the storage. A source that is no member in service any more is forgotten.
     *
     * @return null if nobody does
     * @throws FdfsException ENOENT if there is no such storage, or it has not asked for a source yet
     */
    public synchronized @Nullable SyncSource syncSource(String groupName, String id) throws FdfsException {
        Group group = group(groupName);
        Storage storage = storage(group, id);
        if (storage.status == StorageStatus.INIT || isTombstone(storage.status)) {
            throw new FdfsException(Status.ENOENT, "storage " + id + " is " + storage.status);
        }
        Storage source = group.storages.get(storage.sourceId);
        if (source == null || !isSettled(source.status) && source.status != StorageStatus.RECOVERY) {
            storage.sourceId = "";
            return null;
        }
        return new SyncSource(storage.sourceId, storage.untilSeconds);
    }

    /** A member tells what another tracker answered when it asked who fills it. */
    public synchronized void syncNotified(Member member, SyncSource source) throws FdfsException {
        Storage storage = member.storage;
        if (source.id().isEmpty()) {
            switch (storage.status) {
                case INIT, WAIT_SYNC, SYNCING -> changeStatus(member.group, storage, StorageStatus.ONLINE);
                case IP_CHANGED, DELETED, OFFLINE, ONLINE, ACTIVE, RECOVERY, NONE -> {}
            }
            return;
        }
        if (storage.sourceId.isEmpty()) {
            if (isTombstone(storage(member.group, source.id()).status)) {
                throw new FdfsException(Status.ENOENT, "storage " + source.id() + " is gone");
            }
            storage.sourceId = source.id();
            storage.untilSeconds = source.untilSeconds();
        }
        if (storage.status == StorageStatus.INIT) {
            changeStatus(member.group, storage, StorageStatus.WAIT_SYNC);
        }
    }

    private static boolean isTombstone(StorageStatus status) {
        return status == StorageStatus.DELETED || status == StorageStatus.IP_CHANGED;
    }

    /** Takes up to when the member has the changes of the others; what it says of itself or strangers is skipped. */
    public synchronized void syncReported(Member member, SyncReport report) {
        Storage storage = member.storage;
        LongStream accepted = report.sources().stream()
                .filter(synced ->
                        synced.untilSeconds() > 0 && !synced.sourceId().equals(storage.id))
                .filter(synced -> {
                    Storage source = member.group.storages.get(synced.sourceId());
                    return source != null && source.isActive();
                })
                .mapToLong(SyncReport.Synced::untilSeconds);
        // With round robin any member may have made a file, so what counts is the one that is furthest behind.
        storage.lastSyncedSeconds = policy.storeServer() == Policy.StoreServer.ROUND_ROBIN
                ? accepted.min().orElse(storage.lastSyncedSeconds)
                : Math.max(storage.lastSyncedSeconds, accepted.max().orElse(0));
    }

    /** The storage as the members of its group see it. */
    public synchronized StorageBrief storageBrief(String groupName, String id) throws FdfsException {
        return storage(group(groupName), id).brief();
    }

    private static Storage storage(Group group, String id) throws FdfsException {
        Storage storage = group.storages.get(id);
        if (storage == null) {
            throw new FdfsException(Status.ENOENT, "no storage " + id + " in group " + group.name);
        }
        return storage;
    }

    /** Marks every storage without a recent heartbeat offline. */
    public synchronized void checkActive(Duration interval) {
        long before = nowSeconds() - interval.toSeconds();
        for (Group group : groups.values()) {
            for (Storage storage : group.storages.values()) {
                if (storage.isActive() && storage.lastBeatSeconds < before) {
                    log.warn("storage {}/{}: no heartbeat for {} s", group.name, storage.id, interval.toSeconds());
                    changeStatus(group, storage, StorageStatus.OFFLINE);
                }
            }
        }
    }

    /** Where to upload: one storage, or all of the group. {@code wanted} null: any group. */
    public synchronized QueryStoreReply whereToStore(@Nullable String wanted, boolean all) throws FdfsException {
        Group group = selection.groupForUpload(groups, wanted);
        List<Storage> writable = group.writable();
        Storage first = all ? writable.getFirst() : selection.storageForUpload(group);
        int path = selection.pathForUpload(first);
        return new QueryStoreReply(group.name, endpoints(all ? writable : List.of(first)), path);
    }

    /** One storage to read the file from. */
    public synchronized QueryFetchReply whereToFetch(String group, String filename) throws FdfsException {
        Group of = group(group);
        return new QueryFetchReply(
                group, endpoints(List.of(selection.forDownload(of, FileName.decode(filename), nowSeconds()))));
    }

    /** All storages to read the file from. */
    public synchronized QueryFetchReply allToFetch(String group, String filename) throws FdfsException {
        Group of = group(group);
        return new QueryFetchReply(
                group, endpoints(selection.allForDownload(of, FileName.decode(filename), nowSeconds())));
    }

    /** The storage to change the file on. */
    public synchronized QueryFetchReply whereToUpdate(String group, String filename) throws FdfsException {
        Group of = group(group);
        return new QueryFetchReply(group, endpoints(List.of(selection.forUpdate(of, FileName.decode(filename)))));
    }

    private static List<Endpoint> endpoints(List<Storage> storages) {
        return storages.stream()
                .map(storage -> new Endpoint(storage.address, storage.join.port()))
                .toList();
    }

    /** All groups by name. */
    public synchronized List<GroupStat> groups() {
        return groups.values().stream().map(statistics::of).toList();
    }

    public synchronized GroupStat groupStat(String name) throws FdfsException {
        return statistics.of(group(name));
    }

    /** The storages of a group in the order of their ids; {@code id} empty: all. */
    public synchronized List<StorageStat> storages(String groupName, String id) throws FdfsException {
        Group group = group(groupName);
        if (!id.isEmpty() && !group.storages.containsKey(id)) {
            throw new FdfsException(Status.ENOENT, "no storage " + id + " in group " + groupName);
        }
        return group.storages.values().stream()
                .filter(storage -> id.isEmpty() || storage.id.equals(id))
                .map(storage -> statistics.of(group, storage))
                .toList();
    }

    public synchronized StorageStats storages(GetStorages filter) {
        return statistics.storages(groups.values(), filter);
    }

    public synchronized VolumeStats volumes(GetVolumes filter) {
        return statistics.volumes(groups.values(), filter);
    }

    public synchronized boolean hasGroups() {
        return !groups.isEmpty();
    }

    /**
     * Forgets a storage that has left for good. The others of its group hear of it, and it stays in the lists as DELETED.
     *
     * @throws FdfsException ENOENT if there is none, EBUSY if it is running, EALREADY if it is deleted
     */
    public synchronized void deleteStorage(String groupName, String id) throws FdfsException {
        Group group = group(groupName);
        Storage storage = storage(group, id);
        switch (storage.status) {
            case IP_CHANGED -> throw new FdfsException(Status.ENOENT, "storage " + id + " has another address now");
            case ONLINE, ACTIVE, RECOVERY -> throw new FdfsException(Status.EBUSY, id + " is " + storage.status);
            case DELETED -> throw new FdfsException(Status.EALREADY, id + " is deleted");
            case INIT, WAIT_SYNC, SYNCING, OFFLINE, NONE -> {
                group.storages.values().stream()
                        .filter(other -> other.sourceId.equals(id))
                        .forEach(other -> other.sourceId = "");
                storage.forget();
                changeStatus(group, storage, StorageStatus.DELETED);
                changeLog.add(nowSeconds(), group, id, StorageStatus.DELETED, "");
            }
        }
    }

    /**
     * Forgets a group without storages.
     *
     * @throws FdfsException ENOENT if there is none, EBUSY if it has storages, deleted ones too
     */
    public synchronized void deleteGroup(String name) throws FdfsException {
        if (!group(name).storages.isEmpty()) {
            throw new FdfsException(Status.EBUSY, "group " + name + " has storages");
        }
        groups.remove(name);
    }

    /** What the member has not been told of the change log. */
    public synchronized String changeLogFor(Member member) {
        return changeLog.partFor(member.storage);
    }

    /** What a storage that has not joined yet has not been told of the change log. */
    public synchronized String changeLogFor(String groupName, String id) throws FdfsException {
        return changeLog.partFor(storage(group(groupName), id));
    }

    /**
     * A storage has another address now, and says so before it joins: it keeps its place under the new one.
     *
     * @throws FdfsException ENOENT if the old address is not known, EBUSY if a running storage has it, EALREADY if it has
     *     moved, EEXIST if another storage has the new one
     */
    public synchronized void addressChanged(String groupName, String oldAddress, String newAddress)
            throws FdfsException {
        Group group = group(groupName);
        Storage old = storage(group, oldAddress);
        switch (old.status) {
            case DELETED -> throw new FdfsException(Status.ENOENT, oldAddress + " is deleted");
            case ONLINE, ACTIVE, RECOVERY -> throw new FdfsException(Status.EBUSY, oldAddress + " is " + old.status);
            case IP_CHANGED -> throw new FdfsException(Status.EALREADY, oldAddress + " has moved");
            case INIT, WAIT_SYNC, SYNCING, OFFLINE, NONE -> {}
        }
        Storage there = group.storages.get(newAddress);
        if (there != null && there.status != StorageStatus.DELETED) {
            throw new FdfsException(Status.EEXIST, newAddress + " is " + there.status);
        }
        group.storages.put(newAddress, old.movedTo(newAddress));
        group.storages.put(oldAddress, new Storage(oldAddress, oldAddress, StorageStatus.IP_CHANGED, old.join));
        group.storages.values().stream()
                .filter(other -> other.sourceId.equals(oldAddress))
                .forEach(other -> other.sourceId = newAddress);
        group.change++;
        changeLog.add(nowSeconds(), group, oldAddress, StorageStatus.IP_CHANGED, newAddress);
    }

    private Group group(String name) throws FdfsException {
        Group group = groups.get(name);
        if (group == null) {
            throw new FdfsException(Status.ENOENT, "no group " + name);
        }
        return group;
    }

    private long nowSeconds() {
        return clock.instant().getEpochSecond();
    }
}
