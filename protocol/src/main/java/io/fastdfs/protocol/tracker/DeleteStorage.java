package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;

/**
 * SERVER_DELETE_STORAGE (93): forget a storage that has left for good. The answer is empty.
 *
 * <pre>
 *  0  16  group
 * 16   …  storage id, 1 to 15 bytes, which may be NUL padded
 * </pre>
 */
public record DeleteStorage(String group, String storageId) implements Request {
    public static DeleteStorage decode(BodyReader body) throws FdfsException {
        String group = body.padded(Width.GROUP);
        if (body.left() < 1 || body.left() >= Width.STORAGE_ID) {
            throw FdfsException.invalid("storage id of " + body.left() + " bytes");
        }
        return new DeleteStorage(group, body.padded((int) body.left()));
    }

    @Override
    public Command command() {
        return Command.SERVER_DELETE_STORAGE;
    }

    @Override
    public void encode(BodyWriter body) {
        body.padded(group, Width.GROUP).filename(storageId);
    }
}
