package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;

/**
 * STORAGE_GET_MY_IP (60): by which address does the tracker see this storage? Answer:
 * {@link MyIpReply}.
 *
 * <pre>
 *  0  17  group; 16 bytes and no port before 6.16
 * 17   4  port of the storage; 0 if it was not sent
 * </pre>
 */
public record GetMyIp(String group, int port) implements Request {
    public static GetMyIp decode(BodyReader body) throws FdfsException {
        boolean withPort = body.left() != Width.GROUP;
        String group = withPort ? body.terminated(Width.GROUP_IN_STAT) : body.padded(Width.GROUP);
        GetMyIp request = new GetMyIp(group, withPort ? body.int32() : 0);
        body.end();
        return request;
    }

    @Override
    public Command command() {
        return Command.STORAGE_GET_MY_IP;
    }

    @Override
    public void encode(BodyWriter body) {
        body.terminated(group, Width.GROUP_IN_STAT).int32(port);
    }
}
