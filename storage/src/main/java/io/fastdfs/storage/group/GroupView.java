package io.fastdfs.storage.group;

import io.fastdfs.protocol.tracker.StorageBrief;
import io.fastdfs.protocol.tracker.StorageStatus;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The group as this storage knows it: its members, its place among them, and which tracker leads. */
public final class GroupView {
    private final Membership membership;
    private final Negotiation negotiation;
    private final SyncedUntil synced;
    /** Those that have answered a join since this storage started, be it with a refusal. */
    private final Set<InetSocketAddress> answered = ConcurrentHashMap.newKeySet();

    private volatile Optional<Leader> leader = Optional.empty();
    /** What a tracker has last said this storage is, be it left out of the lists since. */
    private volatile StorageStatus lastOwnStatus = StorageStatus.NONE;

    /** Address and port of the leading tracker. */
    public record Leader(String address, int port) {}

    public GroupView(Membership membership, Negotiation negotiation, SyncedUntil synced) {
        this.membership = membership;
        this.negotiation = negotiation;
        this.synced = synced;
    }

    public Membership membership() {
        return membership;
    }

    public Negotiation negotiation() {
        return negotiation;
    }

    /** Up to when the changes of each member are here. */
    public Map<String, Long> synced() {
        return synced.all();
    }

    /** The status of this storage at the leading tracker; NONE as long as none has told. */
    public StorageStatus ownStatus() {
        return membership.member(membership.ownId()).map(Member::status).orElse(StorageStatus.NONE);
    }

    /** This tracker has accepted a join, or refused it. */
    public void joinAnswered(InetSocketAddress tracker) {
        answered.add(tracker);
    }

    /** The members are those that a tracker lists. */
    public void membersAre(List<StorageBrief> members) {
        membership.replace(members);
        StorageStatus own = ownStatus();
        if (own != StorageStatus.NONE) {
            lastOwnStatus = own;
        }
    }

    /**
     * What this storage says of itself when it joins: what a tracker has last said that it is. A tracker that has lost its disk
     * leaves it out of its list, and learns its status from it. As long as none has told, it is
     * -1, with which a tracker that does not know this storage refuses it; and once every tracker has answered, 0: else one
     * that leads, and knows nothing, would refuse for ever. Source: FastDFS tracker_client_thread.c.
     *
     * @param trackers how many there are
     */
    public int statusForJoin(int trackers) {
        if (lastOwnStatus != StorageStatus.NONE) {
            return lastOwnStatus.code;
        }
        return trackers == 1 || answered.size() >= trackers ? StorageStatus.INIT.code : -1;
    }

    /** True while a member comes, so that news is expected soon. */
    public boolean isChanging() {
        return ownStatus() != StorageStatus.ACTIVE
                || membership.others().stream().anyMatch(GroupView::isComing);
    }

    private static boolean isComing(Member member) {
        return switch (member.status()) {
            case INIT, WAIT_SYNC, SYNCING, ONLINE -> true;
            case IP_CHANGED, DELETED, OFFLINE, ACTIVE, RECOVERY, NONE -> false;
        };
    }

    public void leaderIs(String address, int port) {
        leader = address.isEmpty() ? Optional.empty() : Optional.of(new Leader(address, port));
    }

    public Optional<Leader> leader() {
        return leader;
    }
}
