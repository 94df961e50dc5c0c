package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Status;
import io.fastdfs.protocol.Width;

/**
 * STORAGE_GET_GROUP_NAME (109): the group that storage_ids.conf gives an address. Answer: {@link GroupName}.
 *
 * <pre>
 *  0   …  address as text, at most 45 bytes, else ENAMETOOLONG; empty: that of the connection
 *  …   4  port
 * </pre>
 */
public record GetGroupName(String address, int port) implements Request {
    public static GetGroupName decode(BodyReader body) throws FdfsException {
        long length = body.left() - Integer.BYTES;
        if (length < 0) {
            throw FdfsException.invalid("no port in a body of " + body.left() + " bytes");
        }
        if (length >= Width.IPV6) {
            throw new FdfsException(Status.ENAMETOOLONG, "address of " + length + " bytes");
        }
        return new GetGroupName(body.padded((int) length), body.int32());
    }

    @Override
    public Command command() {
        return Command.STORAGE_GET_GROUP_NAME;
    }

    @Override
    public void encode(BodyWriter body) {
        body.text(address).int32(port);
    }
}
