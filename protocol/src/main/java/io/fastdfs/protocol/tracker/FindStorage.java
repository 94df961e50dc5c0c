package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;

/**
 * STORAGE_GET_SERVER_ID (70), answered by a {@link ServerIdReply}, or STORAGE_GET_STATUS (71), answered by a
 * {@link StorageBrief}.
 *
 * <pre>
 *  0  16  group
 * 16   …  ip:port or [ipv6]:port; before 6.16 a bare ip, or nothing: the address of the peer
 * </pre>
 */
public record FindStorage(Command command, String group, String host) implements Request {
    private static final int MAX_HOST = 52;

    public static FindStorage decode(Command command, BodyReader body) throws FdfsException {
        String group = body.padded(Width.GROUP);
        if (body.left() > MAX_HOST) {
            throw FdfsException.invalid("host of " + body.left() + " bytes");
        }
        return new FindStorage(command, group, body.restText());
    }

    @Override
    public void encode(BodyWriter body) {
        body.padded(group, Width.GROUP).text(host);
    }
}
