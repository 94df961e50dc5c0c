package io.fastdfs.storage;

import io.fastdfs.conf.DaemonSettings;
import io.fastdfs.conf.LogSettings;
import io.fastdfs.conf.ServerAddress;
import io.fastdfs.conf.StorageKeys;
import io.fastdfs.conf.Values;
import io.fastdfs.server.AllowedPeers;
import io.fastdfs.server.log.AccessLogFile;
import io.fastdfs.storage.sync.SyncConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** What a {@code storage.conf} says, as a {@link StorageConfig}. */
public final class StorageConfFile {
    private static final int MAX_AUTO_LANES = 256;

    private StorageConfFile() {}

    /**
     * Takes over every value, and looks up the trackers.
     *
     * @param conf of a file that is accepted
     * @throws IOException with a message for the operator if a tracker is unknown, none of them tells the group that is
     *     missing, or this user must not start it
     */
    public static StorageConfig config(Values conf) throws IOException {
        DaemonSettings daemon = DaemonSettings.ofStorage(conf);
        Map<InetSocketAddress, Optional<InetSocketAddress>> servers = trackers(conf.get(StorageKeys.TRACKER_SERVER));
        List<InetSocketAddress> trackers = List.copyOf(servers.keySet());
        Map<InetSocketAddress, InetSocketAddress> alsoAt = new HashMap<>();
        servers.forEach((first, second) -> second.ifPresent(other -> alsoAt.put(first, other)));
        StorageConfig.Connections connections = new StorageConfig.Connections(
                conf.get(StorageKeys.MAX_CONNECTIONS),
                conf.get(StorageKeys.CONNECT_TIMEOUT),
                conf.get(StorageKeys.NETWORK_TIMEOUT),
                conf.get(StorageKeys.CLIENT_BIND),
                AllowedPeers.of(conf.get(StorageKeys.ALLOW_HOSTS)),
                conf.get(StorageKeys.ADVERTISED_ADDRESS));
        Optional<String> group = conf.get(StorageKeys.GROUP_NAME);
        return new StorageConfig(
                group.isPresent() ? group.get() : GroupQuestion.ask(trackers, daemon.listen(), connections),
                conf.get(StorageKeys.SERVER_ID).orElse(""),
                daemon.listen(),
                daemon.basePath(),
                trackers,
                alsoAt,
                conf.get(StorageKeys.UPLOAD_PRIORITY),
                connections,
                disks(conf, daemon.basePath()),
                new StorageConfig.Intervals(
                        conf.get(StorageKeys.HEART_BEAT_INTERVAL),
                        conf.get(StorageKeys.STAT_REPORT_INTERVAL),
                        conf.get(StorageKeys.SYNC_STAT_FILE_INTERVAL),
                        conf.get(StorageKeys.COMPRESS_BINLOG)
                                ? Optional.of(conf.get(StorageKeys.COMPRESS_BINLOG_TIME))
                                : Optional.empty()),
                sync(conf));
    }

    /** How the access log is written, of a {@code storage.conf} that wants one. */
    record AccessLogPlan(Path path, LogSettings settings, AccessLogFile.Precision precision) {}

    /** The access log of a {@code storage.conf}, opened; empty if it wants none. */
    public static Optional<AccessLogFile> accessLog(Values conf) throws IOException {
        Optional<AccessLogPlan> plan = accessLogPlan(conf);
        if (plan.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(AccessLogFile.open(
                plan.get().path(), plan.get().settings(), plan.get().precision()));
    }

    static Optional<AccessLogPlan> accessLogPlan(Values conf) {
        if (!conf.get(StorageKeys.ACCESS_LOG_ENABLED)) {
            return Optional.empty();
        }
        return Optional.of(new AccessLogPlan(
                conf.get(StorageKeys.BASE_PATH).orElseThrow().resolve("logs").resolve("storage_access.log"),
                LogSettings.of(conf, StorageKeys.ACCESS_LOG),
                conf.get(StorageKeys.ACCESS_LOG_TIME_PRECISION)
                        ? AccessLogFile.Precision.MICROSECONDS
                        : AccessLogFile.Precision.MILLISECONDS));
    }

    private static StorageConfig.Disks disks(Values conf, Path basePath) {
        return new StorageConfig.Disks(
                storePaths(conf, basePath),
                readonly(conf.get(StorageKeys.STORE_PATH_READONLY)),
                conf.get(StorageKeys.CHECK_STORE_PATH_MARK),
                conf.get(StorageKeys.SUBDIR_COUNT_PER_PATH),
                conf.get(StorageKeys.FILE_DISTRIBUTE_PATH_MODE) == 1,
                conf.get(StorageKeys.FILE_DISTRIBUTE_ROTATE_COUNT),
                conf.get(StorageKeys.DISK_READER_THREADS),
                conf.get(StorageKeys.DISK_WRITER_THREADS),
                conf.get(StorageKeys.DISK_RW_SEPARATED),
                conf.get(StorageKeys.FSYNC_AFTER_WRITTEN_BYTES),
                conf.get(StorageKeys.DISK_RECOVERY_THREADS));
    }

    /** {@code sync_max_threads} auto: two for each store path. */
    private static SyncConfig sync(Values conf) {
        int lanes = conf.get(StorageKeys.SYNC_MAX_THREADS);
        return new SyncConfig(
                lanes == 0 ? Math.min(MAX_AUTO_LANES, 2 * conf.get(StorageKeys.STORE_PATH_COUNT)) : lanes,
                conf.get(StorageKeys.WRITE_MARK_FILE_FREQ),
                conf.get(StorageKeys.SYNC_INTERVAL),
                conf.get(StorageKeys.SYNC_START_TIME),
                conf.get(StorageKeys.SYNC_END_TIME));
    }

    /** The first one may be left out: then files lie in the base path. */
    private static List<Path> storePaths(Values conf, Path basePath) {
        SortedMap<Integer, Path> named = conf.get(StorageKeys.STORE_PATH);
        List<Path> paths = new ArrayList<>();
        for (int i = 0; i < conf.get(StorageKeys.STORE_PATH_COUNT); i++) {
            paths.add(named.getOrDefault(i, basePath));
        }
        return paths;
    }

    private static Set<Integer> readonly(SortedMap<Integer, Boolean> paths) {
        return paths.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Each once, by its first address, and where it is too. */
    private static Map<InetSocketAddress, Optional<InetSocketAddress>> trackers(List<ServerAddress> servers)
            throws IOException {
        Map<InetSocketAddress, Optional<InetSocketAddress>> found = new LinkedHashMap<>();
        for (ServerAddress server : servers) {
            try {
                List<InetSocketAddress> addresses = server.resolve();
                found.putIfAbsent(
                        addresses.getFirst(), addresses.stream().skip(1).findFirst());
            } catch (UnknownHostException e) {
                throw new IOException("tracker_server = " + server + ": cannot look up " + e.getMessage(), e);
            }
        }
        return found;
    }
}
