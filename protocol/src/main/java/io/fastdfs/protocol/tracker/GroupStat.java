package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Width;
import java.util.List;

/**
 * A group in the answers to 90, which is one record, and 91, which is all of them. Source: tracker_proto.h,
 * TrackerGroupStat.
 *
 * <pre>
 *   0  17  group
 *  17  96  twelve numbers of 8 bytes, in the order of the components
 * </pre>
 *
 * <p>Clients made before 6.13 insist on 105 bytes: no reserved space, and a storage HTTP port and an active count where
 * the readable and writable counts are.
 */
public record GroupStat(
        String group,
        long totalMegabytes,
        long freeMegabytes,
        long reservedMegabytes,
        long trunkFreeMegabytes,
        long storageCount,
        long storagePort,
        long readableCount,
        long writableCount,
        long currentWriteServer,
        long storePathCount,
        long subdirCountPerPath,
        long currentTrunkFileId) {
    public static final int BYTES = 113;
    public static final int OLD_BYTES = 105;

    /** Reads the whole answer to 91, of this release or of one before 6.13.1; only its length tells which. */
    public static List<GroupStat> decodeAll(BodyReader body) throws FdfsException {
        return body.left() % BYTES == 0
                ? body.records(BYTES, GroupStat::decode)
                : body.records(OLD_BYTES, GroupStat::decodeOld);
    }

    /** Reads 105 bytes. Up to 6.12 an HTTP port and the active count stand where 6.13.0 has readable and writable. */
    private static GroupStat decodeOld(BodyReader body) throws FdfsException {
        String group = body.terminated(Width.GROUP_IN_STAT);
        long total = body.int64();
        long free = body.int64();
        long trunkFree = body.int64();
        long storages = body.int64();
        long port = body.int64();
        body.int64();
        long active = body.int64();
        return new GroupStat(
                group,
                total,
                free,
                0,
                trunkFree,
                storages,
                port,
                active,
                active,
                body.int64(),
                body.int64(),
                body.int64(),
                body.int64());
    }

    /** Reads one record. */
    public static GroupStat decode(BodyReader body) throws FdfsException {
        return new GroupStat(
                body.terminated(Width.GROUP_IN_STAT),
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
                body.int64(),
                body.int64());
    }

    public void encode(BodyWriter body) {
        body.terminated(group, Width.GROUP_IN_STAT).int64(totalMegabytes).int64(freeMegabytes);
        body.int64(reservedMegabytes)
                .int64(trunkFreeMegabytes)
                .int64(storageCount)
                .int64(storagePort);
        body.int64(readableCount).int64(writableCount).int64(currentWriteServer).int64(storePathCount);
        body.int64(subdirCountPerPath).int64(currentTrunkFileId);
    }

    /** The 105 bytes of 6.12 and before; nothing served HTTP on that port then either, so it is 0. */
    public void encodeOld(BodyWriter body) {
        body.terminated(group, Width.GROUP_IN_STAT).int64(totalMegabytes).int64(freeMegabytes);
        body.int64(trunkFreeMegabytes)
                .int64(storageCount)
                .int64(storagePort)
                .int64(0)
                .int64(readableCount);
        body.int64(currentWriteServer)
                .int64(storePathCount)
                .int64(subdirCountPerPath)
                .int64(currentTrunkFileId);
    }
}
