package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;

/**
 * STORAGE_GET_GROUP_NAME (109): the group that storage_ids.conf gives an address. Answer: {@link GroupName}.
 *
 * <pre>
 *  0   …  address as text; empty: that of the connection
 *  …   4  port
 * </pre>
 */
public record GetGroupName(String address, int port) implements Request {
    public static GetGroupName decode(BodyReader body) throws FdfsException {
        long length = body.left() - Integer.BYTES;
        if (length >= Width.IPV6) {
            throw FdfsException.invalid("address of " + length + " bytes");
        }
        GetGroupName request = new GetGroupName(body.padded((int) Math.max(length, 0)), body.int32());
        body.end();
        return request;
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
