package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Width;

/** The answer to {@link SetTrunkServer}: the id of the trunk server and one NUL. */
public record TrunkServerReply(String storageId) {
    public static TrunkServerReply decode(BodyReader body) throws FdfsException {
        if (body.left() < 1 || body.left() > Width.STORAGE_ID) {
            throw FdfsException.invalid("trunk server of " + body.left() + " bytes");
        }
        TrunkServerReply reply = new TrunkServerReply(body.filename(body.left() - 1));
        if (body.int8() != 0) {
            throw FdfsException.invalid("trunk server without its NUL");
        }
        return reply;
    }

    public void encode(BodyWriter body) {
        body.filename(storageId).int8(0);
    }
}
