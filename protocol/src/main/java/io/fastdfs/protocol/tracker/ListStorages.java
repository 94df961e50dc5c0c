package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;

/**
 * SERVER_LIST_STORAGE (92): the storages of a group. Answer: {@link StorageStat} records.
 *
 * <pre>
 *  0  16  group
 * 16   …  id of one storage, up to 15 bytes, which may be NUL padded; empty: all
 * </pre>
 */
public record ListStorages(String group, String storageId) implements Request {
    public static ListStorages decode(BodyReader body) throws FdfsException {
        String group = body.padded(Width.GROUP);
        if (body.left() >= Width.STORAGE_ID) {
            throw FdfsException.invalid("storage id of " + body.left() + " bytes");
        }
        return new ListStorages(group, body.padded((int) body.left()));
    }

    @Override
    public Command command() {
        return Command.SERVER_LIST_STORAGE;
    }

    @Override
    public void encode(BodyWriter body) {
        body.padded(group, Width.GROUP).text(storageId);
    }
}
