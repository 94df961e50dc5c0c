package io.fastdfs.protocol.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;

/**
 * QUERY_FILE_INFO (22): size, time and CRC of a file. Answer: {@link FileInfoReply}.
 *
 * <pre>
 * header status: flags
 *  0  16  group, NUL padded
 * 16   …  logic filename
 * </pre>
 *
 * @param flags {@link #WITHOUT_CRC} and {@link #SILENT}
 */
public record QueryFileInfo(int flags, String group, String filename) implements Request {
    public static final int WITHOUT_CRC = 1;
    public static final int SILENT = 2;

    public static QueryFileInfo decode(int flags, BodyReader body) throws FdfsException {
        return new QueryFileInfo(flags, body.padded(Width.GROUP), body.restFilename());
    }

    @Override
    public Command command() {
        return Command.QUERY_FILE_INFO;
    }

    @Override
    public int status() {
        return flags;
    }

    @Override
    public void encode(BodyWriter body) {
        body.padded(group, Width.GROUP).filename(filename);
    }
}
