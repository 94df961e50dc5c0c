package io.fastdfs.protocol.storage;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;

/**
 * UPLOAD_FILE (11) and UPLOAD_APPENDER_FILE (23): a new file. Answer: {@link FileNameReply}.
 *
 * <pre>
 *  0   1  storePathIndex  signed; -1: the server chooses
 *  1   8  content size
 *  9   6  extension       without its dot, NUL padded
 * 15   …  content         streams behind the head
 * </pre>
 */
public record UploadFile(boolean appender, int storePathIndex, long contentBytes, String extension) implements Request {
    public static UploadFile decode(boolean appender, BodyReader body) throws FdfsException {
        int storePathIndex = body.int8();
        long announced = body.size();
        String extension = body.padded(Width.EXTENSION);
        return new UploadFile(appender, storePathIndex, body.content(announced), extension);
    }

    @Override
    public Command command() {
        return appender ? Command.UPLOAD_APPENDER_FILE : Command.UPLOAD_FILE;
    }

    @Override
    public void encode(BodyWriter body) {
        body.int8(storePathIndex).size(contentBytes).padded(extension, Width.EXTENSION);
    }
}
