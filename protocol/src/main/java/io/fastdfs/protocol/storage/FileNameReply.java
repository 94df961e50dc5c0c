package io.fastdfs.protocol.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Width;

/**
 * The answer to every command that makes a file: its group and logic filename.
 *
 * <pre>
 *  0  16  group, NUL padded
 * 16   …  logic filename
 * </pre>
 */
public record FileNameReply(String group, String filename) {
    public static FileNameReply decode(BodyReader body) throws FdfsException {
        return new FileNameReply(body.padded(Width.GROUP), body.restFilename());
    }

    public void encode(BodyWriter body) {
        body.padded(group, Width.GROUP).filename(filename);
    }
}
