package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;

/**
 * A tracker as text, {@code ip:port} or {@code [ipv6]:port}, at most 52 bytes: the answer to SERVER_GET_LEADER (95), and
 * the body of TRACKER_NOTIFY_NEXT_LEADER (66) and TRACKER_COMMIT_NEXT_LEADER (67), whose answers are empty.
 */
public record Leader(Command command, String address) implements Request {
    private static final int MAX_BYTES = 52;

    public static Leader decode(Command command, BodyReader body) throws FdfsException {
        if (body.left() > MAX_BYTES) {
            throw FdfsException.invalid("tracker address of " + body.left() + " bytes");
        }
        return new Leader(command, body.restFilename());
    }

    @Override
    public void encode(BodyWriter body) {
        body.filename(address);
    }
}
