package io.fastdfs.tracker.cluster;

import java.time.Duration;

/**
 * How the tracker chooses.
 *
 * @param storeLookup which group takes an upload
 * @param storeGroup the group of {@link StoreLookup#FIXED_GROUP}, else empty
 * @param storeServer which storage of the group takes it
 * @param storePath which of its store paths
 * @param downloadServer which storage a file is read from
 * @param reservedSpace what uploads must leave free
 * @param syncFileMaxDelay files older than this are taken to be on every storage, as in C
 * @param syncFileMaxTime how long the copy of one file may take
 */
public record Policy(
        StoreLookup storeLookup,
        String storeGroup,
        StoreServer storeServer,
        StorePath storePath,
        DownloadServer downloadServer,
        ReservedSpace reservedSpace,
        Duration syncFileMaxDelay,
        Duration syncFileMaxTime) {
    /** {@code store_lookup} 0, 1, 2. */
    public enum StoreLookup {
        ROUND_ROBIN,
        FIXED_GROUP,
        MOST_FREE
    }

    /** {@code store_server} 0, 1, 2. */
    public enum StoreServer {
        ROUND_ROBIN,
        FIRST_ID,
        PRIORITY
    }

    /** {@code store_path} 0, 2. */
    public enum StorePath {
        ROUND_ROBIN,
        MOST_FREE
    }

    /** {@code download_server} 0, 1. */
    public enum DownloadServer {
        ROUND_ROBIN,
        SOURCE_FIRST
    }

    /** C's defaults. */
    public static Policy defaults(ReservedSpace reservedSpace) {
        return new Policy(
                StoreLookup.ROUND_ROBIN,
                "",
                StoreServer.ROUND_ROBIN,
                StorePath.ROUND_ROBIN,
                DownloadServer.ROUND_ROBIN,
                reservedSpace,
                Duration.ofDays(1),
                Duration.ofMinutes(5));
    }
}
