package io.fastdfs.tracker.cluster;

import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.FileName;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.tracker.ChangeList;
import io.fastdfs.protocol.tracker.DiskUsage;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.GetStorages;
import io.fastdfs.protocol.tracker.GetVolumes;
import io.fastdfs.protocol.tracker.GroupStat;
import io.fastdfs.protocol.tracker.JoinReply;
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
import io.fastdfs.tracker.identity.Identities;
import io.fastdfs.tracker.state.StateFolder;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything a tracker knows. Every public method takes the one lock for a moment; what each does stands in the class that
 * it calls.
 */
public final class Cluster {
    private static final Logger log = LoggerFactory.getLogger(Cluster.class);

    /** After a start from damaged files: for so long nobody is told that there is nothing to copy. */
    private static final Duration WAIT_FOR_MEMBERS = Duration.ofSeconds(60);

    private final Groups groups = new Groups();
    private final boolean storageIds;
    private final ChangeLog changeLog;
    private final Membership membership;
    private final FullCopy fullCopy;
    private final ReplicationProgress progress;
    private final UploadSelection uploads;
    private final DownloadSelection downloads;
    private final Statistics statistics;
    private final Clock clock;

    /** With what its files say of the last run. */
    public Cluster(Policy policy, Identities identities, StateFolder folder, Clock clock) throws IOException {
        this.clock = clock;
        storageIds = identities.useIds();
        changeLog = new ChangeLog(folder);
        membership = new Membership(groups, policy.storeServer(), identities, changeLog);
        progress = new ReplicationProgress(policy.storeServer(), policy.syncFileMaxDelay(), policy.syncFileMaxTime());
        uploads = new UploadSelection(policy, groups);
        downloads = new DownloadSelection(policy, progress, uploads);
        statistics = new Statistics(policy.reservedSpace(), storageIds);
        boolean whole = new Restoring(groups, policy.storeServer(), identities, progress, folder).restore();
        if (!whole) {
            groups.changed();
        }
        fullCopy = new FullCopy(groups, whole ? 0 : nowSeconds() + WAIT_FOR_MEMBERS.toSeconds());
    }

    /** The number of the last change that must survive a crash. */
    public synchronized long changes() {
        return groups.changes();
    }

    /** What its files say now. */
    public synchronized Snapshot snapshot() {
        return new Snapshot(
                groups.changes(),
                GroupsFile.write(groups.inOrder()),
                StoragesFile.write(groups.inOrder(), storageIds),
                SyncTimesFile.write(groups.inOrder()),
                changeLog.text());
    }

    /** A storage at this address joins. */
    public synchronized Member join(StorageJoin join, String peerAddress) throws FdfsException {
        return membership.join(join, peerAddress);
    }

    /** What a member is told after it has joined: its status, and who fills it. */
    public synchronized JoinReply joined(Member member) {
        return new JoinReply(member.storage.status(), member.storage.sourceId);
    }

    /** The connection of a member has closed. */
    public synchronized void left(Member member) {
        membership.left(member);
        uploads.spaceChanged();
    }

    public synchronized void beat(Member member, StorageBeat beat) {
        StorageCounters counters = beat.counters();
        if (counters != null) {
            member.storage.counters = counters;
        }
        member.storage.lastBeatSeconds = nowSeconds();
        member.group.setStatus(member.storage, StatusRules.afterBeat(member.storage.status()));
    }

    /**
     * Takes the space of each store path.
     *
     * @throws FdfsException EINVAL if it is not that of as many store paths as the group has
     */
    public synchronized void diskUsage(Member member, DiskUsage usage) throws FdfsException {
        Group group = member.group;
        if (usage.storePaths().size() != group.shape.storePathCount()) {
            throw FdfsException.invalid("storage " + member.storage.id() + " reports "
                    + usage.storePaths().size() + " store paths, group " + group.name + " has "
                    + group.shape.storePathCount());
        }
        member.storage.spaceReported(usage.storePaths());
        uploads.spaceReported(member.storage);
        group.setStatus(member.storage, StatusRules.afterBeat(member.storage.status()));
        group.spaceChanged();
        uploads.spaceChanged();
    }

    public synchronized void syncReported(Member member, SyncReport report) {
        progress.reported(member, report);
    }

    /** What the member has not been told yet; {@code leader} is this tracker. */
    public synchronized ChangeList news(Member member, Endpoint leader) {
        return News.of(member, leader);
    }

    /** A new member asks who fills it; null if there is nothing to copy. */
    public synchronized @Nullable SyncSource chooseSource(Member member) throws FdfsException {
        return fullCopy.choose(member, nowSeconds());
    }

    /** A member tells what another tracker has chosen. */
    public synchronized void syncNotified(Member member, SyncSource source) throws FdfsException {
        fullCopy.notified(member, source);
    }

    /** Who fills this member; null if nobody does. */
    public synchronized @Nullable SyncSource syncSource(Member member) {
        return FullCopy.of(member);
    }

    /** Who fills a storage; null if nobody does. */
    public synchronized @Nullable SyncSource syncSource(String group, String id) throws FdfsException {
        return fullCopy.of(group, id);
    }

