package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Width;

/**
 * A storage in a list of group members, 67 bytes.
 *
 * <pre>
 *  0   1  status
 *  1   4  port
 *  5  16  id
 * 21  46  address
 * </pre>
 */
public record StorageBrief(int status, int port, String id, String address) {
    public static final int BYTES = 67;

    public static StorageBrief decode(BodyReader body) throws FdfsException {
        return new StorageBrief(
                body.uint8(), body.int32(), body.terminated(Width.STORAGE_ID), body.terminated(Width.IPV6));
    }

    public void encode(BodyWriter body) {
        body.int8(status).int32(port).terminated(id, Width.STORAGE_ID).terminated(address, Width.IPV6);
    }
}
