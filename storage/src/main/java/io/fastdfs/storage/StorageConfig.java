package io.fastdfs.storage;

import io.fastdfs.protocol.FileId;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What an operator decides about one storage. The names are the keys of {@code storage.conf}.
 *
 * @param bind address and port of the service; its address is also what trackers see
 * @param basePath binlog and state files
 * @param storePaths where the files lie; their order is part of every file id
 * @param trackers all of them, at least one
 * @param subdirCountPerPath folders on each of the two levels, 1 to 256
 * @param fileDistributeRotateCount files that go into one folder before the next is taken
 * @param networkTimeout a peer that is silent inside a request for so long is closed
 * @param heartBeatInterval between two heartbeats to a tracker
 * @param statReportInterval between two reports of disk space
 * @param syncStatFileInterval between two writes of the counters
 * @param readonlyStorePaths indexes of store paths that take no new files
 * @param diskReaderThreads disk calls that read and may run at once on each store path; 0: no bound
 * @param diskWriterThreads disk calls that write and may run at once on each store path; 0: no bound
 * @param diskRecoveryThreads files that a replaced store path gets back at the same time
 */
public record StorageConfig(
        String group,
        InetSocketAddress bind,
        Path basePath,
        List<Path> storePaths,
        List<InetSocketAddress> trackers,
        int subdirCountPerPath,
        int fileDistributeRotateCount,
        int maxConnections,
        Duration networkTimeout,
        Duration heartBeatInterval,
        Duration statReportInterval,
        Duration syncStatFileInterval,
        Set<Integer> readonlyStorePaths,
        int diskReaderThreads,
        int diskWriterThreads,
        int diskRecoveryThreads) {
    public StorageConfig {
        if (!FileId.isGroup(group)) {
            throw new IllegalArgumentException("group_name \"" + group + "\" is not 1 to 16 letters and digits");
        }
        if (subdirCountPerPath < 1 || subdirCountPerPath > 256) {
            throw new IllegalArgumentException("subdir_count_per_path " + subdirCountPerPath + " is not 1 to 256");
        }
        storePaths = List.copyOf(storePaths);
        trackers = List.copyOf(trackers);
        readonlyStorePaths = Set.copyOf(readonlyStorePaths);
        if (bind.isUnresolved()) {
            throw new IllegalArgumentException("bind_addr " + bind.getHostString() + " has no address");
        }
        if (diskReaderThreads < 0 || diskWriterThreads < 0) {
            throw new IllegalArgumentException("disk_reader_threads " + diskReaderThreads + ", disk_writer_threads "
                    + diskWriterThreads + ": 0 or more");
        }
        if (diskRecoveryThreads < 1) {
            throw new IllegalArgumentException("disk_recovery_threads " + diskRecoveryThreads + ": 1 or more");
        }
        if (storePaths.isEmpty() || storePaths.size() > 256) {
            throw new IllegalArgumentException("store_path_count " + storePaths.size() + " is not 1 to 256");
        }
    }

    /** C's defaults, with one store path in the base path. */
    public static StorageConfig defaults(
            String group, InetSocketAddress bind, Path basePath, List<InetSocketAddress> trackers) {
        return new StorageConfig(
                group,
                bind,
                basePath,
                List.of(basePath),
                trackers,
                256,
                100,
                10_240,
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                Set.of(),
                0,
                0,
                1);
    }

    public StorageConfig withStorePaths(List<Path> paths) {
        return new StorageConfig(
                group,
                bind,
                basePath,
                paths,
                trackers,
                subdirCountPerPath,
                fileDistributeRotateCount,
                maxConnections,
                networkTimeout,
                heartBeatInterval,
                statReportInterval,
                syncStatFileInterval,
                readonlyStorePaths,
                diskReaderThreads,
                diskWriterThreads,
                diskRecoveryThreads);
    }

    public StorageConfig withSubdirCount(int subdirCount) {
        return new StorageConfig(
                group,
                bind,
                basePath,
                storePaths,
                trackers,
                subdirCount,
                fileDistributeRotateCount,
                maxConnections,
                networkTimeout,
                heartBeatInterval,
                statReportInterval,
                syncStatFileInterval,
                readonlyStorePaths,
                diskReaderThreads,
                diskWriterThreads,
                diskRecoveryThreads);
    }

    public StorageConfig withDiskRecoveryThreads(int threads) {
        return new StorageConfig(
                group,
                bind,
                basePath,
                storePaths,
                trackers,
                subdirCountPerPath,
                fileDistributeRotateCount,
                maxConnections,
                networkTimeout,
                heartBeatInterval,
                statReportInterval,
                syncStatFileInterval,
                readonlyStorePaths,
                diskReaderThreads,
                diskWriterThreads,
                threads);
    }
}
