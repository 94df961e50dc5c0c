package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;

/** SERVER_LIST_ONE_GROUP (90): its name, 16 bytes, NUL padded. Answer: one {@link GroupStat}. */
public record ListGroup(String group) implements Request {
    public static ListGroup decode(BodyReader body) throws FdfsException {
        ListGroup request = new ListGroup(body.padded(Width.GROUP));
        body.end();
        return request;
    }

    @Override
    public Command command() {
        return Command.SERVER_LIST_ONE_GROUP;
    }

    @Override
    public void encode(BodyWriter body) {
        body.padded(group, Width.GROUP);
    }
}