    /** The sender has this status at the leader. */
    public synchronized void statusAtLeader(Member member, StorageStatus status) throws FdfsException {
        StorageStatus to = StatusRules.atLeader(member.storage.status(), status);
        if (to != member.storage.status()) {
            member.group.setStatus(member.storage, to);
            groups.changed();
        }
    }

    /** Somebody reports the status of a storage. */
    public synchronized void statusReported(String group, StorageBrief storage) throws FdfsException {
        membership.reported(group, storage);
    }

    /** The storage as the members of its group see it. */
    public synchronized StorageBrief storageBrief(String group, String id) throws FdfsException {
        return groups.group(group).storage(id).brief();
    }

    public synchronized void deleteStorage(String group, String id) throws FdfsException {
        membership.delete(group, id, nowSeconds());
    }

    public synchronized void deleteGroup(String name) throws FdfsException {
        membership.deleteGroup(name);
    }

    /** A storage has another address now. */
    public synchronized void moved(String group, String oldAddress, String newAddress) throws FdfsException {
        membership.moved(group, oldAddress, newAddress, nowSeconds());
    }

    /** What the member has not been told of the change log. */
    public synchronized String changeLogFor(Member member) {
        return changeLogFor(member.storage);
    }

    /** What a storage that has not joined yet has not been told of the change log. */
    public synchronized String changeLogFor(String group, String id) throws FdfsException {
        return changeLogFor(groups.group(group).storage(id));
    }

    private String changeLogFor(Storage storage) {
        String part = changeLog.partFor(storage);
        if (!part.isEmpty()) {
            groups.changed();
        }
        return part;
    }

    /** The highest number of a trunk file in the group of the member. */
    public synchronized int trunkFileId(Member member) {
        return member.group.trunk.fileId();
    }

    /** Marks every storage without a recent heartbeat offline. */
    public synchronized void checkActive(Duration interval) {
        long before = nowSeconds() - interval.toSeconds();
        for (Group group : groups.inOrder()) {
            for (Storage storage : group.inJoinOrder()) {
                if (storage.isActive() && storage.lastBeatSeconds < before) {
                    log.warn("storage {}/{}: no heartbeat for {} s", group.name, storage.id(), interval.toSeconds());
                    group.setStatus(storage, StorageStatus.OFFLINE);
                }
            }
        }
        uploads.spaceChanged();
    }

    /** Where to upload: one storage, or all of the group. {@code wanted} null: any group. */
    public synchronized QueryStoreReply whereToStore(@Nullable String wanted, boolean all, String peerAddress)
            throws FdfsException {
        Group group = uploads.group(wanted);
        Storage first = all ? group.writable().getFirst() : uploads.storage(group);
        int path = uploads.storePath(group, first);
        return new QueryStoreReply(group.name, endpoints(all ? group.writable() : List.of(first), peerAddress), path);
    }

    /** One storage to read the file from. */
    public synchronized QueryFetchReply whereToFetch(String group, FileName name, String peerAddress)
            throws FdfsException {
        Storage one = downloads.one(groups.group(group), name, nowSeconds());
        return new QueryFetchReply(group, List.of(one.endpointFor(peerAddress)));
    }

    /** All storages to read the file from. */
    public synchronized QueryFetchReply allToFetch(String group, FileName name, String peerAddress)
            throws FdfsException {
        List<Storage> all = downloads.all(groups.group(group), name, nowSeconds());
        return new QueryFetchReply(group, endpoints(all, peerAddress));
    }

    /** The storage to change the file on. */
    public synchronized QueryFetchReply whereToUpdate(String group, FileName name, String peerAddress)
            throws FdfsException {
        Storage one = downloads.forUpdate(groups.group(group), name);
        return new QueryFetchReply(group, List.of(one.endpointFor(peerAddress)));
    }

    private static List<Endpoint> endpoints(List<Storage> storages, String peerAddress) {
        return storages.stream()
                .map(storage -> storage.endpointFor(peerAddress))
                .toList();
    }

    /** All groups by name. */
    public synchronized List<GroupStat> groups() {
        return groups.inOrder().stream().map(statistics::of).toList();
    }

    public synchronized GroupStat group(String name) throws FdfsException {
        return statistics.of(groups.group(name));
    }

    /** The storages of a group in the order of their ids; {@code id} empty: all. */
    public synchronized List<StorageStat> storages(String groupName, String id, String peerAddress)
            throws FdfsException {
        Group group = groups.group(groupName);
        var wanted = id.isEmpty() ? group.storages() : List.of(group.storage(id));
        return wanted.stream()
                .map(storage -> statistics.of(group, storage, peerAddress))
                .toList();
    }

    public synchronized StorageStats storages(GetStorages filter, String peerAddress) {
        return statistics.storages(groups.inOrder(), filter, peerAddress);
    }

    public synchronized VolumeStats volumes(GetVolumes filter) {
        return statistics.volumes(groups.inOrder(), filter);
    }

    /**
     * Refuses while this tracker knows nothing.
     *
     * @throws FdfsException ENOENT if no storage has ever joined
     */
    public synchronized void requireGroups() throws FdfsException {
        if (groups.inOrder().isEmpty()) {
            throw new FdfsException(Status.ENOENT, "no storage has joined yet");
        }
    }

    private long nowSeconds() {
        return clock.instant().getEpochSecond();
    }
}
