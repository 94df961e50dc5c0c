package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;

/**
 * The answer to TRACKER_GET_STATUS (64), by which trackers choose their leader.
 *
 * <pre>
 *  0   1  1 if it is the leader
 *  1   8  seconds since its start
 *  9   8  seconds between its last stop and its start
 * </pre>
 */
public record TrackerStatus(boolean leader, long runningSeconds, long restartSeconds) {
    public static TrackerStatus decode(BodyReader body) throws FdfsException {
        int leader = body.int8();
        if (leader != 0 && leader != 1) {
            throw FdfsException.invalid("leader flag " + leader);
        }
        TrackerStatus reply = new TrackerStatus(leader == 1, body.int64(), body.int64());
        body.end();
        return reply;
    }

    public void encode(BodyWriter body) {
        body.int8(leader ? 1 : 0).int64(runningSeconds).int64(restartSeconds);
    }
}
