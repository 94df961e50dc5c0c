package io.fastdfs.protocol.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;

/** REGENERATE_APPENDER_FILENAME (38): makes an appender a normal file. The body is its logic filename. */
public record RegenerateFilename(String filename) implements Request {
    public static RegenerateFilename decode(BodyReader body) throws FdfsException {
        return new RegenerateFilename(body.restFilename());
    }

    @Override
    public Command command() {
        return Command.REGENERATE_APPENDER_FILENAME;
    }

    @Override
    public void encode(BodyWriter body) {
        body.filename(filename);
    }
}
