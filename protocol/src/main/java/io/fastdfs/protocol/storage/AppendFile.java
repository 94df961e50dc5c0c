package io.fastdfs.protocol.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;

/**
 * APPEND_FILE (24): content for the end of an appender file. Empty answer.
 *
 * <pre>
 *  0   8  filename length
 *  8   8  content size
 * 16   …  logic filename, then the content
 * </pre>
 */
public record AppendFile(String filename, long contentBytes) implements Request {
    public static AppendFile decode(BodyReader body) throws FdfsException {
        long nameLength = body.size();
        long announced = body.size();
        return new AppendFile(body.filename(nameLength), body.content(announced));
    }

    @Override
    public Command command() {
        return Command.APPEND_FILE;
    }

    @Override
    public void encode(BodyWriter body) {
        body.size(filename.length()).size(contentBytes).filename(filename);
    }
}
