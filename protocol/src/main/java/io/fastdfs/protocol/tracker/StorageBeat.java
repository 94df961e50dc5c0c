package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import org.jspecify.annotations.Nullable;

/**
 * STORAGE_BEAT (83): a storage lives. The body is empty, or its {@link StorageCounters} when they have changed. Answer:
 * {@link ChangeList}.
 *
 * @param counters null if nothing has changed
 */
public record StorageBeat(@Nullable StorageCounters counters) implements Request {
    public static StorageBeat decode(BodyReader body) throws FdfsException {
        if (body.left() == 0) {
            return new StorageBeat(null);
        }
        StorageBeat beat = new StorageBeat(StorageCounters.decode(body));
        body.end();
        return beat;
    }

    @Override
    public Command command() {
        return Command.STORAGE_BEAT;
    }

    @Override
    public void encode(BodyWriter body) {
        if (counters != null) {
            counters.encode(body);
        }
    }
}
