package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;

/**
 * TRACKER_JOIN_LEADER (58): a follower makes itself known. The answer is empty.
 *
 * <pre>
 *  0   8  time of its start, Unix seconds
 *  8   8  version
 * 16   8  its port
 * </pre>
 */
public record JoinLeader(long upSeconds, String version, long port) implements Request {
    public static JoinLeader decode(BodyReader body) throws FdfsException {
        JoinLeader request = new JoinLeader(body.int64(), body.padded(Width.VERSION), body.range(0, 65535));
        body.end();
        return request;
    }

    @Override
    public Command command() {
        return Command.TRACKER_JOIN_LEADER;
    }

    @Override
    public void encode(BodyWriter body) {
        body.int64(upSeconds).padded(version, Width.VERSION).int64(port);
    }
}
