package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Request;
import java.util.List;

/** STORAGE_REPLICA_CHG (85): 1 to 32 {@link StorageBrief}s as another tracker gave them. The answer is empty. */
public record ReplicaChange(List<StorageBrief> storages) implements Request {
    private static final int MAX_STORAGES = 32;

    public ReplicaChange {
        storages = List.copyOf(storages);
    }

    public static ReplicaChange decode(BodyReader body) throws FdfsException {
        int count = body.records(StorageBrief.BYTES);
        if (count < 1 || count > MAX_STORAGES) {
            throw FdfsException.invalid(count + " storages, 1 to " + MAX_STORAGES + " allowed");
        }
        return new ReplicaChange(body.records(StorageBrief.BYTES, StorageBrief::decode));
    }

    @Override
    public Command command() {
        return Command.STORAGE_REPLICA_CHG;
    }

    @Override
    public void encode(BodyWriter body) {
        storages.forEach(storage -> storage.encode(body));
    }
}
