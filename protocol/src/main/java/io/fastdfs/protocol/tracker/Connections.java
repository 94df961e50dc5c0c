package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;

/** How many connections a server has and may have, three times 4 bytes. */
public record Connections(int allocated, int current, int max) {
    public static Connections decode(BodyReader body) throws FdfsException {
        return new Connections(body.int32(), body.int32(), body.int32());
    }

    public void encode(BodyWriter body) {
        body.int32(allocated).int32(current).int32(max);
    }
}
