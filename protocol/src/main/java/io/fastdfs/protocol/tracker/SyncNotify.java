package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;

/** STORAGE_SYNC_NOTIFY (88): a storage tells a tracker who fills it. The answer is empty. */
public record SyncNotify(SyncSource source) implements Request {
    public static SyncNotify decode(BodyReader body) throws FdfsException {
        return new SyncNotify(SyncSource.decode(body));
    }

    @Override
    public Command command() {
        return Command.STORAGE_SYNC_NOTIFY;
    }

    @Override
    public void encode(BodyWriter body) {
        source.encode(body);
    }
}
