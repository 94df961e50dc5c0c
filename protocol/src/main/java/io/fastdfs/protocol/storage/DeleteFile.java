package io.fastdfs.protocol.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;

/**
 * DELETE_FILE (12): removes a file and its metadata. Empty answer.
 *
 * <pre>
 *  0  16  group, NUL padded
 * 16   …  logic filename
 * </pre>
 */
public record DeleteFile(String group, String filename) implements Request {
    public static DeleteFile decode(BodyReader body) throws FdfsException {
        return new DeleteFile(body.padded(Width.GROUP), body.restFilename());
    }

    @Override
    public Command command() {
        return Command.DELETE_FILE;
    }

    @Override
    public void encode(BodyWriter body) {
        body.padded(group, Width.GROUP).filename(filename);
    }
}
