package io.fastdfs.protocol.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;

/**
 * FETCH_ONE_PATH_BINLOG (26): the names of a store path that a peer has to fetch again. The answer announces
 * {@link #REPLY_LENGTH} bytes, then sends lines of text, then their number of bytes in 8 bytes, and closes.
 *
 * <pre>
 *  0  16  group
 * 16   1  store path index
 * </pre>
 */
public record FetchBinlog(String group, int storePathIndex) implements Request {
    /** The body length that C puts into the answer's header, because it does not know the real one yet. */
    public static final long REPLY_LENGTH = 1L << 58;

    public static FetchBinlog decode(BodyReader body) throws FdfsException {
        FetchBinlog request = new FetchBinlog(body.padded(Width.GROUP), body.uint8());
        body.end();
        return request;
    }

    @Override
    public Command command() {
        return Command.FETCH_ONE_PATH_BINLOG;
    }

    @Override
    public void encode(BodyWriter body) {
        body.padded(group, Width.GROUP).int8(storePathIndex);
    }
}
