package io.fastdfs.protocol.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;

/**
 * GET_METADATA (15): the metadata of a file. Answer: the text of {@link SetMetadata}, sorted.
 *
 * <pre>
 *  0  16  group, NUL padded
 * 16   …  logic filename
 * </pre>
 */
public record GetMetadata(String group, String filename) implements Request {
    public static GetMetadata decode(BodyReader body) throws FdfsException {
        return new GetMetadata(body.padded(Width.GROUP), body.restFilename());
    }

    @Override
    public Command command() {
        return Command.GET_METADATA;
    }

    @Override
    public void encode(BodyWriter body) {
        body.padded(group, Width.GROUP).filename(filename);
    }
}
