package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Width;

/**
 * Who fills a new storage, and up to when: the answer to 79, 86 and 87, and the body of 88. Source: tracker_proto.h,
 * TrackerStorageSyncReqBody.
 *
 * <pre>
 *  0  16  id of the source; empty in 88: there is nothing to copy
 * 16   8  Unix seconds up to which it sends its records
 * </pre>
 */
public record SyncSource(String id, long untilSeconds) {
    public static SyncSource decode(BodyReader body) throws FdfsException {
        SyncSource source = new SyncSource(body.terminated(Width.STORAGE_ID), body.int64());
        body.end();
        return source;
    }

    public void encode(BodyWriter body) {
        body.terminated(id, Width.STORAGE_ID).int64(untilSeconds);
    }
}
