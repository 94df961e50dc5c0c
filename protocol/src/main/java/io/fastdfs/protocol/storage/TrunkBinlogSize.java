package io.fastdfs.protocol.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;

/** The answer to TRUNK_GET_BINLOG_SIZE (31): 8 bytes, the size of the trunk binlog. */
public record TrunkBinlogSize(long bytes) {
    public static TrunkBinlogSize decode(BodyReader body) throws FdfsException {
        TrunkBinlogSize reply = new TrunkBinlogSize(body.size());
        body.end();
        return reply;
    }

    public void encode(BodyWriter body) {
        body.size(bytes);
    }
}
