package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;

/**
 * SERVER_TRACKER_CLUSTER_STAT (96). Answer: {@link TrackerStats}.
 *
 * <pre>
 *  0   1  filter: 1 compare active, 2 compare leader, 3 both
 *  1   1  active
 *  2   1  leader
 * </pre>
 */
public record GetTrackers(int filter, boolean active, boolean leader) implements Request {
    private static final int BY_ACTIVE = 1;
    private static final int BY_LEADER = 2;

    public static GetTrackers decode(BodyReader body) throws FdfsException {
        GetTrackers request = new GetTrackers(body.uint8(), body.int8() != 0, body.int8() != 0);
        body.end();
        return request;
    }

    /** True if the answer shall hold this tracker. */
    public boolean wants(TrackerStats.Tracker tracker) {
        return ((filter & BY_ACTIVE) == 0 || tracker.active() == active)
                && ((filter & BY_LEADER) == 0 || tracker.leader() == leader);
    }

    @Override
    public Command command() {
        return Command.SERVER_TRACKER_CLUSTER_STAT;
    }

    @Override
    public void encode(BodyWriter body) {
        body.int8(filter).int8(active ? 1 : 0).int8(leader ? 1 : 0);
    }
}
