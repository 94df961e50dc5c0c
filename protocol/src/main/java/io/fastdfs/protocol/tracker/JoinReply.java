package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Width;

/**
 * The answer to {@link StorageJoin}.
 *
 * <pre>
 *  0   1  status of the storage, as the tracker sees it now
 *  1  16  id of the storage that fills it, empty if none
 * </pre>
 */
public record JoinReply(StorageStatus status, String sourceId) {
    public static JoinReply decode(BodyReader body) throws FdfsException {
        JoinReply reply = new JoinReply(StorageStatus.of(body.uint8()), body.terminated(Width.STORAGE_ID));
        body.end();
        return reply;
    }

    public void encode(BodyWriter body) {
        body.int8(status.code).terminated(sourceId, Width.STORAGE_ID);
    }
}
