package io.fastdfs.tracker.cluster;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileId;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.ChangeList;
import io.fastdfs.protocol.tracker.DiskUsage;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.GroupStat;
import io.fastdfs.protocol.tracker.QueryFetchReply;
import io.fastdfs.protocol.tracker.QueryStoreReply;
import io.fastdfs.protocol.tracker.StorageBeat;
import io.fastdfs.protocol.tracker.StorageBrief;
import io.fastdfs.protocol.tracker.StorageCounters;
import io.fastdfs.protocol.tracker.StorageJoin;
import io.fastdfs.protocol.tracker.StorageStat;
import io.fastdfs.protocol.tracker.StorageStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything a tracker knows. Every public method takes the one lock for a moment. */
public final class Cluster {
    private static final Logger log = LoggerFactory.getLogger(Cluster.class);
    private static final int READ_AND_WRITE = 6;
    private static final long NO_TRUNK_FILE = -1;
    private static final int MAX_MEMBERS = 32;
    private static final int MAX_GROUPS = 512;

    private final NavigableMap<String, Group> groups = new TreeMap<>();
    private final Policy policy;
    private final Selection selection;
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
        return new Member(group, storage);
    }

    private static void requireSameShape(Group group, StorageJoin join, String peerAddress) throws FdfsException {
        boolean alone = group.storages.isEmpty()
                || group.storages.size() == 1 && group.storages.containsKey(peerAddress);
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

    private static Storage newMember(Group group, StorageJoin join, String peerAddress) throws FdfsException {
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
        group.storages.put(storage.id, storage);
        group.change++;
        return storage;
    }

    /** The connection of a member has closed. */
    public synchronized void left(Member member) {
        Storage storage = member.storage;
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
            throw FdfsException.invalid(usage.storePaths().size() + " store paths reported, group "
                    + member.group.name + " has " + member.group.storePathCount);
        }
        long freeBefore = member.storage.freeMegabytes();
        member.storage.space = usage.storePaths();
        selection.spaceReported(member.storage);
        member.group.spaceReported(member.storage, freeBefore);
        activate(member);
    }

    private void activate(Member member) {
        switch (member.storage.status) {
            case INIT, WAIT_SYNC, SYNCING, IP_CHANGED, ACTIVE -> {}
            case DELETED, OFFLINE, ONLINE, RECOVERY, NONE ->
                changeStatus(member.group, member.storage, StorageStatus.ACTIVE);
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
            String id = leader.address().substring(0, Math.min(15, leader.address().length()));
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
        return groups.values().stream().map(this::stat).toList();
    }

    public synchronized GroupStat groupStat(String name) throws FdfsException {
        return stat(group(name));
    }

    private GroupStat stat(Group group) {
        return new GroupStat(
                group.name,
                group.totalMegabytes,
                group.freeMegabytes,
                policy.reservedSpace().megabytesOf(group.totalMegabytes),
                0,
                group.storages.size(),
                group.port,
                group.readable().size(),
                group.writable().size(),
                group.writeCursor,
                group.storePathCount,
                group.subdirCount,
                NO_TRUNK_FILE);
    }

    /** The storages of a group in the order of their ids; {@code id} empty: all. */
    public synchronized List<StorageStat> storages(String groupName, String id) throws FdfsException {
        Group group = group(groupName);
        if (!id.isEmpty() && !group.storages.containsKey(id)) {
            throw new FdfsException(Status.ENOENT, "no storage " + id + " in group " + groupName);
        }
        return group.storages.values().stream()
                .filter(storage -> id.isEmpty() || storage.id.equals(id))
                .map(storage -> stat(group, storage))
                .toList();
    }

    private StorageStat stat(Group group, Storage storage) {
        StorageCounters counters = storage.counters
                .with(StorageCounters.Field.LAST_HEART_BEAT_TIME, storage.lastBeatSeconds)
                .with(StorageCounters.Field.LAST_SYNCED_TIMESTAMP, storage.lastSyncedSeconds);
        return new StorageStat(
                storage.status,
                READ_AND_WRITE,
                storage.id,
                storage.address,
                storage.sourceId,
                storage.join.version(),
                storage.join.joinSeconds(),
                storage.upSeconds,
                storage.totalMegabytes(),
                storage.freeMegabytes(),
                policy.reservedSpace().megabytesOf(storage.totalMegabytes()),
                storage.join.uploadPriority(),
                group.storePathCount,
                group.subdirCount,
                storage.currentWritePath,
                storage.join.port(),
                counters,
                false);
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
