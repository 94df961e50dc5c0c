package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;

/** SERVER_DELETE_GROUP (108): 16 bytes, the group that has no storages any more. The answer is empty. */
public record DeleteGroup(String group) implements Request {
    public static DeleteGroup decode(BodyReader body) throws FdfsException {
        DeleteGroup request = new DeleteGroup(body.padded(Width.GROUP));
        body.end();
        return request;
    }

    @Override
    public Command command() {
        return Command.SERVER_DELETE_GROUP;
    }

    @Override
    public void encode(BodyWriter body) {
        body.padded(group, Width.GROUP);
    }
}
