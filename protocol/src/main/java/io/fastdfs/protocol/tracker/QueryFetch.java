package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;

/**
 * Where a file is: 102 for reading, 103 for changing, 105 all that have it. Answer: {@link QueryFetchReply}.
 *
 * <pre>
 *  0  16  group
 * 16   …  logic filename
 * </pre>
 */
public record QueryFetch(Command command, String group, String filename) implements Request {
    private static final int MIN_FILENAME = 22;

    public static QueryFetch decode(Command command, BodyReader body) throws FdfsException {
        String group = body.padded(Width.GROUP);
        if (body.left() < MIN_FILENAME) {
            throw FdfsException.invalid("filename of " + body.left() + " bytes");
        }
        return new QueryFetch(command, group, body.restFilename());
    }

    @Override
    public void encode(BodyWriter body) {
        body.padded(group, Width.GROUP).filename(filename);
    }
}
