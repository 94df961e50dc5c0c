package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Width;

/**
 * A storage in the answer to 92: 487 bytes, or 517 with wide addresses. Source: tracker_proto.h, TrackerStorageStat.
 *
 * <pre>
 *  0   1  status
 *  1   1  read-write mode: 4 read, 2 write, 6 both, 0 none
 *  2  16  id
 * 18  16 or 46  address
 *  …  16  id of the storage that fills it
 *  …   8  version
 *  …  80  ten numbers of 8 bytes, in the order of the components
 *  … 348  counters
 *  …   1  1 if it is the trunk server
 * </pre>
 */
public record StorageStat(
        StorageStatus status,
        int readWriteMode,
        String id,
        String address,
        String sourceId,
        String version,
        long joinSeconds,
        long upSeconds,
        long totalMegabytes,
        long freeMegabytes,
        long reservedMegabytes,
        long uploadPriority,
        long storePathCount,
        long subdirCountPerPath,
        long currentWritePath,
        long port,
        StorageCounters counters,
        boolean trunkServer) {
    /** The bytes of one record besides its address. */
    private static final int BYTES_WITHOUT_ADDRESS = 471;

    public static int bytes(int addressWidth) {
        return BYTES_WITHOUT_ADDRESS + addressWidth;
    }

    /** Reads one record; {@code addressWidth} is 16 or 46. */
    public static StorageStat decode(BodyReader body, int addressWidth) throws FdfsException {
        return new StorageStat(
                StorageStatus.of(body.uint8()),
                body.uint8(),
                body.padded(Width.STORAGE_ID),
                body.padded(addressWidth),
                body.padded(Width.STORAGE_ID),
                body.padded(Width.VERSION),
                body.int64(),
                body.int64(),
                body.int64(),
                body.int64(),
                body.int64(),
                body.int64(),
                body.int64(),
                body.int64(),
                body.int64(),
                body.int64(),
                StorageCounters.decode(body),
                body.int8() != 0);
    }

    public void encode(BodyWriter body, int addressWidth) {
        body.int8(status.code).int8(readWriteMode).padded(id, Width.STORAGE_ID).padded(address, addressWidth);
        body.padded(sourceId, Width.STORAGE_ID)
                .padded(version, Width.VERSION)
                .int64(joinSeconds)
                .int64(upSeconds);
        body.int64(totalMegabytes).int64(freeMegabytes).int64(reservedMegabytes).int64(uploadPriority);
        body.int64(storePathCount)
                .int64(subdirCountPerPath)
                .int64(currentWritePath)
                .int64(port);
        counters.encode(body);
        body.int8(trunkServer ? 1 : 0);
    }
}
