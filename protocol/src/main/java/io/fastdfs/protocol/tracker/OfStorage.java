package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;

/**
 * A question about one storage from a connection that has not joined: STORAGE_SYNC_SRC_REQ (86), answered by a
 * {@link SyncSource} or nothing, and STORAGE_CHANGELOG_REQ (77), answered by a {@link ChangeLogReply}.
 *
 * <pre>
 *  0  16  group
 * 16  16  storage id
 * </pre>
 */
public record OfStorage(Command command, String group, String storageId) implements Request {
    public static OfStorage decode(Command command, BodyReader body) throws FdfsException {
        OfStorage request = new OfStorage(command, body.padded(Width.GROUP), body.terminated(Width.STORAGE_ID));
        body.end();
        return request;
    }

    @Override
    public void encode(BodyWriter body) {
        body.padded(group, Width.GROUP).terminated(storageId, Width.STORAGE_ID);
    }
}
