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
import io.fastdfs.protocol.tracker.TrunkServers;
import io.fastdfs.protocol.tracker.VolumeStats;
import io.fastdfs.tracker.identity.Identities;
import io.fastdfs.tracker.state.StateFolder;
import java.io.IOException;
import java.net.InetAddress;
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

    private final StateFolder folder;
    private final Groups groups = new Groups();
    private final Restoring restoring;
    private boolean complete;
    private final boolean storageIds;
    private final boolean trunkFiles;
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
        this.folder = folder;
        this.clock = clock;
        storageIds = identities.useIds();
        trunkFiles = policy.trunkFiles();
        changeLog = new ChangeLog(folder);
        membership = new Membership(groups, policy.storeServer(), identities, changeLog);
        progress = new ReplicationProgress(policy.storeServer(), policy.syncFileMaxDelay(), policy.syncFileMaxTime());
        uploads = new UploadSelection(policy, groups);
        downloads = new DownloadSelection(policy, progress, uploads);
        statistics = new Statistics(policy.reservedSpace(), storageIds, trunkFiles);
        restoring = new Restoring(groups, policy.storeServer(), identities, progress, folder);
        complete = restoring.restore();
        if (!complete) {
            groups.changed();
        }
        fullCopy = new FullCopy(groups, complete ? 0 : nowSeconds() + WAIT_FOR_MEMBERS.toSeconds());
    }

    /** Takes the files of another tracker in place of what is known. Only before the first storage has joined. */
    public synchronized void adopt(List<String> files) throws IOException {
        new Snapshot(0, files.get(0), files.get(1), files.get(2), files.get(3)).write(folder);
        changeLog.replace(files.get(3));
        groups.clear();
        restoring.restore();
        groups.changed();
    }

    /**
     * Who has a voice in the question whether this tracker may lead.
     *
     * @param known storages that have not left
     * @param present those of them with a heartbeat
     * @param incomplete there may be more that this tracker does not know
     */
    public record Voices(int known, int present, boolean incomplete) {}

    public synchronized Voices voices() {
        int known = 0;
        int present = 0;
        for (Group group : groups.inOrder()) {
            for (Storage storage : group.storages()) {
                known += storage.isTombstone() ? 0 : 1;
                present += storage.isActive() ? 1 : 0;
            }
        }
        return new Voices(known, present, !complete);
    }

    /** Whether all storages are known, as far as this tracker and the others can tell. */
    public synchronized void complete(boolean known) {
        complete = known;
    }

    /** True if a storage that has not left has this address. */
    public synchronized boolean hasStorageAt(String address) {
        return groups.inOrder().stream()
                .flatMap(group -> group.storages().stream())
                .anyMatch(
                        storage -> !storage.isTombstone() && storage.addresses().contains(address));
    }

    public synchronized boolean hasGroups() {
        return !groups.inOrder().isEmpty();
    }

    /** The leader has named the trunk server of a group; empty: it has none. */
    public synchronized void trunkServerIs(String groupName, String id) {
        Group group = groups.find(groupName);
        if (group != null && !group.trunk.server().equals(id)) {
            group.trunk = new TrunkState(group.trunk.fileId(), id, id);
            groups.changed();
        }
    }

    /** The trunk server of each group, for trackers that follow this one. */
    public synchronized TrunkServers trunkServers() {
        return new TrunkServers(groups.inOrder().stream()
                .map(group -> new TrunkServers.OfGroup(group.name, group.trunk.server()))
                .toList());
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
     * Takes the space of each store path. One that has more of them than its group serves with those that all have; C refuses
     * it, so that it is offline most of the time, until the others have as many.
     *
     * @throws FdfsException EINVAL if it is not that of as many store paths as the storage, or the group, has
     */
    public synchronized void diskUsage(Member member, DiskUsage usage) throws FdfsException {
        Group group = member.group;
        int paths = usage.storePaths().size();
        int common = group.shape.storePathCount();
        if (paths != common && (paths < common || paths != member.storage.storePathCount)) {
            throw FdfsException.invalid("storage " + member.storage.id() + " reports " + paths + " store paths, group "
                    + group.name + " has " + common);
        }
        member.storage.spaceReported(usage.storePaths().subList(0, common));
        uploads.spaceReported(member.storage);
        group.setStatus(member.storage, StatusRules.afterBeat(member.storage.status()));
        group.spaceChanged();
        uploads.spaceChanged();
    }

    public synchronized void syncReported(Member member, SyncReport report) {
        progress.reported(member, report);
    }

    /** What the member has not been told yet by this tracker, which leads. */
    public synchronized ChangeList news(Member member, News.Leading leading) {
        return News.of(member, leading);
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

    /** A member tells what it knows of its group, from the leader. */
    public synchronized void membersReported(Member member, List<StorageBrief> members) throws FdfsException {
        for (StorageBrief storage : members) {
            membership.reported(member.group.name, storage);
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

    /**
     * The trunk server has made a trunk file of this number.
     *
     * @throws FdfsException EINVAL if the member is not the trunk server of its group
     */
    public synchronized void trunkFileMade(Member member, int number) throws FdfsException {
        requireTrunkServer(member);
        TrunkState reported = member.group.trunk.atLeast(number);
        if (!reported.equals(member.group.trunk)) {
            member.group.trunk = reported;
            groups.changed();
        }
    }

    /**
     * The trunk server tells how much is free in slots.
     *
     * @throws FdfsException EINVAL if the member is not the trunk server of its group
     */
    public synchronized void trunkSpace(Member member, long freeMegabytes) throws FdfsException {
        requireTrunkServer(member);
        member.group.trunkFreeMegabytes = freeMegabytes;
        uploads.spaceChanged();
    }

    private void requireTrunkServer(Member member) throws FdfsException {
        if (!trunkFiles || !member.group.isTrunkServer(member.storage)) {
            throw FdfsException.invalid(
                    "storage " + member.storage.id() + " is not the trunk server of group " + member.group.name);
        }
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
    public synchronized QueryStoreReply whereToStore(@Nullable String wanted, boolean all, InetAddress peer)
            throws FdfsException {
        Group group = uploads.group(wanted);
        Storage first = all ? group.writable().getFirst() : uploads.storage(group);
        int path = uploads.storePath(group, first);
        List<Endpoint> where = all ? endpoints(group.writable(), peer) : List.of(first.endpointFor(peer));
        return new QueryStoreReply(group.name, where, path);
    }

    /** One storage to read the file from. */
    public synchronized QueryFetchReply whereToFetch(String group, FileName name, InetAddress peer)
            throws FdfsException {
        Storage one = downloads.one(groups.group(group), name, nowSeconds());
        return new QueryFetchReply(group, List.of(one.endpointFor(peer)));
    }

    /** All storages to read the file from. */
    public synchronized QueryFetchReply allToFetch(String group, FileName name, InetAddress peer) throws FdfsException {
        List<Storage> all = downloads.all(groups.group(group), name, nowSeconds());
        return new QueryFetchReply(group, endpoints(all, peer));
    }

    /** The storage to change the file on. */
    public synchronized QueryFetchReply whereToUpdate(String group, FileName name, InetAddress peer)
            throws FdfsException {
        Storage one = downloads.forUpdate(groups.group(group), name);
        return new QueryFetchReply(group, List.of(one.endpointFor(peer)));
    }

    private static List<Endpoint> endpoints(List<Storage> storages, InetAddress peer) {
        return storages.stream().map(storage -> storage.endpointFor(peer)).toList();
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
    public void requireGroups() throws FdfsException {
        if (!hasGroups()) {
            throw new FdfsException(Status.ENOENT, "no storage has joined yet");
        }
    }

    private long nowSeconds() {
        return clock.instant().getEpochSecond();
    }
}
