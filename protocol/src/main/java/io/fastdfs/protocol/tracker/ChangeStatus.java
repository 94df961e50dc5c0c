package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;

/** STORAGE_CHANGE_STATUS (59): one byte, the status that the sender has at the leader. The answer is empty. */
public record ChangeStatus(StorageStatus changedTo) implements Request {
    public static ChangeStatus decode(BodyReader body) throws FdfsException {
        ChangeStatus change = new ChangeStatus(StorageStatus.of(body.uint8()));
        body.end();
        return change;
    }

    @Override
    public Command command() {
        return Command.STORAGE_CHANGE_STATUS;
    }

    @Override
    public void encode(BodyWriter body) {
        body.int8(changedTo.code);
    }
}
