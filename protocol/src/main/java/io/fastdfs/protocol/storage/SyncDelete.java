package io.fastdfs.protocol.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;

/**
 * SYNC_DELETE_FILE (17). The answer is empty.
 *
 * <pre>
 *  0   4  time of the record, Unix seconds
 *  4  16  group
 * 20   …  logic filename
 * </pre>
 */
public record SyncDelete(int timestampSeconds, String group, String filename) implements Request {
    public static SyncDelete decode(BodyReader body) throws FdfsException {
        return new SyncDelete(body.int32(), body.padded(Width.GROUP), body.restFilename());
    }

    @Override
    public Command command() {
        return Command.SYNC_DELETE_FILE;
    }

    @Override
    public void encode(BodyWriter body) {
        body.int32(timestampSeconds).padded(group, Width.GROUP).filename(filename);
    }
}
