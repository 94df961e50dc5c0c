package io.fastdfs.storage;

import io.fastdfs.conf.ServerAddress;
import io.fastdfs.protocol.FileId;
import io.fastdfs.server.AllowedPeers;
import io.fastdfs.storage.sync.SyncConfig;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an operator decides about one storage. The names are the keys of {@code storage.conf}.
 *
 * @param serverId {@code server_id}; empty: trackers say it
 * @param listen addresses and ports of the service, one or more; that by which the cluster knows it first
 * @param basePath binlog and state files
 * @param trackers all of them, at their first addresses; none: a storage alone
 * @param trackersAlsoAt the second addresses of those that have two
 * @param uploadPriority where trackers choose by priority, the lowest takes uploads
 */
public record StorageConfig(
        String group,
        String serverId,
        List<InetSocketAddress> listen,
        Path basePath,
        List<InetSocketAddress> trackers,
        Map<InetSocketAddress, InetSocketAddress> trackersAlsoAt,
        int uploadPriority,
        Connections connections,
        Disks disks,
        Intervals intervals,
        SyncConfig sync) {
    /** Folders on a level are numbered by two hexadecimal digits, as store paths are. */
    private static final int MAX = 256;

    /**
     * Connections of others to this storage, and of this storage to others.
     *
     * @param max {@code max_connections}: those beyond it are closed at once
     * @param connectTimeout how long to wait for a connection
     * @param networkTimeout a peer that is silent inside a request for so long is closed
     * @param fromBind {@code client_bind}: connect from the bind address
     * @param allowed {@code allow_hosts}
     * @param advertised {@code fdfs_advertised_address}: where others reach this storage; empty: where trackers see it
     */
    public record Connections(
            int max,
            Duration connectTimeout,
            Duration networkTimeout,
            boolean fromBind,
            AllowedPeers allowed,
            Optional<ServerAddress> advertised) {
        /** With this {@code fdfs_advertised_address}; port {@link ServerAddress#NO_PORT} is that of the service. */
        public Connections advertise(ServerAddress address) {
            return new Connections(max, connectTimeout, networkTimeout, fromBind, allowed, Optional.of(address));
        }
    }

    /**
     * Store paths, and how they are used.
     *
     * @param paths where the files lie; their order is part of every file id
     * @param readonly indexes of those that take no new files
     * @param checkMarks {@code check_store_path_mark}: refuse to start on another disk than before
     * @param subdirCount folders on each of the two levels, 1 to 256
     * @param byHash {@code file_distribute_path_mode}: the folder of a new file by its name, else one after the other
     * @param rotateCount files that go into one folder before the next is taken
     * @param readers disk calls that read and may run at once on each store path; 0: no bound
     * @param writers disk calls that write and may run at once on each store path; 0: no bound
     * @param separated {@code disk_rw_separated}: readers and writers are counted apart, else together
     * @param fsyncAfterWrittenBytes 0: the system writes to the disk when it likes; else a file is flushed each time so many
     *     bytes were written, and everything before it is answered
     * @param recoveryThreads {@code disk_recovery_threads}: files that a replaced store path gets back at the same time
     */
    public record Disks(
            List<Path> paths,
            Set<Integer> readonly,
            boolean checkMarks,
            int subdirCount,
            boolean byHash,
            int rotateCount,
            int readers,
            int writers,
            boolean separated,
            long fsyncAfterWrittenBytes,
            int recoveryThreads) {
        public Disks {
            if (subdirCount < 1 || subdirCount > MAX) {
                throw new IllegalArgumentException("subdir_count_per_path " + subdirCount + " is not 1 to 256");
            }
            if (paths.isEmpty() || paths.size() > MAX) {
                throw new IllegalArgumentException("store_path_count " + paths.size() + " is not 1 to 256");
            }
            if (readers < 0 || writers < 0) {
                throw new IllegalArgumentException(
                        "disk_reader_threads " + readers + ", disk_writer_threads " + writers + ": 0 or more");
            }
            if (recoveryThreads < 1) {
                throw new IllegalArgumentException("disk_recovery_threads " + recoveryThreads + ": 1 or more");
            }
            paths = List.copyOf(paths);
            readonly = Set.copyOf(readonly);
        }

        Disks withPaths(List<Path> other) {
            return new Disks(
                    other,
                    readonly,
                    checkMarks,
                    subdirCount,
                    byHash,
                    rotateCount,
                    readers,
                    writers,
                    separated,
                    fsyncAfterWrittenBytes,
                    recoveryThreads);
        }

        Disks withSubdirCount(int other) {
            return new Disks(
                    paths,
                    readonly,
                    checkMarks,
                    other,
                    byHash,
                    rotateCount,
                    readers,
                    writers,
                    separated,
                    fsyncAfterWrittenBytes,
                    recoveryThreads);
        }

        Disks withRecoveryThreads(int threads) {
            return new Disks(
                    paths,
                    readonly,
                    checkMarks,
                    subdirCount,
                    byHash,
                    rotateCount,
                    readers,
                    writers,
                    separated,
                    fsyncAfterWrittenBytes,
                    threads);
        }

        Disks withFsyncAfterWrittenBytes(long bytes) {
            return new Disks(
                    paths,
                    readonly,
                    checkMarks,
                    subdirCount,
                    byHash,
                    rotateCount,
                    readers,
                    writers,
                    separated,
                    bytes,
                    recoveryThreads);
        }
    }

    /**
     * How often something is reported or written.
     *
     * @param heartBeat between two heartbeats to a tracker
     * @param statReport between two reports of disk space
     * @param statFile between two writes of the counters
     * @param packBinlog {@code compress_binlog_time}, when finished files of the binlog are packed every day; empty: never
     */
    public record Intervals(
            Duration heartBeat, Duration statReport, Duration statFile, Optional<LocalTime> packBinlog) {
        /** Those of a storage that keeps its binlog as it is. */
        public Intervals(Duration heartBeat, Duration statReport, Duration statFile) {
            this(heartBeat, statReport, statFile, Optional.empty());
        }
    }

    public StorageConfig {
        if (!FileId.isGroup(group)) {
            throw new IllegalArgumentException("group_name \"" + group + "\" is not 1 to 16 letters and digits");
        }
        for (InetSocketAddress at : listen) {
            if (at.isUnresolved()) {
                throw new IllegalArgumentException("bind_addr " + at.getHostString() + " has no address");
            }
        }
        listen = List.copyOf(listen);
        trackers = List.copyOf(trackers);
        trackersAlsoAt = Map.copyOf(trackersAlsoAt);
    }

    /** C's defaults, without a bound for the disks, with one store path in the base path. */
    public static StorageConfig defaults(
            String group, InetSocketAddress bind, Path basePath, List<InetSocketAddress> trackers) {
        Duration minute = Duration.ofSeconds(60);
        return new StorageConfig(
                group,
                "",
                List.of(bind),
                basePath,
                trackers,
                Map.of(),
                10,
                new Connections(10_240, Duration.ofSeconds(5), minute, true, AllowedPeers.EVERYBODY, Optional.empty()),
                new Disks(List.of(basePath), Set.of(), true, MAX, false, 100, 0, 0, true, 0, 1),
                new Intervals(Duration.ofSeconds(30), minute, minute),
                SyncConfig.defaults());
    }

    /** Where it listens first. */
    public InetSocketAddress bind() {
        return listen.getFirst();
    }

    public StorageConfig withStorePaths(List<Path> paths) {
        return with(disks.withPaths(paths));
    }

    public StorageConfig withSubdirCount(int subdirCount) {
        return with(disks.withSubdirCount(subdirCount));
    }

    /** See {@link Disks#fsyncAfterWrittenBytes}. */
    public StorageConfig withFsyncAfterWrittenBytes(long bytes) {
        return with(disks.withFsyncAfterWrittenBytes(bytes));
    }

    public StorageConfig withDiskRecoveryThreads(int threads) {
        return with(disks.withRecoveryThreads(threads));
    }

    StorageConfig with(Disks other) {
        return new StorageConfig(
                group,
                serverId,
                listen,
                basePath,
                trackers,
                trackersAlsoAt,
                uploadPriority,
                connections,
                other,
                intervals,
                sync);
    }

    public StorageConfig with(Connections other) {
        return new StorageConfig(
                group,
                serverId,
                listen,
                basePath,
                trackers,
                trackersAlsoAt,
                uploadPriority,
                other,
                disks,
                intervals,
                sync);
    }

    public StorageConfig with(Intervals other) {
        return new StorageConfig(
                group,
                serverId,
                listen,
                basePath,
                trackers,
                trackersAlsoAt,
                uploadPriority,
                connections,
                disks,
                other,
                sync);
    }
}
