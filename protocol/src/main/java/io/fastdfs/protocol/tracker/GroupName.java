package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Width;

/** The answer to {@link GetGroupName}: 16 bytes, NUL padded. */
public record GroupName(String group) {
    public static GroupName decode(BodyReader body) throws FdfsException {
        GroupName reply = new GroupName(body.padded(Width.GROUP));
        body.end();
        return reply;
    }

    public void encode(BodyWriter body) {
        body.padded(group, Width.GROUP);
    }
}
