package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;

/**
 * The number of the last trunk file of a group, 4 bytes, 0 or more: the answer to STORAGE_FETCH_TRUNK_FID (72) and the
 * body of STORAGE_REPORT_TRUNK_FID (73), whose answer is empty.
 */
public record TrunkFileId(int number) implements Request {
    public static TrunkFileId decode(BodyReader body) throws FdfsException {
        TrunkFileId id = new TrunkFileId(body.int32());
        body.end();
        if (id.number < 0) {
            throw FdfsException.invalid("negative number of a trunk file " + id.number);
        }
        return id;
    }

    @Override
    public Command command() {
        return Command.STORAGE_REPORT_TRUNK_FID;
    }

    @Override
    public void encode(BodyWriter body) {
        body.int32(number);
    }
}
