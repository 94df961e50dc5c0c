package io.fastdfs.protocol.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;

/**
 * SYNC_TRUNCATE_FILE (37). The answer is empty.
 *
 * <pre>
 *  0   8  filename length
 *  8   8  size before
 * 16   8  size after
 * 24   4  time of the record, Unix seconds
 * 28  16  group
 * 44   …  logic filename
 * </pre>
 */
public record SyncTruncate(long oldSize, long newSize, int timestampSeconds, String group, String filename)
        implements Request {
    public static SyncTruncate decode(BodyReader body) throws FdfsException {
        long nameLength = body.size();
        long oldSize = body.size();
        long newSize = body.size();
        int timestamp = body.int32();
        String group = body.padded(Width.GROUP);
        SyncTruncate request = new SyncTruncate(oldSize, newSize, timestamp, group, body.filename(nameLength));
        body.end();
        return request;
    }

    @Override
    public Command command() {
        return Command.SYNC_TRUNCATE_FILE;
    }

    @Override
    public void encode(BodyWriter body) {
        body.size(filename.length()).size(oldSize).size(newSize).int32(timestampSeconds);
        body.padded(group, Width.GROUP).filename(filename);
    }
}
