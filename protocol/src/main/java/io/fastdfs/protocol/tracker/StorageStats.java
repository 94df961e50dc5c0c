package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Width;
import java.util.ArrayList;
import java.util.List;

/**
 * The answer to {@link GetStorages}.
 *
 * <pre>
 *  0   1  1 if storage_ids.conf is in use
 *  1   1  1 if trunk files are in use
 *  2   4  number of storages
 *  6   …  storages, 106 bytes each: id 16, host 52, trunk server 1, status 1, connections 12, version 8,
 *         time of start 8, time of the last heartbeat 8
 * </pre>
 */
public record StorageStats(boolean storageIds, boolean trunkFiles, List<Storage> storages) {
    private static final int BYTES = 106;

    /** One storage; times in Unix seconds. */
    public record Storage(
            String id,
            String host,
            boolean trunkServer,
            StorageStatus status,
            Connections connections,
            String version,
            long upSeconds,
            long lastBeatSeconds) {}

    public StorageStats {
        storages = List.copyOf(storages);
    }

    public static StorageStats decode(BodyReader body) throws FdfsException {
        boolean storageIds = body.int8() != 0;
        boolean trunkFiles = body.int8() != 0;
        int announced = body.int32();
        int count = body.records(BYTES);
        if (count != announced) {
            throw FdfsException.invalid(announced + " storages announced, " + count + " sent");
        }
        List<Storage> storages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            storages.add(new Storage(
                    body.terminated(Width.STORAGE_ID),
                    body.terminated(TrackerStats.HOST_BYTES),
                    body.int8() != 0,
                    StorageStatus.of(body.uint8()),
                    Connections.decode(body),
                    body.padded(Width.VERSION),
                    body.int64(),
                    body.int64()));
        }
        return new StorageStats(storageIds, trunkFiles, storages);
    }

    public void encode(BodyWriter body) {
        body.int8(storageIds ? 1 : 0).int8(trunkFiles ? 1 : 0).int32(storages.size());
        for (Storage storage : storages) {
            body.terminated(storage.id, Width.STORAGE_ID).terminated(storage.host, TrackerStats.HOST_BYTES);
            body.int8(storage.trunkServer ? 1 : 0).int8(storage.status.code);
            storage.connections.encode(body);
            body.padded(storage.version, Width.VERSION).int64(storage.upSeconds).int64(storage.lastBeatSeconds);
        }
    }
}
