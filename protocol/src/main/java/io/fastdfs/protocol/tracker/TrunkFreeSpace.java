package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;

/** STORAGE_REPORT_TRUNK_FREE (74): 8 bytes, the megabytes free in the group's trunk files. The answer is empty. */
public record TrunkFreeSpace(long megabytes) implements Request {
    public static TrunkFreeSpace decode(BodyReader body) throws FdfsException {
        TrunkFreeSpace request = new TrunkFreeSpace(body.size());
        body.end();
        return request;
    }

    @Override
    public Command command() {
        return Command.STORAGE_REPORT_TRUNK_FREE;
    }

    @Override
    public void encode(BodyWriter body) {
        body.size(megabytes);
    }
}
