package io.fastdfs.tracker.cluster;

import io.fastdfs.protocol.tracker.ChangeList;
import io.fastdfs.protocol.tracker.Endpoint;
import io.fastdfs.protocol.tracker.StorageBrief;
import java.util.ArrayList;
import java.util.List;

/** What a member is told in the answer to its reports: the changes since the last one. */
public final class News {
    /**
     * This tracker as the leader.
     *
     * @param self where the member reaches it
     * @param term another number for each leader
     */
    public record Leading(Endpoint self, long term) {}

    private static final ChangeList NONE = new ChangeList(0, List.of());
    private static final int MAX_ID = 15;

    private News() {}

    /** What trackers say that do not lead: members hear from one only. */
    public static ChangeList ofFollower() {
        return NONE;
    }

    /** What the member has not been told yet. */
    static ChangeList of(Member member, Leading leading) {
        Endpoint leader = leading.self;
        boolean leaderChanged = member.toldTerm != leading.term;
        Group group = member.group;
        boolean membersChanged = member.storage.toldChange != group.change;
        if (!leaderChanged && !membersChanged) {
            return NONE;
        }
        int flags = 0;
        List<StorageBrief> briefs = new ArrayList<>();
        if (leaderChanged) {
            member.toldTerm = leading.term;
            flags |= ChangeList.LEADER;
            String id = leader.address()
                    .substring(0, Math.min(MAX_ID, leader.address().length()));
            briefs.add(new StorageBrief(0, leader.port(), id, leader.address()));
        }
        if (membersChanged) {
            member.storage.toldChange = group.change;
            flags |= ChangeList.MEMBERS;
            group.storages().forEach(storage -> briefs.add(storage.briefFor(member.address)));
        }
        return new ChangeList(flags, briefs);
    }
}
