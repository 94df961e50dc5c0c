package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Width;

/** The answer to STORAGE_GET_SERVER_ID (70): the id of the storage as text, 1 to 15 bytes without NUL. */
public record ServerIdReply(String storageId) {
    public static ServerIdReply decode(BodyReader body) throws FdfsException {
        if (body.left() >= Width.STORAGE_ID) {
            throw FdfsException.invalid("storage id of " + body.left() + " bytes");
        }
        return new ServerIdReply(body.restFilename());
    }

    public void encode(BodyWriter body) {
        body.filename(storageId);
    }
}
