package io.fastdfs.protocol.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;

/**
 * A name made from another: SYNC_CREATE_LINK (19) and SYNC_RENAME_FILE (40). The answer is empty; C answers a rename
 * with part of the request, which its senders ignore.
 *
 * <pre>
 *  0   8  length of the new name
 *  8   8  length of the source name
 * 16   4  time of the record, Unix seconds
 * 20  16  group
 * 36   …  new logic filename, then the source's
 * </pre>
 *
 * @param source the link's target, or the old name
 */
public record SyncName(Command command, int timestampSeconds, String group, String filename, String source)
        implements Request {
    public static SyncName decode(Command command, BodyReader body) throws FdfsException {
        long nameLength = body.size();
        long sourceLength = body.size();
        int timestamp = body.int32();
        String group = body.padded(Width.GROUP);
        String filename = body.filename(nameLength);
        SyncName request = new SyncName(command, timestamp, group, filename, body.filename(sourceLength));
        body.end();
        return request;
    }

    @Override
    public void encode(BodyWriter body) {
        body.size(filename.length())
                .size(source.length())
                .int32(timestampSeconds)
                .padded(group, Width.GROUP);
        body.filename(filename).filename(source);
    }
}
