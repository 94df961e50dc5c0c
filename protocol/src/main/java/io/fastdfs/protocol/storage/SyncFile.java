package io.fastdfs.protocol.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;

/**
 * A whole file for a peer of the group: SYNC_CREATE_FILE (16) and SYNC_UPDATE_FILE (18). The answer is empty.
 *
 * <pre>
 *  0   8  filename length
 *  8   8  file size
 * 16   4  time of the record, Unix seconds
 * 20  16  group
 * 36   …  logic filename, then the content if the header's status is 0
 * </pre>
 *
 * @param status of the request header; another value than 0 says that the peer has the file, and no content follows
 * @param size bytes of the file at the source, with or without content
 */
public record SyncFile(Command command, int status, long size, int timestampSeconds, String group, String filename)
        implements Request {
    public static SyncFile decode(Command command, int status, BodyReader body) throws FdfsException {
        long nameLength = body.size();
        long size = body.size();
        int timestamp = body.int32();
        String group = body.padded(Width.GROUP);
        String filename = body.filename(nameLength);
        body.content(status == 0 ? size : 0);
        return new SyncFile(command, status, size, timestamp, group, filename);
    }

    @Override
    public long contentBytes() {
        return status == 0 ? size : 0;
    }

    @Override
    public void encode(BodyWriter body) {
        body.size(filename.length()).size(size).int32(timestampSeconds).padded(group, Width.GROUP);
        body.filename(filename);
    }
}
