package io.fastdfs.protocol.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;

/**
 * UPLOAD_SLAVE_FILE (21): a file named after its master, "…_150x150.jpg". Answer: {@link FileNameReply}.
 *
 * <pre>
 *  0   8  master filename length
 *  8   8  content size
 * 16  16  prefix, NUL padded
 * 32   6  extension, may be empty
 * 38   …  master logic filename, then the content
 * </pre>
 */
public record UploadSlaveFile(String masterFilename, String prefix, String extension, long contentBytes)
        implements Request {
    public static UploadSlaveFile decode(BodyReader body) throws FdfsException {
        long nameLength = body.size();
        long announced = body.size();
        String prefix = body.padded(Width.PREFIX);
        String extension = body.padded(Width.EXTENSION);
        String master = body.filename(nameLength);
        return new UploadSlaveFile(master, prefix, extension, body.content(announced));
    }

    @Override
    public Command command() {
        return Command.UPLOAD_SLAVE_FILE;
    }

    @Override
    public void encode(BodyWriter body) {
        body.size(masterFilename.length()).size(contentBytes);
        body.padded(prefix, Width.PREFIX).padded(extension, Width.EXTENSION).filename(masterFilename);
    }
}
