package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;

/** TRACKER_PING_LEADER (65): 12 bytes, the {@link Connections} of a follower. Answer: {@link TrunkServers}. */
public record PingLeader(Connections connections) implements Request {
    public static PingLeader decode(BodyReader body) throws FdfsException {
        PingLeader request = new PingLeader(Connections.decode(body));
        body.end();
        return request;
    }

    @Override
    public Command command() {
        return Command.TRACKER_PING_LEADER;
    }

    @Override
    public void encode(BodyWriter body) {
        connections.encode(body);
    }
}
