package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.Width;
import java.util.List;

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
 *
 * <p>Clients made before 6.11 insist on 612 bytes, see {@link #encodeOld}; what other releases answer is read, see
 * {@code Layout}.
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
    /** Bytes of one record for clients made before 6.11. */
    public static final int OLD_BYTES = 612;

    private static final int DOMAIN_NAME = 128;
    private static final int OLD_VERSION = 6;
    private static final int READ_AND_WRITE = 6;
    /** The bytes of one record besides its address. */
    private static final int BYTES_WITHOUT_ADDRESS = 471;

    public static int bytes(int addressWidth) {
        return BYTES_WITHOUT_ADDRESS + addressWidth;
    }

    /**
     * Records of all releases. Only the length of an answer tells which: no group is so large that it fits two of them.
     * Before 6.13 there is a domain name behind the address, an HTTP port before the counters, and no read-write mode.
     */
    private enum Layout {
        /** 6.15 and later, by the width of addresses; 6.13.1 and 6.14 have wide ones only. */
        NARROW(487, Width.IPV4, Width.VERSION),
        WIDE(517, Width.IPV6, Width.VERSION),
        /** 6.13.0: without the reserved space. */
        WITHOUT_RESERVED(509, Width.IPV6, Width.VERSION),
        /** 6.12, 6.11, and 5.04 to 6.10. */
        OLD_WIDE(644, Width.IPV6 + DOMAIN_NAME, Width.VERSION),
        OLD_WIDE_SHORT_VERSION(642, Width.IPV6 + DOMAIN_NAME, OLD_VERSION),
        OLD(OLD_BYTES, Width.IPV4 + DOMAIN_NAME, OLD_VERSION);

        final int bytes;
        final int addressWidth;
        final int versionWidth;

        Layout(int bytes, int addressWidth, int versionWidth) {
            this.bytes = bytes;
            this.addressWidth = addressWidth;
            this.versionWidth = versionWidth;
        }

        static Layout of(long bytes) throws FdfsException {
            for (Layout layout : values()) {
                if (bytes % layout.bytes == 0) {
                    return layout;
                }
            }
            throw FdfsException.invalid("body of " + bytes + " bytes is no list of storages of any release");
        }

        boolean before6_13() {
            return addressWidth > Width.IPV6;
        }

        boolean hasReserved() {
            return this == NARROW || this == WIDE;
        }
    }

    /** Reads the whole answer to 92, of this release or of one since 5.04. */
    public static List<StorageStat> decodeAll(BodyReader body) throws FdfsException {
        Layout layout = Layout.of(body.left());
        return body.records(layout.bytes, record -> decode(record, layout));
    }

    private static StorageStat decode(BodyReader body, Layout layout) throws FdfsException {
        return new StorageStat(
                StorageStatus.of(body.uint8()),
                layout.before6_13() ? READ_AND_WRITE : body.uint8(),
                body.terminated(Width.STORAGE_ID),
                body.terminated(layout.addressWidth),
                body.terminated(Width.STORAGE_ID),
                body.padded(layout.versionWidth),
                body.int64(),
                body.int64(),
                body.int64(),
                body.int64(),
                layout.hasReserved() ? body.int64() : 0,
                body.int64(),
                body.int64(),
                body.int64(),
                body.int64(),
                body.int64(),
                counters(body, layout),
                body.int8() != 0);
    }

    private static StorageCounters counters(BodyReader body, Layout layout) throws FdfsException {
        if (layout.before6_13()) {
            body.int64();
        }
        return StorageCounters.decode(body);
    }

    public void encode(BodyWriter body, int addressWidth) {
        body.int8(status.code)
                .int8(readWriteMode)
                .terminated(id, Width.STORAGE_ID)
                .terminated(address, addressWidth);
        body.terminated(sourceId, Width.STORAGE_ID)
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

    /**
     * The 612 bytes of 5.04 to 6.10. An IPv6 address, which no client of that time knows, is left out, and a version is cut
     * after 6 characters.
     *
     * <pre>
     *   0   1  status
     *   1  16  id
     *  17  16  address
     *  33 128  domain name, empty
     * 161  16  id of the storage that fills it
     * 177   6  version
     * 183  80  ten numbers of 8 bytes: join time, up time, total and free megabytes, upload priority, store path count,
     *          subdir count, current write path, port, HTTP port, which is 0
     * 263 348  counters
     * 611   1  1 if it is the trunk server
     * </pre>
     */
    public void encodeOld(BodyWriter body) {
        body.int8(status.code).terminated(id, Width.STORAGE_ID);
        body.terminated(address.length() < Width.IPV4 ? address : "", Width.IPV4)
                .padded("", DOMAIN_NAME);
        body.terminated(sourceId, Width.STORAGE_ID);
        body.padded(version.substring(0, Math.min(version.length(), OLD_VERSION)), OLD_VERSION);
        body.int64(joinSeconds).int64(upSeconds).int64(totalMegabytes).int64(freeMegabytes);
        body.int64(uploadPriority)
                .int64(storePathCount)
                .int64(subdirCountPerPath)
                .int64(currentWritePath);
        body.int64(port).int64(0);
        counters.encode(body);
        body.int8(trunkServer ? 1 : 0);
    }
}
