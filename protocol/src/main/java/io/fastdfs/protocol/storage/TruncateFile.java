package io.fastdfs.protocol.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;

/**
 * TRUNCATE_FILE (36): a new size for an appender file. Empty answer.
 *
 * <pre>
 *  0   8  filename length
 *  8   8  new size
 * 16   …  logic filename
 * </pre>
 */
public record TruncateFile(String filename, long newSize) implements Request {
    /** C does not compare the body length with the name's; neither does this. */
    public static TruncateFile decode(BodyReader body) throws FdfsException {
        long nameLength = body.size();
        long newSize = body.size();
        return new TruncateFile(body.filename(nameLength), newSize);
    }

    @Override
    public Command command() {
        return Command.TRUNCATE_FILE;
    }

    @Override
    public void encode(BodyWriter body) {
        body.size(filename.length()).size(newSize).filename(filename);
    }
}
