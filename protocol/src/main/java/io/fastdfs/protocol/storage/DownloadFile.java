package io.fastdfs.protocol.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;

/**
 * DOWNLOAD_FILE (14): one byte range of one file. Answer: the bytes.
 *
 * <pre>
 *  0   8  offset    first byte wanted
 *  8   8  length    bytes wanted; 0: up to the end of the file
 * 16  16  group     NUL padded
 * 32   …  filename  logic filename
 * </pre>
 */
public record DownloadFile(long offset, long length, String group, String filename) implements Request {
    public static DownloadFile decode(BodyReader body) throws FdfsException {
        return new DownloadFile(body.size(), body.size(), body.padded(Width.GROUP), body.restFilename());
    }

    @Override
    public Command command() {
        return Command.DOWNLOAD_FILE;
    }

    @Override
    public void encode(BodyWriter body) {
        body.size(offset).size(length).padded(group, Width.GROUP).filename(filename);
    }
}
