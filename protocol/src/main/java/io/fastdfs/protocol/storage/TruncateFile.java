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
 *
 * <p>The clients of tobato and luhuiguo announce a body that is longer by the new size, and never send these bytes.
 */
public record TruncateFile(String filename, long newSize) implements Request {
    /** Bytes before the filename. */
    public static final int FIXED_BYTES = 16;

    /** Accepts a body that ends with the name, or that announces the new size behind it; C accepts any longer one. */
    public static TruncateFile decode(BodyReader body) throws FdfsException {
        long nameLength = body.size();
        long newSize = body.size();
        String filename = body.filename(nameLength);
        if (body.left() != 0 && body.left() != newSize) {
            throw FdfsException.invalid(body.left() + " bytes behind the name of a file to truncate to " + newSize);
        }
        return new TruncateFile(filename, newSize);
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
