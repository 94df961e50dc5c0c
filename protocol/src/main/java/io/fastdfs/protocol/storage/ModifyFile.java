package io.fastdfs.protocol.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;

/**
 * MODIFY_FILE (34): content that overwrites part of an appender file. Empty answer.
 *
 * <pre>
 *  0   8  filename length
 *  8   8  offset, at most the file's size
 * 16   8  content size
 * 24   …  logic filename, then the content
 * </pre>
 */
public record ModifyFile(String filename, long offset, long contentBytes) implements Request {
    public static ModifyFile decode(BodyReader body) throws FdfsException {
        long nameLength = body.size();
        long offset = body.size();
        long announced = body.size();
        return new ModifyFile(body.filename(nameLength), offset, body.content(announced));
    }

    @Override
    public Command command() {
        return Command.MODIFY_FILE;
    }

    @Override
    public void encode(BodyWriter body) {
        body.size(filename.length()).size(offset).size(contentBytes).filename(filename);
    }
}
