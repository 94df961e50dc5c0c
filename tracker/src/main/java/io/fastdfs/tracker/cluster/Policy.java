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
 * @param trunkFiles {@code use_trunk_file}: free slots count as space, and {@link StoreServer#ROUND_ROBIN} means the first id
 */
public record Policy(
        StoreLookup storeLookup,
        String storeGroup,
        StoreServer storeServer,
        StorePath storePath,
        DownloadServer downloadServer,
        ReservedSpace reservedSpace,
        Duration syncFileMaxDelay,
        Duration syncFileMaxTime,
        boolean trunkFiles) {
    public Policy {
        // As C: with trunk files one storage takes all uploads of its group, so that few slots are asked for over the
        // network.
        storeServer = trunkFiles && storeServer == StoreServer.ROUND_ROBIN ? StoreServer.FIRST_ID : storeServer;
    }

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
                Duration.ofMinutes(5),
                false);
    }

    public Policy withTrunkFiles() {
        return new Policy(
                storeLookup,
                storeGroup,
                storeServer,
                storePath,
                downloadServer,
                reservedSpace,
                syncFileMaxDelay,
                syncFileMaxTime,
                true);
    }
}
