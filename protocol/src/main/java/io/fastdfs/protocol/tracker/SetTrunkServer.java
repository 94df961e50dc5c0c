package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;

/**
 * SERVER_SET_TRUNK_SERVER (94). Answer: {@link TrunkServerReply}.
 *
 * <pre>
 *  0  16  group
 * 16   …  storage id, 0 to 15 bytes
 * </pre>
 *
 * @param storageId empty: the tracker chooses
 */
public record SetTrunkServer(String group, String storageId) implements Request {
    public static SetTrunkServer decode(BodyReader body) throws FdfsException {
        String group = body.padded(Width.GROUP);
        if (body.left() >= Width.STORAGE_ID) {
            throw FdfsException.invalid("storage id of " + body.left() + " bytes");
        }
        return new SetTrunkServer(group, body.left() == 0 ? "" : body.restFilename());
    }

    @Override
    public Command command() {
        return Command.SERVER_SET_TRUNK_SERVER;
    }

    @Override
    public void encode(BodyWriter body) {
        body.padded(group, Width.GROUP).filename(storageId);
    }
}
