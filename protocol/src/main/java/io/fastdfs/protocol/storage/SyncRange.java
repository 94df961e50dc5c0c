package io.fastdfs.protocol.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;

/**
 * Bytes of an appender file for a peer: SYNC_APPEND_FILE (25) and SYNC_MODIFY_FILE (35). The answer is empty.
 *
 * <pre>
 *  0   8  filename length
 *  8   8  offset at which the content begins; of an append: the size before it
 * 16   8  content length
 * 24   4  time of the record, Unix seconds
 * 28  16  group
 * 44   …  logic filename, then the content
 * </pre>
 */
public record SyncRange(
        Command command, long offset, long contentBytes, int timestampSeconds, String group, String filename)
        implements Request {
    public static SyncRange decode(Command command, BodyReader body) throws FdfsException {
        long nameLength = body.size();
        long offset = body.size();
        long announced = body.size();
        int timestamp = body.int32();
        String group = body.padded(Width.GROUP);
        String filename = body.filename(nameLength);
        return new SyncRange(command, offset, body.content(announced), timestamp, group, filename);
    }

    @Override
    public void encode(BodyWriter body) {
        body.size(filename.length()).size(offset).size(contentBytes).int32(timestampSeconds);
        body.padded(group, Width.GROUP).filename(filename);
    }
}
